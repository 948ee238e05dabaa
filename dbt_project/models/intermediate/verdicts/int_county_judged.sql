-- Every figure of a county with its threshold and its verdict, judged unrounded (standard.md §2, §9); the verdicts that
-- stand over detail rows are made in the model after this one.
with figures as (select * from {{ ref('int_county_figures') }}),

indicators as (select * from {{ ref('int_ruleset_indicators') }}),

thresholds as (
    select * from {{ ref('int_ruleset_thresholds') }} where school_type_code is null
),

with_thresholds as (
    select
        figures.*,
        indicators.county_method,
        indicators.county_value,
        indicators.unit,
        indicators.scale,
        indicators.decimals,
        indicators.zero_denominator,
        thresholds.comparison,
        thresholds.threshold,
        round(figures.value, indicators.decimals::integer) as rounded
    from figures
    inner join indicators
        on
            figures.ruleset_code = indicators.ruleset_code
            and figures.indicator_code = indicators.indicator_code
            and figures.rule_stage is not distinct from indicators.stage
    left join thresholds
        on
            figures.ruleset_code = thresholds.ruleset_code
            and figures.indicator_code = thresholds.indicator_code
            and figures.rule_stage is not distinct from thresholds.stage
),

final as (
    select
        *,
        case
            when county_method = 'schools' then {{ verdict_over_schools() }}
            else {{ verdict_of_county('value') }}
        end as status,
        case
            when county_method != 'schools' and value is not null then {{ verdict_of_county('rounded') }} else status
        end as printed_status,
        status != printed_status as flips_on_rounding
    from with_thresholds
)

select * from final
