-- What is this: a figure of a school that the register in force of that year does not name.
-- When does it matter: rows of unknown schools are to be left out with a finding, never to enter a figure.
-- How to resolve: this cannot come from the data; every mart reads int_measures or int_schools, look at
-- who does not.
with figures as (
    select distinct county_code, school_year, school_code from {{ ref('fct_school_indicator') }}
    union
    select distinct county_code, school_year, school_code from {{ ref('fct_school_measure') }}
)

select figures.*
from figures
anti join {{ ref('dim_school') }} as schools using (county_code, school_year, school_code)
