select county_code, town_code, town_name
from {{ ref('int_towns') }}
