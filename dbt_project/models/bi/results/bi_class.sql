{{ config(alias='班级') }}
{{ view_of('facts', {
    'facts': 'fct_class',
    'counties': 'dim_county',
    'schools': 'dim_school',
}, worded={
    '是否超班额': ['yes_no', 'facts.over_by > 0'],
}) }}
