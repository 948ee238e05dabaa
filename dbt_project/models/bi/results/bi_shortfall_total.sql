{{ config(alias='缺口合计') }}
{% set read = {
    'facts': 'fct_shortfall_total',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
    'towns': 'dim_town',
    'departments': 'dim_county_department',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read, {
            '责任部门代码': 'coalesce(facts.department_code, ' ~ whole() ~ ')',
            '责任部门': 'coalesce(departments.department_name, ' ~ whole() ~ ')',
            '镇街代码': 'coalesce(facts.town_code, ' ~ whole() ~ ')',
            '镇街名称': 'coalesce(towns.town_name, facts.town_code, ' ~ whole() ~ ')',
            '学段': 'coalesce(facts.stage, ' ~ whole() ~ ')',
        }) }}
    from {{ with_dimensions('facts', read) }}
)

select * from final
