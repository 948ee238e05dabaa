-- Every indicator of every school, judged unrounded (standard.md §1, §2, §9). A value of which a part is open is judged
-- where the verdict is the same whatever that is, and else not told.
with values_known as (
    select
        ruleset_code, county_code, school_year, school_code, stage, indicator_code,
        numerator, denominator, numerator as numerator_known, denominator as denominator_known, value, share,
        true as is_applicable, false as is_open, value as least, value as most
    from {{ ref('int_resource_units') }}
    union all
    select
        plans.ruleset_code, plans.county_code, plans.school_year, plans.school_code, plans.stage,
        indicators.indicator_code, null, null, null, null, null, null, false, false, null, null
    from {{ ref('int_unit_plans') }} as plans
    inner join {{ ref('int_ruleset_indicators') }} as indicators
        on plans.ruleset_code = indicators.ruleset_code and plans.stage = indicators.stage
    where plans.plan != 'unit' and indicators.population = 'resource_units'
    union all
    select
        ruleset_code, county_code, school_year, school_code, stage, indicator_code,
        numerator, denominator, numerator_known, denominator_known, value, 1, is_applicable, is_open, least, most
    from {{ ref('int_school_values') }}
),

relieved_thresholds as (
    select ruleset_code, county_code, school_year, school_code, indicator_code, max(value) as threshold
    from {{ ref('int_reliefs_applied') }}
    where effect = 'threshold' and is_certain
    group by all
),

indicators as (select * from {{ ref('indicators') }}),

with_thresholds as (
    select
        known.*,
        schools.school_type_code,
        coalesce(by_type.comparison, by_stage.comparison) as comparison,
        coalesce(by_type.threshold, by_stage.threshold) as threshold_without_relief,
        greatest(threshold_without_relief, relieved.threshold) as threshold,
        coalesce(by_type.floor_ratio, by_stage.floor_ratio) as floor_ratio
    from values_known as known
    left join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    left join {{ ref('int_ruleset_thresholds') }} as by_stage
        on
            known.ruleset_code = by_stage.ruleset_code
            and known.indicator_code = by_stage.indicator_code
            and known.stage is not distinct from by_stage.stage
            and by_stage.school_type_code is null
    left join {{ ref('int_ruleset_thresholds') }} as by_type
        on
            known.ruleset_code = by_type.ruleset_code
            and known.indicator_code = by_type.indicator_code
            and known.stage is not distinct from by_type.stage
            and schools.school_type_code = by_type.school_type_code
    left join relieved_thresholds as relieved
        on
            known.ruleset_code = relieved.ruleset_code
            and known.county_code = relieved.county_code
            and known.school_year = relieved.school_year
            and known.school_code = relieved.school_code
            and known.indicator_code = relieved.indicator_code
),

decided as (
    select
        * exclude (numerator, denominator, numerator_known, denominator_known, value),
        threshold * floor_ratio as floor,
        not coalesce(is_open, false)
        or {{ is_decided('least', 'most', 'comparison', 'threshold', 'floor') }} as is_told,
        case when is_told then numerator else numerator_known end as numerator,
        case when is_told then denominator else denominator_known end as denominator,
        case when is_told then value end as value
    from with_thresholds
),

judged as (
    select
        facts.*,
        indicators.decimals,
        indicators.shortfall_unit,
        indicators.shortfall_factor,
        indicators.shortfall_whole,
        round(facts.value, indicators.decimals::integer) as printed,
        case
            when not facts.is_applicable then 'not_applicable'
            when facts.is_applicable is null then 'no_data'
            when facts.denominator = 0 and indicators.zero_denominator is not null then indicators.zero_denominator
            else {{ verdict('facts.value', 'facts.comparison', 'facts.threshold', 'facts.floor') }}
        end as status,
        coalesce(
            status = 'met'
            and not {{ reaches('facts.value', 'facts.comparison', 'facts.threshold_without_relief') }},
            false
        ) as is_relieved,
        case
            when facts.value is null then status
            else {{ verdict('printed', 'facts.comparison', 'facts.threshold', 'facts.floor') }}
        end as printed_status,
        case
            when status not in ('near', 'unmet') then null
            when facts.comparison != '>=' then facts.value - facts.threshold
            when indicators.denominator_measure is null and facts.denominator is null then facts.threshold - facts.value
            else facts.threshold * facts.denominator / indicators.scale - facts.numerator
        end / facts.share * indicators.shortfall_factor as missing,
        case
            when facts.comparison != '>=' or (indicators.denominator_measure is null and facts.denominator is null)
                then facts.value
            else facts.numerator
        end / facts.share * indicators.shortfall_factor as actual
    from decided as facts
    inner join indicators on facts.indicator_code = indicators.indicator_code
),

final as (
    select
        county_code,
        school_year,
        ruleset_code,
        school_code,
        stage,
        indicator_code,
        numerator,
        denominator,
        value,
        {{ printed('value', 'decimals') }} as printed_value,
        comparison,
        threshold,
        floor,
        status,
        is_relieved,
        {{ whole_units_up('missing', 'shortfall_whole') }} as shortfall,
        case when missing is not null then actual end as actual,
        case when missing is not null then shortfall_unit end as shortfall_unit,
        printed_status,
        status != printed_status as flips_on_rounding
    from judged
)

select * from final
