select file_id, county_code, enrolment_year, high_school, count(distinct planned_places) as plans
from {batch}
group by all
having count(distinct planned_places) > 1
