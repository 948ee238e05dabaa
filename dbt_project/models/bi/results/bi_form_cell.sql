{{ config(alias='申报表') }}
{% set read = {
    'facts': 'fct_form_cell',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'columns': 'dim_form_column',
} %}

with {{ tables(read) }},

verdicts as ({{ words('verdict') }}),

form_parts as ({{ words('form_part') }}),

final as (
    select
        {{ in_chinese(read, {
            '部分': 'form_parts.word',
            '学段': 'coalesce(facts.stage, ' ~ whole() ~ ')',
            '列次序': 'columns.column_order',
            '列名称': "concat_ws('：', columns.heading_group, columns.heading)",
            '判定': 'verdicts.word',
        }) }}
    from {{ with_dimensions('facts', read) }}
    left join verdicts on facts.status = verdicts.code
    left join form_parts on facts.part = form_parts.code
)

select * from final
