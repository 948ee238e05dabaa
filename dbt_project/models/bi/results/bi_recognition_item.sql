{{ config(alias='认定项目') }}
{% set read = {'facts': 'fct_recognition_item', 'counties': 'dim_county', 'rulesets': 'dim_ruleset'} %}

with {{ tables(read) }},

verdicts as ({{ words('verdict') }}),

yes_no as ({{ words('yes_no') }}),

final as (
    select
        {{ in_chinese(read, {
            '学段': 'coalesce(facts.stage, ' ~ whole() ~ ')',
            '判定': 'verdicts.word',
            '是否计数': 'yes_no.word',
        }) }}
    from {{ with_dimensions('facts', read) }}
    left join verdicts on facts.status = verdicts.code
    left join yes_no on cast(facts.is_counted as text) = yes_no.code
)

select * from final
