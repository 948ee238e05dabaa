{{ config(alias='达标方案合计') }}
{% set dimensions = {
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'actions': 'dim_closing_action',
} %}
{% set read = dict(facts='fct_closing_plan', **dimensions) %}

with {{ tables(dimensions) }},

steps as (
    select
        county_code,
        school_year,
        ruleset_code,
        plan,
        year,
        step,
        action_code,
        school_code,
        unit,
        max(quantity) as quantity,
        sum(cost) as cost
    from {{ ref('fct_closing_plan') }}
    group by all
),

-- the rows of the plan, added up over schools
facts as (
    select
        county_code,
        school_year,
        ruleset_code,
        plan,
        year,
        action_code,
        unit,
        count(distinct school_code)::integer as schools,
        round(sum(quantity), 6) as quantity,
        case when count(*) = count(cost) then round(sum(cost), 6) end as cost
    from steps
    group by all
),

final as (
    select
        {{ in_chinese(read, {
            '次序': 'actions.turn',
            '行动': 'actions.action',
            '学校数': 'facts.schools',
            '数量合计': 'facts.quantity',
            '单位': 'facts.unit',
            '费用合计万元': 'facts.cost',
        }) }}
    from {{ with_dimensions('facts', read) }}
)

select * from final
