-- incident_register in force: made from the contracts by `make generate`; what is written here by hand is lost.
-- The school year of incident_date decides, whatever folder the file lies in.
with in_force as ({{ in_force('incident_register') }})

select * exclude (school_year), {{ school_year_of('incident_date') }} as school_year
from in_force
