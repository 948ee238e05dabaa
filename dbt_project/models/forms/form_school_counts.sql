-- 表Ⅱ-1: how many schools reach each resource indicator and the whole, which share of all that is, and the verdict,
-- which is the one on the county's indicator and on the item of recognition. A school without data is none that does.
with stages as (select stage, stage_order from {{ ref('stages') }} where is_judged),

columns as (
    select columns.* exclude (stage)
    from {{ ref('form_columns') }} as columns
    inner join {{ ref('form_tables') }} as tables on columns.form_table = tables.form_table
    where tables.filled_from = 'school_counts'
),

units as (select * from {{ ref('fct_school_compliance') }}),

totals as (
    select county_code, school_year, ruleset_code, stage, count(*) as units, count_if(verdict = 'met') as units_met
    from units
    group by all
),

reached as (
    select
        facts.county_code, facts.school_year, facts.ruleset_code, facts.stage, facts.indicator_code, count(*) as units
    from {{ ref('fct_school_indicator') }} as facts
    inner join units using (county_code, school_year, ruleset_code, school_code, stage)
    where facts.status = 'met'
    group by all
),

whole_item as (
    select items.county_code, items.school_year, items.ruleset_code, items.stage, items.status
    from {{ ref('fct_recognition_item') }} as items
    inner join {{ ref('code_words') }} as words on words.word_kind = 'item' and items.item_code = words.code
),

figures as (
    select
        scope.county_code,
        scope.school_year,
        scope.ruleset_code,
        stages.stage,
        stages.stage_order,
        columns.form_table,
        columns.column_code,
        coalesce(totals.units, 0) as units,
        case
            when totals.units is null then null
            when columns.indicator_code is null then totals.units_met
            else coalesce(reached.units, 0)
        end as met,
        coalesce(case when columns.indicator_code is null then whole_item.status else verdicts.status end, 'no_data')
            as status
    from {{ ref('int_ruleset_county_years') }} as scope
    cross join stages
    cross join columns
    left join totals using (county_code, school_year, ruleset_code, stage)
    left join reached using (county_code, school_year, ruleset_code, stage, indicator_code)
    left join whole_item using (county_code, school_year, ruleset_code, stage)
    left join {{ ref('fct_county_indicator') }} as verdicts
        on
            scope.county_code = verdicts.county_code
            and scope.school_year = verdicts.school_year
            and scope.ruleset_code = verdicts.ruleset_code
            and stages.stage = verdicts.stage
            and columns.indicator_code = verdicts.indicator_code
            and verdicts.dimension is null
),

final as (
    select
        figures.* exclude (stage_order, units, met),
        rows.part,
        concat_ws('/', figures.stage, rows.row_code) as row_code,
        figures.stage_order * 10 + rows.row_order as row_order,
        replace(rows.row_name, '{count}', figures.units::text) as row_name,
        case rows.row_code
            when 'met_schools' then figures.met
            when 'met_share' then 100.0 * figures.met / figures.units
        end as value,
        rows.decimals
    from figures
    inner join {{ ref('form_rows') }} as rows on figures.form_table = rows.form_table
)

select * from final
