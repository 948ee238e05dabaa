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
            '学年名称': school_year_name('sources.school_year'),
            '来源数据集': 'datasets.dataset_name',
        }) }}
    from sources
    left join counties on sources.county_code = counties.county_code
    left join schools
        on
            sources.county_code = schools.county_code
            and sources.school_year = schools.school_year
            and sources.school_code = schools.school_code
    left join measures on sources.measure_code = measures.measure_code
    left join datasets on sources.source_dataset = datasets.dataset
    left join files on sources.file_id = files.file_id
)

select * from final
