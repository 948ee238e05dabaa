{{ config(alias='评价标准') }}
{% set read = {'rulesets': 'dim_ruleset'} %}
{% set instead = {'适用县代码': 'coalesce(rulesets.counties, ' ~ whole() ~ ')'} %}
{# a switch is told by its word #}
{% for heading, switch in {
    '教学点计法': 'point_counting',
    '巩固率公式': 'cohort_formula',
    '就近入学统计范围': 'catchment_population',
    '随迁子女就读统计范围': 'migrant_population',
}.items() %}
{% do instead.update({heading: word_or_code(switch, 'rulesets.' ~ switch)}) %}
{% endfor %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read, instead) }}
    from rulesets
)

select * from final
