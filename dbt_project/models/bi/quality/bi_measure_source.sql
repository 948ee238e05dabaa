{{ config(alias='数据项来源') }}
{{ view_of('sources', {
    'sources': 'measure_source',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'measures': 'dim_measure',
    'datasets': 'dim_dataset',
    'files': 'file_version',
}, instead={
    '来源数据集': 'datasets.dataset_name',
}, by={
    'datasets': {'dataset': 'sources.source_dataset'},
}) }}
