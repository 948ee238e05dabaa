-- 表Ⅲ: the county's mean and the coefficient of variation of each resource indicator, the limits and verdicts below. The
-- plain mean of the coefficients is printed where all are known, and never judged (standard.md §1).
with columns as (
    select columns.* exclude (stage)
    from {{ ref('form_columns') }} as columns
    inner join {{ ref('form_tables') }} as tables on columns.form_table = tables.form_table
    where tables.filled_from = 'balance'
),

rows as (select * from {{ ref('form_rows') }}),

stages as (select stage, stage_order from {{ ref('stages') }} where is_judged),

balance as (
    select county_code, school_year, ruleset_code, stage, indicator_code, mean, cv, cv_limit, units_missing, status
    from {{ ref('fct_county_balance') }}
),

together as (
    select
        scope.county_code, scope.school_year, scope.ruleset_code, stages.stage, columns.form_table,
        case when count(*) = count(balance.cv) then avg(balance.cv) end as cv,
        case when bool_and(coalesce(balance.status, 'no_data') = 'not_applicable') then 'not_applicable' end as status
    from {{ ref('int_ruleset_county_years') }} as scope
    cross join stages
    cross join columns
    left join balance using (county_code, school_year, ruleset_code, stage, indicator_code)
    where columns.indicator_code is not null
    group by all
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
        columns.source,
        indicators.decimals,
        balance.mean,
        coalesce(balance.cv, together.cv) as cv,
        balance.cv_limit,
        balance.units_missing,
        case when columns.indicator_code is null then together.status else coalesce(balance.status, 'no_data') end
            as status
    from {{ ref('int_ruleset_county_years') }} as scope
    cross join stages
    cross join columns
    left join {{ ref('indicators') }} as indicators on columns.indicator_code = indicators.indicator_code
    left join balance
        on
            scope.county_code = balance.county_code
            and scope.school_year = balance.school_year
            and scope.ruleset_code = balance.ruleset_code
            and stages.stage = balance.stage
            and columns.indicator_code = balance.indicator_code
    left join together
        on
            scope.county_code = together.county_code
            and scope.school_year = together.school_year
            and scope.ruleset_code = together.ruleset_code
            and stages.stage = together.stage
            and columns.form_table = together.form_table
            and columns.indicator_code is null
),

final as (
    select
        figures.county_code,
        figures.school_year,
        figures.ruleset_code,
        figures.form_table,
        rows.part,
        concat_ws('/', figures.stage, rows.row_code) as row_code,
        figures.stage_order * 10 + rows.row_order as row_order,
        rows.row_name,
        figures.stage,
        figures.column_code,
        case rows.row_code
            when 'mean' then figures.mean
            when 'cv' then figures.cv
            when 'cv_limit' then figures.cv_limit
            when 'units_missing' then figures.units_missing
        end as value,
        case when rows.row_code = 'mean' then figures.decimals else rows.decimals end as decimals,
        case when figures.source = 'whole' and rows.row_code != 'cv' then '—' end as text,
        -- a mean is not judged: it is marked only where it stands for nothing or not for every school
        case rows.row_code
            when 'mean' then case when figures.status in ('no_data', 'not_applicable') then figures.status end
            when 'cv' then figures.status
            when 'verdict' then figures.status
        end as status
    from figures
    inner join rows on figures.form_table = rows.form_table
)

select * from final
