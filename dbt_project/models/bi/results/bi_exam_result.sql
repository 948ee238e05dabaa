{{ config(alias='考试成绩') }}
{{ view_of('facts', {
    'facts': 'fct_exam_result',
    'counties': 'dim_county',
    'schools': 'dim_school',
}, worded={
    '是否不公布': ['yes_no', 'facts.is_suppressed'],
}) }}
