-- The enrolment year decides, whatever folder the file lies in: school year Y uses enrolment year Y.
with in_force as ({{ in_force('high_school_quota') }})

select * exclude (school_year), cast(enrolment_year as integer) as school_year
from in_force
