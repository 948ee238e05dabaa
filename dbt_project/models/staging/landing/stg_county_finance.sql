-- The fiscal year decides, whatever folder the file lies in: school year Y is judged with fiscal year Y.
with in_force as ({{ in_force('county_finance') }})

select * exclude (school_year), cast(fiscal_year as integer) as school_year
from in_force
