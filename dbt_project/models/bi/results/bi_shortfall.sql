{{ config(alias='缺口清单') }}
{{ view_of('facts', {
    'facts': 'fct_shortfall',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
    'towns': 'dim_town',
    'departments': 'dim_county_department',
}, instead={
    '镇街名称': 'coalesce(schools.town_name, towns.town_name)',
    '显示值': 'round(facts.value, indicators.decimals)',
    '应有': 'cast(facts.printed_required as double)',
}, worded={
    '判定': ['verdict', 'facts.status'],
    '是否不公布': ['yes_no', 'facts.is_suppressed'],
}) }}
