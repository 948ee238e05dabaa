{{ config(alias='学校办学数据') }}
{% set read = {
    'facts': 'fct_school_measure',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'measures': 'dim_measure',
    'datasets': 'dim_dataset',
} %}

with {{ tables(read) }},

origins as ({{ words('figure_origin') }}),

yes_no as ({{ words('yes_no') }}),

final as (
    select
        {{ in_chinese(read, {
            '取得方式': 'origins.word',
            '来源数据集': 'datasets.dataset_name',
            '是否不公布': 'yes_no.word',
        }) }}
    from {{ with_dimensions('facts', read, by={'datasets': {'dataset': 'source_dataset'}}) }}
    left join origins on case when facts.is_derived then 'derived' else 'reported' end = origins.code
    left join yes_no on cast(facts.is_suppressed as text) = yes_no.code
)

select * from final
