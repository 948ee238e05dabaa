{{ config(alias='责任部门') }}

select
    department_code as 责任部门代码,
    department_name as 责任部门
from {{ ref('dim_department') }}
