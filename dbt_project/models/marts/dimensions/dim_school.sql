select
    county_code,
    school_year,
    school_code,
    school_name,
    school_type_code,
    school_type,
    provider_type_code,
    ownership,
    urban_rural_code,
    urban_rural,
    town_code,
    town_name,
    founded_year::integer as founded_year,
    is_boarding,
    counts_as_school,
    parent_school_code,
    file_id
from {{ ref('int_schools') }}
