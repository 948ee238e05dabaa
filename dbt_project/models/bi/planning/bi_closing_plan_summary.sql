{{ config(alias='达标方案汇总') }}
{{ view_of('facts', {
    'facts': 'fct_closing_plan_summary',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
}) }}
