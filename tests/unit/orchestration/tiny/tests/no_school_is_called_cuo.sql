-- What is this: a school called 错.
-- When does it matter: in tests.
-- How to resolve: call it otherwise.
select school_code from {{ ref('dim_school') }} where school_name = '错'
union all
select null from {{ ref('dim_county') }} where schools < 0
