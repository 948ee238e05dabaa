-- All measures of the county itself, reported and derived.
select * exclude (school_code)
from {{ ref('int_county_measures__chosen') }}
union all
select * exclude (school_code)
from {{ ref('int_county_measures__derived') }}
