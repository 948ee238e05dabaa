-- The columns of the application form, in their order, with the headings that are printed above them. The name of an
-- indicator stands above it, with its unit where its value is printed.
with columns as (select * from {{ ref('form_columns') }}),

final as (
    select
        columns.form_table::text as form_table,
        tables.title::text as title,
        columns.column_code::text as column_code,
        columns.column_order::integer as column_order,
        columns.heading_group::text as heading_group,
        coalesce(columns.heading, indicators.indicator_name)::text as heading,
        coalesce(columns.unit, case when columns.source = 'indicator' then indicators.unit end)::text as unit,
        coalesce(columns.decimals, case when columns.source = 'indicator' then indicators.decimals end)::integer
            as decimals,
        columns.indicator_code::text as indicator_code
    from columns
    inner join {{ ref('form_tables') }} as tables on columns.form_table = tables.form_table
    left join {{ ref('indicators') }} as indicators on columns.indicator_code = indicators.indicator_code
)

select * from final
