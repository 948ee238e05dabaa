{{ config(alias='数据项来源') }}
{% set read = {
    'sources': 'measure_source',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'measures': 'dim_measure',
    'datasets': 'dim_dataset',
    'files': 'file_version',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read, {
            '来源数据集': 'datasets.dataset_name',
        }) }}
    from {{ with_dimensions('sources', read, by={'datasets': {'dataset': 'source_dataset'}}) }}
    left join files on sources.file_id = files.file_id
)

select * from final
