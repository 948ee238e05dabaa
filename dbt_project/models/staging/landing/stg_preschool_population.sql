-- preschool_population in force: made from the contracts by `make generate`; what is written here by hand is lost.
-- birth_year decides, whatever folder the file lies in.
with in_force as ({{ in_force('preschool_population') }})

select * exclude (school_year), cast(birth_year as integer) as school_year
from in_force
