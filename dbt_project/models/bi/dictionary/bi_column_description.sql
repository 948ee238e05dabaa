{{ config(alias='数据字典') }}
{{ view_of('descriptions', {
    'descriptions': 'column_description',
}, worded={
    '分区': ['schema', 'descriptions.schema_name'],
}) }}
