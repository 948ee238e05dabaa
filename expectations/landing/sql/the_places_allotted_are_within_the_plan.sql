-- The contract compares a row with the plan; here the rows of a high school are summed.
select
    file_id, county_code, enrolment_year, high_school,
    max(planned_places) as planned_places, sum(allotted_places) as allotted_places
from {batch}
group by file_id, county_code, enrolment_year, high_school
having sum(allotted_places) > max(planned_places)
