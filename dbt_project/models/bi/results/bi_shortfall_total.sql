{{ config(alias='缺口合计') }}
{{ view_of('facts', {
    'facts': 'fct_shortfall_total',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
    'towns': 'dim_town',
    'departments': 'dim_county_department',
}, instead={
    '责任部门代码': 'facts.department_code',
    '镇街代码': 'facts.town_code',
    '学段': 'facts.stage',
    '责任部门': 'departments.department_name',
    '镇街名称': 'coalesce(towns.town_name, facts.town_code)',
}) }}
