{{ config(alias='学校') }}
{{ view_of('schools', {
    'schools': 'dim_school',
    'counties': 'dim_county',
    'centres': 'dim_school',
}, instead={
    '中心校名称': 'centres.school_name',
}, by={
    'centres': {'school_code': 'schools.parent_school_code'},
}, worded={
    '是否寄宿制学校': ['yes_no', 'schools.is_boarding'],
    '是否计校数': ['yes_no', 'schools.counts_as_school'],
}) }}
