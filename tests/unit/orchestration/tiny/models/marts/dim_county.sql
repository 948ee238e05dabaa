select count(*) as schools from {{ ref('dim_school') }}
