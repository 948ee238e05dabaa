{{ config(alias='缺口合计') }}
{{ view_of('facts', {
    'facts': 'fct_shortfall_total',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
    'towns': 'dim_town',
    'departments': 'dim_county_department',
}, instead={
    '责任部门代码': 'coalesce(facts.department_code, ' ~ whole() ~ ')',
    '责任部门': 'coalesce(departments.department_name, ' ~ whole() ~ ')',
    '镇街代码': 'coalesce(facts.town_code, ' ~ whole() ~ ')',
    '镇街名称': 'coalesce(towns.town_name, facts.town_code, ' ~ whole() ~ ')',
    '学段': 'coalesce(facts.stage, ' ~ whole() ~ ')',
}) }}
