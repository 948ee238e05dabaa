{{ config(alias='县级办学数据') }}
{{ view_of('facts', {
    'facts': 'fct_county_measure',
    'counties': 'dim_county',
    'measures': 'dim_measure',
    'datasets': 'dim_dataset',
}, instead={
    '来源数据集': 'datasets.dataset_name',
}, by={'datasets': {'dataset': 'facts.source_dataset'}}) }}
