{{ config(alias='学校办学数据') }}
{{ view_of('facts', {
    'facts': 'fct_school_measure',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'measures': 'dim_measure',
    'datasets': 'dim_dataset',
}, instead={
    '来源数据集': 'datasets.dataset_name',
}, by={
    'datasets': {'dataset': 'facts.source_dataset'},
}, worded={
    '取得方式': ['figure_origin', "case when facts.is_derived then 'derived' else 'reported' end"],
    '是否不公布': ['yes_no', 'facts.is_suppressed'],
}) }}
