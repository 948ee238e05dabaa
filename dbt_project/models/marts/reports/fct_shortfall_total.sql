-- What a department answers for, and what a town lacks, by indicator and stage: how many are not met, how many are
-- without data, and what is missing together. Levels and shares of several subjects do not add up and have no sum. What
-- a mixed school lacks of shared plant the whole campus needs in either stage, so sums stand within a stage only. Where
-- one of them is not published, neither is the sum, from which it would follow.
with lacking as (
    select distinct
        county_code, school_year, ruleset_code, town_code, school_code, stage, indicator_code, dimension, shortfall,
        actual, comparison, shortfall_unit, status, is_suppressed
    from {{ ref('fct_shortfall') }}
),

unknown as (
    select
        facts.county_code, facts.school_year, facts.ruleset_code, schools.town_code, facts.school_code, facts.stage,
        facts.indicator_code, facts.status
    from {{ ref('fct_school_indicator') }} as facts
    inner join {{ ref('dim_school') }} as schools using (county_code, school_year, school_code)
    where facts.status = 'no_data'
    union all by name
    select
        facts.county_code, facts.school_year, facts.ruleset_code, facts.stage, facts.indicator_code, facts.status
    from {{ ref('fct_county_indicator') }} as facts
    inner join {{ ref('dim_indicator') }} as indicators using (indicator_code)
    where
        facts.status = 'no_data' and facts.dimension is null
        and indicators.grain not in ('school', 'school_stage')
),

listed as (
    select * from lacking
    union all by name
    select * from unknown
),

lists as (
    select listed.* exclude (town_code), null::text as town_code, bridge.department_code
    from listed
    inner join {{ ref('bridge_county_indicator_department') }} as bridge using (county_code, indicator_code)
    union all by name
    select * from listed where town_code is not null
),

summed as (
    select
        county_code, school_year, ruleset_code, department_code, town_code, indicator_code, stage,
        count_if(status != 'no_data') as lacking,
        count_if(status = 'no_data') as no_data,
        case when count(dimension) = 0 and not coalesce(bool_or(is_suppressed), false) then round(sum(shortfall), 9) end
            as shortfall,
        case
            when
                count(dimension) = 0 and count(actual) = count(shortfall)
                and not coalesce(bool_or(is_suppressed), false)
                then round(sum(actual), 9)
        end as actual,
        max(comparison) as comparison,
        max(shortfall_unit) as shortfall_unit
    from lists
    group by all
),

final as (
    select
        county_code::text as county_code,
        school_year::integer as school_year,
        ruleset_code::text as ruleset_code,
        department_code::text as department_code,
        town_code::text as town_code,
        indicator_code::text as indicator_code,
        stage::text as stage,
        lacking::integer as lacking,
        no_data::integer as no_data,
        shortfall::double as shortfall,
        {{ printed_up('shortfall', 'shortfall_unit') }}::text as printed_shortfall,
        actual::double as actual,
        {{ printed_amount('actual', 'shortfall_unit') }}::text as printed_actual,
        {{ printed_required('comparison', 'actual', 'shortfall', 'shortfall_unit') }}::text as printed_required,
        shortfall_unit::text as shortfall_unit
    from summed
)

select * from final
