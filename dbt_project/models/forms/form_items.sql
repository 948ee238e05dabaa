-- 表Ⅳ and 表Ⅴ: the items of an area, each with its name, its figures in a sentence and its verdict.
with tables as (select * from {{ ref('form_tables') }} where filled_from = 'items'),

columns as (select * from {{ ref('form_columns') }}),

items as (
    select
        *,
        row_number() over (
            partition by county_code, school_year, ruleset_code, area order by item_order, item_code
        ) as row_order
    from {{ ref('fct_recognition_item') }}
),

final as (
    select
        items.county_code,
        items.school_year,
        items.ruleset_code,
        tables.form_table,
        'table' as part,
        items.item_code as row_code,
        items.row_order,
        items.item_name as row_name,
        columns.column_code,
        case columns.source when 'item_name' then items.item_name when 'conclusion' then items.conclusion end as text,
        case columns.source when 'verdict' then items.status end as status
    from tables
    inner join items on tables.area = items.area
    inner join columns on tables.form_table = columns.form_table
)

select * from final
