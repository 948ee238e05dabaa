select
    county_code,
    indicator_code,
    department_code,
    task::integer as task
from {{ ref('int_county_indicator_departments') }}
