{{ config(alias='学生数预测') }}
{{ view_of('facts', {
    'facts': 'fct_forecast',
    'counties': 'dim_county',
    'towns': 'dim_town',
    'schools': 'dim_school',
}, instead={
    '镇街名称': 'coalesce(towns.town_name, facts.town_code)',
    '学校名称': 'coalesce(schools.school_name, facts.school_code)',
}, by={'schools': {'school_year': 'facts.base_year'}}) }}
