{{ config(alias='达标方案可调教师') }}
{{ view_of('facts', {
    'facts': 'fct_closing_teacher',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'actions': 'dim_closing_action',
}) }}
