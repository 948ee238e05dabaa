select
    indicator_code,
    department_code,
    task::integer as task
from {{ ref('indicator_departments') }}
where county_code is null
