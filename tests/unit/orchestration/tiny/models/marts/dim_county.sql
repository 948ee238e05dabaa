select '990101' as county_code, '小县' as county_name, count(*) as schools from {{ ref('dim_school') }}
