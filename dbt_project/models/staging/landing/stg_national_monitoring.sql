-- The monitoring year decides, whatever folder the file lies in; a school year is judged with the latest one up to it.
with in_force as ({{ in_force('national_monitoring') }})

select * exclude (school_year), cast(monitoring_year as integer) as school_year
from in_force
