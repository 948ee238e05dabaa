{{ config(alias='县比较数据') }}
{{ view_of('facts', {
    'facts': 'fct_county_figure',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'kinds': 'dim_league_figure',
    'indicators': 'dim_indicator',
}, instead={
    '学段': 'facts.stage',
    '数据名称': figure_named('facts.figure', 'kinds.figure_name', 'indicators.indicator_name'),
}, by={
    'kinds': {'figure_kind': "split_part(facts.figure, '/', 1)"},
    'indicators': {'indicator_code': "split_part(facts.figure, '/', 2)"},
}) }}
