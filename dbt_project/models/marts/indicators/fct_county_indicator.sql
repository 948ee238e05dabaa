-- One verdict per county, year, ruleset, code and stage. School-grain indicators are unmet if any school is, without data
-- if any school lacks it, else met; a ratio over rosters is unmet as soon as what is known cannot be made good
-- (standard.md §2). A code that nothing has been handed in for is `no_data`, never a pass.
with asked as (
    select scope.county_code, scope.school_year, indicators.*
    from {{ ref('int_ruleset_county_years') }} as scope
    inner join {{ ref('int_ruleset_indicators') }} as indicators on scope.ruleset_code = indicators.ruleset_code
),

schools as (
    select
        county_code,
        school_year,
        ruleset_code,
        stage,
        indicator_code,
        count_if(status != 'not_applicable')::integer as subjects_total,
        count_if(status = 'met')::integer as subjects_met,
        count_if(status = 'near')::integer as subjects_near,
        count_if(status = 'unmet')::integer as subjects_unmet,
        count_if(status = 'no_data')::integer as subjects_no_data,
        sum(numerator) filter (value is not null) as numerator,
        sum(denominator) filter (value is not null) as denominator,
        sum(value) filter (value is not null) as value_sum
    from {{ ref('fct_school_indicator') }}
    group by all
),

joined as (
    select
        asked.county_code,
        asked.school_year,
        asked.ruleset_code,
        asked.indicator_code,
        asked.stage,
        asked.unit,
        asked.decimals,
        asked.county_method,
        thresholds.comparison,
        thresholds.threshold,
        schools.subjects_total,
        schools.subjects_met,
        schools.subjects_near,
        schools.subjects_unmet,
        schools.subjects_no_data,
        case asked.county_value when 'unmet' then schools.subjects_unmet else schools.numerator end as numerator,
        case asked.county_value when 'unmet' then schools.subjects_total else schools.denominator end as denominator,
        case asked.county_value
            when 'ratio' then schools.numerator / nullif(schools.denominator, 0) * asked.scale
            when 'sum' then schools.value_sum
            when 'unmet' then schools.subjects_unmet
        end as value
    from asked
    left join schools
        on
            asked.county_code = schools.county_code
            and asked.school_year = schools.school_year
            and asked.ruleset_code = schools.ruleset_code
            and asked.indicator_code = schools.indicator_code
            and asked.stage is not distinct from schools.stage
    left join {{ ref('int_ruleset_thresholds') }} as thresholds
        on
            asked.ruleset_code = thresholds.ruleset_code
            and asked.indicator_code = thresholds.indicator_code
            and asked.stage is not distinct from thresholds.stage
            and thresholds.school_type_code is null
),

judged as (
    select
        *,
        case
            when subjects_total is null then 'no_data'
            when subjects_total = 0 and stage is not null then 'not_applicable'
            when threshold is null then 'reported'
            when subjects_unmet > 0 then 'unmet'
            when subjects_no_data > 0 then 'no_data'
            when subjects_near > 0 then 'near'
            else 'met'
        end as status
    from joined
),

owed as (
    select
        bridge.indicator_code,
        string_agg(departments.department_name, '、' order by departments.department_name) as departments
    from {{ ref('indicator_departments') }} as bridge
    inner join {{ ref('departments') }} as departments on bridge.department_code = departments.department_code
    group by bridge.indicator_code
),

final as (
    select
        judged.county_code,
        judged.school_year,
        judged.ruleset_code,
        judged.indicator_code,
        judged.stage,
        cast(null as text) as dimension,
        judged.numerator,
        judged.denominator,
        judged.value,
        judged.threshold,
        judged.comparison,
        judged.status,
        judged.subjects_total,
        judged.subjects_unmet,
        judged.subjects_near,
        judged.subjects_no_data,
        case
            when judged.subjects_total is null then '缺数据，应由' || coalesce(owed.departments, '主管部门') || '提供'
            else
                '共' || judged.subjects_total || '所，达标' || judged.subjects_met || '所，未达标'
                || (judged.subjects_unmet + judged.subjects_near) || '所，缺数据' || judged.subjects_no_data || '所'
        end as conclusion
    from judged
    left join owed on judged.indicator_code = owed.indicator_code
)

select * from final
