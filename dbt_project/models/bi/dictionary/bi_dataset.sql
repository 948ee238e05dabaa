{{ config(alias='报送数据集') }}
{% set read = {'datasets': 'dim_dataset'} %}

with {{ tables(read) }},

yes_no as ({{ words('yes_no') }}),

final as (
    select
        {{ in_chinese(read, {
            '是否每年应报': 'yes_no.word',
        }) }}
    from datasets
    left join yes_no on cast(datasets.is_expected as text) = yes_no.code
)

select * from final
