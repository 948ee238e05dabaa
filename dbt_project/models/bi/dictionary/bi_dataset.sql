{{ config(alias='报送数据集') }}
{{ view_of('datasets', {
    'datasets': 'dim_dataset',
}, worded={
    '是否每年应报': ['yes_no', 'datasets.is_expected'],
}) }}
