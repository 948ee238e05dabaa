{{ config(alias='县区') }}

select
    county_code as 县代码,
    county_name as 县名称,
    primary_years as 小学学制,
    junior_years as 初中学制
from {{ ref('dim_county') }}
