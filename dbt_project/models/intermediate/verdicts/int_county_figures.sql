-- The figures behind every verdict of a county, one row per code and stage, and one per reading or other dimension of
-- it; not yet judged. Schools are counted where they are judged one by one; a code that nothing has been handed in
-- for still has its row. `rule_stage` is the stage under which the code has its threshold. Where the register names
-- schools but none that has the stage, no school is asked.
with asked as (
    select scope.county_code, scope.school_year, indicators.*
    from {{ ref('int_ruleset_county_years') }} as scope
    inner join {{ ref('int_ruleset_indicators') }} as indicators on scope.ruleset_code = indicators.ruleset_code
),

-- how many schools reach each code, and what their figures come to together; how many are unmet is not known while
-- nothing is known of any
schools as (
    select
        county_code, school_year, ruleset_code, stage, indicator_code,
        count_if(status != 'not_applicable')::integer as subjects_total,
        count_if(status = 'met')::integer as subjects_met,
        count_if(status = 'near')::integer as subjects_near,
        count_if(status = 'unmet')::integer as subjects_unmet,
        count_if(status = 'no_data')::integer as subjects_no_data,
        case when subjects_no_data < subjects_total then subjects_unmet end as known_unmet,
        sum(numerator) filter (value is not null) as numerator,
        sum(denominator) filter (value is not null) as denominator,
        sum(value) filter (value is not null) as value
    from {{ ref('int_school_verdicts') }}
    group by county_code, school_year, ruleset_code, stage, indicator_code
),

county_values as (select * from {{ ref('int_county_values') }}),

registered as (select distinct county_code, school_year from {{ ref('int_schools') }}),

verdict_rows as (
    select
        asked.county_code,
        asked.school_year,
        asked.ruleset_code,
        asked.indicator_code,
        asked.stage as rule_stage,
        asked.stage,
        null::text as dimension,
        case
            when asked.county_method != 'schools' then own.numerator
            when asked.county_value = 'unmet' then schools.known_unmet
            else schools.numerator
        end as numerator,
        case
            when asked.county_method != 'schools' then own.denominator
            when asked.county_value = 'unmet' then schools.subjects_total
            else schools.denominator
        end as denominator,
        case
            when asked.county_method != 'schools' then own.value
            when asked.county_value = 'unmet' then schools.known_unmet
            when asked.county_value = 'sum' then schools.value
            else schools.numerator / nullif(schools.denominator, 0) * asked.scale
        end as value,
        case
            when schools.subjects_total is not null then schools.subjects_total
            when own.subjects_total is not null or own.value is not null then own.subjects_total
            when
                registered.county_code is not null
                and asked.stage is not null
                and asked.county_method in ('schools', 'ratio')
                then 0
        end as subjects_total,
        schools.subjects_met,
        schools.subjects_near,
        schools.subjects_unmet,
        coalesce(schools.subjects_no_data, own.subjects_no_data) as subjects_no_data,
        own.missing_size,
        own.most,
        true as is_present
    from asked
    left join schools
        on
            asked.county_code = schools.county_code
            and asked.school_year = schools.school_year
            and asked.ruleset_code = schools.ruleset_code
            and asked.indicator_code = schools.indicator_code
            and asked.stage is not distinct from schools.stage
    left join county_values as own
        on
            asked.county_code = own.county_code
            and asked.school_year = own.school_year
            and asked.ruleset_code = own.ruleset_code
            and asked.indicator_code = own.indicator_code
            and asked.stage is not distinct from own.stage
            and own.dimension is null
    left join registered on asked.county_code = registered.county_code and asked.school_year = registered.school_year
),

readings as (
    select
        own.county_code, own.school_year, own.ruleset_code, own.indicator_code, own.stage as rule_stage, own.stage,
        own.dimension, own.numerator, own.denominator, own.value,
        case
            when own.subjects_total is not null or own.value is not null then own.subjects_total
            when registered.county_code is not null and own.stage is not null then 0
        end as subjects_total,
        own.subjects_no_data,
        own.missing_size,
        own.most,
        true as is_present
    from county_values as own
    left join registered on own.county_code = registered.county_code and own.school_year = registered.school_year
    where own.dimension is not null
),

final as (
    select * from verdict_rows
    union all by name
    select * from readings
    union all by name
    select * from {{ ref('int_county_details') }}
)

select * from final
