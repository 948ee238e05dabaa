{{ config(alias='达标方案') }}
{% set read = {
    'facts': 'fct_closing_plan',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'givers': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
    'actions': 'dim_closing_action',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read, {
            '学段': 'coalesce(facts.stage, ' ~ whole() ~ ')',
            '调出学校名称': 'givers.school_name',
        }) }}
    from {{ with_dimensions('facts', read, by={'givers': {'school_code': 'from_school_code'}}) }}
)

select * from final
