-- What a county lacks of the codes that are not judged school by school, and each detail that such a verdict stands
-- over: in the code's own unit, over what is known, rounded up where it is counted in whole things.
with verdicts as (
    select * from {{ ref('int_county_verdicts') }} where status in ('near', 'unmet')
),

indicators as (select * from {{ ref('int_ruleset_indicators') }} where grain in ('county', 'town')),

lacking as (
    select
        verdicts.county_code,
        verdicts.school_year,
        verdicts.ruleset_code,
        verdicts.indicator_code,
        verdicts.stage,
        verdicts.dimension,
        verdicts.value,
        verdicts.threshold,
        verdicts.status,
        indicators.shortfall_unit,
        indicators.shortfall_whole,
        case
            when verdicts.comparison != '>=' then verdicts.value - verdicts.threshold
            when indicators.denominator_measure is null and indicators.numerator_measure is not null
                then verdicts.threshold - verdicts.value
            else verdicts.threshold * verdicts.denominator / indicators.scale - verdicts.numerator
        end * indicators.shortfall_factor as missing
    from verdicts
    inner join indicators
        on
            verdicts.ruleset_code = indicators.ruleset_code
            and verdicts.indicator_code = indicators.indicator_code
            and verdicts.rule_stage is not distinct from indicators.stage
    where (verdicts.dimension is not null) = (indicators.county_method in ('details', 'details_present'))
),

final as (
    select * exclude (missing, shortfall_whole), {{ whole_units_up('missing', 'shortfall_whole') }} as shortfall
    from lacking
)

select * from final
