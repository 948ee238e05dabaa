-- national_monitoring in force: made from the contracts by `make generate`; what is written here by hand is lost.
-- monitoring_year decides, whatever folder the file lies in.
with in_force as ({{ in_force('national_monitoring') }})

select * exclude (school_year), cast(monitoring_year as integer) as school_year
from in_force
