select county_code, department_code, department_name
from {{ ref('int_county_departments') }}
