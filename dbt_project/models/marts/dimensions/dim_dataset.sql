with datasets as (select * from {{ ref('datasets') }}),

departments as (select * from {{ ref('departments') }} where county_code is null),

final as (
    select
        datasets.dataset,
        datasets.dataset_name,
        datasets.department_code,
        departments.department_name,
        datasets.is_expected
    from datasets
    left join departments on datasets.department_code = departments.department_code
)

select * from final
