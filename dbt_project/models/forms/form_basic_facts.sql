-- 表Ⅰ 基本情况: the facts of a county, the same whatever ruleset judges it, and a note for every sum that is not known.
with scope as (select * from {{ ref('int_ruleset_county_years') }}),

columns as (
    select columns.*
    from {{ ref('form_columns') }} as columns
    inner join {{ ref('form_tables') }} as tables on columns.form_table = tables.form_table
    where tables.filled_from = 'facts'
),

words as (select code, word from {{ ref('code_words') }} where word_kind = 'part' and code = 'all'),

facts as (
    select facts.*
    from {{ ref('fct_county_year') }} as facts
    inner join words on facts.grade = words.word and facts.town_code = words.word and facts.urban_rural = words.word
),

cells as (
    select
        scope.county_code,
        scope.school_year,
        scope.ruleset_code,
        rows.form_table,
        rows.part,
        rows.row_code,
        rows.row_order,
        rows.row_name,
        columns.column_code,
        columns.column_order,
        columns.decimals,
        concat(columns.heading_group, columns.heading) as heading,
        facts.value,
        facts.schools_missing
    from scope
    cross join {{ ref('form_rows') }} as rows
    inner join columns on rows.form_table = columns.form_table
    inner join facts
        on
            scope.county_code = facts.county_code
            and scope.school_year = facts.school_year
            and columns.source = facts.fact
            and facts.stage = coalesce(columns.stage, (select word from words))
),

notes as (
    select
        cells.county_code,
        cells.school_year,
        cells.ruleset_code,
        cells.form_table,
        cells.row_name,
        'note' as part,
        cells.column_code as row_code,
        cells.column_order as row_order,
        'note' as column_code,
        replace(
            replace(replace(notes.text, '{cell}', cells.column_code), '{heading}', cells.heading),
            '{count}', cells.schools_missing::text
        ) as text
    from cells
    inner join {{ ref('form_notes') }} as notes on cells.form_table = notes.form_table
    where cells.schools_missing > 0
),

final as (
    select * exclude (column_order, heading, schools_missing) from cells
    union all by name
    select * from notes
)

select * from final
