-- What each county calls its departments: by a row of its own, else by the row of all.
with counties as (select county_code from {{ ref('int_counties') }}),

departments as (select * from {{ ref('departments') }}),

of_all as (
    select counties.county_code, departments.department_code, departments.department_name
    from counties
    cross join departments
    where departments.county_code is null
),

own as (select * from departments semi join counties using (county_code)),

final as (
    select
        county_code,
        department_code,
        coalesce(own.department_name, of_all.department_name) as department_name
    from of_all
    full join own using (county_code, department_code)
)

select * from final
