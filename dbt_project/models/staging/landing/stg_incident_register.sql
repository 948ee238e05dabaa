-- An incident belongs to the school year of its date, whatever folder the file lies in (datasets.md, in force 6).
with in_force as ({{ in_force('incident_register') }})

select * exclude (school_year), {{ school_year_of('incident_date') }} as school_year
from in_force
