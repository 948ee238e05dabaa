select department_code, department_name
from {{ ref('departments') }}
where county_code is null
