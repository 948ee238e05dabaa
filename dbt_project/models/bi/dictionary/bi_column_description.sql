{{ config(alias='数据字典') }}
{% set read = {'descriptions': 'column_description'} %}

with {{ tables(read) }},

schemas as ({{ words('schema') }}),

final as (
    select
        {{ in_chinese(read, {
            '分区': 'schemas.word',
        }) }}
    from descriptions
    left join schemas on descriptions.schema_name = schemas.code
)

select * from final
