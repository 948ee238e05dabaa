{{ config(alias='县级办学数据') }}
{% set read = {
    'facts': 'fct_county_measure',
    'counties': 'dim_county',
    'measures': 'dim_measure',
    'datasets': 'dim_dataset',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read, {
            '来源数据集': 'datasets.dataset_name',
        }) }}
    from {{ with_dimensions('facts', read, by={'datasets': {'dataset': 'source_dataset'}}) }}
)

select * from final
