-- 表Ⅵ: the satisfaction survey, in all and of parents, by questionnaire and on the spot; below it the verdict on it.
with tables as (select * from {{ ref('form_tables') }} where filled_from = 'survey'),

columns as (select * from {{ ref('form_columns') }}),

answers as (
    select *
    from {{ ref('fct_satisfaction') }}
    where town_code is null and town_name is null
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
        case columns.source
            when 'answers' then answers.answers
            when 'valid_answers' then answers.valid_answers
            when 'satisfied_answers' then answers.satisfied_answers
            when 'satisfaction_rate' then answers.satisfaction_rate
        end as value,
        columns.decimals
    from {{ ref('int_ruleset_county_years') }} as scope
    cross join tables
    inner join {{ ref('form_rows') }} as rows on tables.form_table = rows.form_table
    inner join columns on rows.form_table = columns.form_table
    left join answers
        on
            scope.county_code = answers.county_code
            and scope.school_year = answers.school_year
            and columns.method = answers.method
            and rows.respondent_type is not distinct from answers.respondent_type
),

verdicts as (
    select items.*, tables.form_table
    from {{ ref('fct_recognition_item') }} as items
    inner join tables on items.area = tables.area
),

final as (
    select * from cells
    union all by name
    select
        county_code, school_year, ruleset_code, form_table, 'check' as part, item_code as row_code,
        item_order as row_order, item_name as row_name, 'conclusion' as column_code, conclusion as text
    from verdicts
    union all by name
    select
        county_code, school_year, ruleset_code, form_table, 'check' as part, item_code as row_code,
        item_order as row_order, item_name as row_name, 'verdict' as column_code, status
    from verdicts
)

select * from final
