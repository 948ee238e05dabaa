-- How far a task of the plan has come: a statement is met when every figure that measures it is, that of the schools
-- and, of a resource, its coefficient of variation. What has no threshold is reported and not counted.
with statements as (select * from {{ ref('dim_plan_statement') }}),

figures as (
    select county_code, school_year, ruleset_code, indicator_code, status
    from {{ ref('fct_county_indicator') }} where dimension is null
    union all
    select county_code, school_year, ruleset_code, indicator_code, status from {{ ref('fct_county_balance') }}
),

judged as (
    select
        figures.county_code,
        figures.school_year,
        figures.ruleset_code,
        statements.task,
        statements.statement_order,
        case
            when bool_or(figures.status in ('unmet', 'near')) then 'unmet'
            when bool_or(figures.status = 'no_data') then 'no_data'
            when bool_or(figures.status = 'met') then 'met'
        end as status
    from statements
    inner join figures using (ruleset_code, indicator_code)
    group by all
),

final as (
    select
        county_code::text as county_code,
        school_year::integer as school_year,
        ruleset_code::text as ruleset_code,
        task::integer as task,
        count(status)::integer as statements_total,
        count_if(status = 'met')::integer as statements_met,
        count_if(status = 'unmet')::integer as statements_unmet,
        count_if(status = 'no_data')::integer as statements_no_data,
        case
            when bool_or(status = 'unmet') then 'unmet'
            when bool_or(status = 'no_data') then 'no_data'
            when bool_or(status = 'met') then 'met'
            else 'reported'
        end::text as status
    from judged
    group by county_code, school_year, ruleset_code, task
)

select * from final
