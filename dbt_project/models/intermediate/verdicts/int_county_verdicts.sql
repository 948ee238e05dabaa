-- Every figure of a county with its verdict. A code that is judged over its detail rows (towns, readings without a
-- switch, the subjects of the national monitoring) is unmet if any of them is, without data if any lacks it, else
-- met; its value is the worst of theirs or the number that is unmet. `details_present` leaves out what was not asked
-- this time.
with judged as (select * from {{ ref('int_county_judged') }}),

over_details as (
    select
        county_code,
        school_year,
        ruleset_code,
        indicator_code,
        rule_stage,
        count(*)::integer as subjects_total,
        count_if(status = 'met')::integer as subjects_met,
        count_if(status = 'unmet')::integer as subjects_unmet,
        count_if(status = 'no_data')::integer as subjects_no_data,
        count_if(printed_status = 'unmet')::integer as printed_unmet,
        case when any_value(comparison) in ('<', '<=') then max(value) else min(value) end as worst
    from judged
    where
        dimension is not null
        and (county_method = 'details' or (county_method = 'details_present' and is_present))
    group by county_code, school_year, ruleset_code, indicator_code, rule_stage
),

joined as (
    select
        judged.county_code,
        judged.school_year,
        judged.ruleset_code,
        judged.indicator_code,
        judged.rule_stage,
        judged.stage,
        judged.dimension,
        judged.county_method,
        judged.unit,
        judged.decimals,
        judged.comparison,
        judged.threshold,
        judged.dimension is null and judged.county_method in ('details', 'details_present') as stands_over_details,
        judged.numerator,
        judged.denominator,
        case
            when not stands_over_details then judged.value
            when coalesce(judged.county_value, '') != 'unmet' then details.worst
            -- how many are unmet is not known while nothing is known of any
            when details.subjects_no_data < details.subjects_total then details.subjects_unmet
        end as value,
        case when stands_over_details then details.subjects_total else judged.subjects_total end as subjects_total,
        case when stands_over_details then details.subjects_met else judged.subjects_met end as subjects_met,
        case when stands_over_details then 0 else judged.subjects_near end as subjects_near,
        case when stands_over_details then details.subjects_unmet else judged.subjects_unmet end as subjects_unmet,
        case
            when stands_over_details then details.subjects_no_data else judged.subjects_no_data
        end as subjects_no_data,
        case
            when not stands_over_details then judged.status
            when coalesce(details.subjects_total, 0) = 0 then 'no_data'
            when judged.threshold is null and details.worst is not null then 'reported'
            when details.subjects_unmet > 0 then 'unmet'
            when details.subjects_no_data > 0 then 'no_data'
            else 'met'
        end as status,
        case
            when not stands_over_details then judged.printed_status
            when details.printed_unmet > 0 then 'unmet'
            when details.subjects_unmet > 0 and details.subjects_no_data > 0 then 'no_data'
            when details.subjects_unmet > 0 then 'met'
        end as printed_verdict
    from judged
    left join over_details as details
        on
            judged.county_code = details.county_code
            and judged.school_year = details.school_year
            and judged.ruleset_code = details.ruleset_code
            and judged.indicator_code = details.indicator_code
            and judged.rule_stage is not distinct from details.rule_stage
),

final as (
    select
        * exclude (stands_over_details, printed_verdict),
        coalesce(printed_verdict, status) as printed_status,
        coalesce(printed_verdict, status) != status as flips_on_rounding
    from joined
)

select * from final
