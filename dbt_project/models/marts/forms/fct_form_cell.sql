-- Every cell of the application form as it is printed. A number is printed rounded (standard.md §9); where one is
-- missing the word for it stands in its place, and where a verdict is asked the word for the verdict.
with cells as (
    {% for table in ['basic_facts', 'school_counts', 'units', 'balance', 'items', 'satisfaction'] %}
    select * from {{ ref('form_' ~ table) }}
    {% if not loop.last %}union all by name{% endif %}
    {% endfor %}
),

-- a number that is missing is no verdict: it does not apply, or there is no data
said as (
    select
        *,
        case
            when text is not null then null
            when value is not null or status = 'not_applicable' then status
            when decimals is not null then 'no_data'
            else coalesce(status, 'no_data')
        end as status_said
    from cells
),

verdicts as (select code, word from {{ ref('code_words') }} where word_kind = 'verdict'),

final as (
    select
        cells.county_code::text as county_code,
        cells.school_year::integer as school_year,
        cells.ruleset_code::text as ruleset_code,
        cells.form_table::text as form_table,
        cells.part::text as part,
        cells.row_code::text as row_code,
        cells.row_order::integer as row_order,
        cells.row_name::text as row_name,
        cells.school_code::text as school_code,
        cells.stage::text as stage,
        cells.column_code::text as column_code,
        cells.value::double as value,
        {{ printed('cells.value', 'cells.decimals') }}::text as printed_value,
        coalesce(cells.text, case when cells.value is null then verdicts.word end)::text as text,
        cells.status_said::text as status
    from said as cells
    left join verdicts on cells.status_said = verdicts.code
)

select * from final
