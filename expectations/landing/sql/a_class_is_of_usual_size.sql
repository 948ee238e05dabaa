select file_id, county_code, school_year, school_code, grade, class_name, count(*) as pupils
from {batch}
group by all
having count(*) > 80
