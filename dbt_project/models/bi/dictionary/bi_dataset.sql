{{ config(alias='报送数据集') }}

with datasets as (select * from {{ ref('dim_dataset') }}),

yes_no as ({{ words('yes_no') }}),

final as (
    select
        datasets.dataset as 数据集代码,
        datasets.dataset_name as 数据集名称,
        datasets.department_code as 责任部门代码,
        datasets.department_name as 责任部门,
        yes_no.word as 是否每年应报
    from datasets
    left join yes_no on cast(datasets.is_expected as text) = yes_no.code
)

select * from final
