{{ config(alias='待办项目') }}
{% set read = {'facts': 'fct_open_item', 'counties': 'dim_county', 'rulesets': 'dim_ruleset'} %}

with {{ tables(read) }},

verdicts as ({{ words('verdict') }}),

final as (
    select
        {{ in_chinese(read, {
            '学段': 'coalesce(facts.stage, ' ~ whole() ~ ')',
            '判定': 'verdicts.word',
        }) }}
    from {{ with_dimensions('facts', read) }}
    left join verdicts on facts.status = verdicts.code
)

select * from final
