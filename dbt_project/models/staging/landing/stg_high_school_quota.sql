-- high_school_quota in force: made from the contracts by `make generate`; what is written here by hand is lost.
-- enrolment_year decides, whatever folder the file lies in.
with in_force as ({{ in_force('high_school_quota') }})

select * exclude (school_year), cast(enrolment_year as integer) as school_year
from in_force
