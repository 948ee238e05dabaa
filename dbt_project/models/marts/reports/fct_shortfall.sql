-- Who lacks what, and which department answers for it: schools for what is judged school by school; the county, its
-- towns or its monitored subjects (`dimension`) for everything else, and there each detail that such a verdict stands
-- over: in the code's own unit, over what is known, rounded up where it is counted in whole things.
with schools as (
    select
        facts.county_code, facts.school_year, facts.ruleset_code, registered.town_code, facts.school_code, facts.stage,
        facts.indicator_code, facts.value, facts.comparison, facts.threshold, facts.shortfall, facts.actual,
        facts.shortfall_unit, facts.status, facts.is_suppressed
    from {{ ref('fct_school_indicator') }} as facts
    left join {{ ref('int_schools') }} as registered using (county_code, school_year, school_code)
    where facts.status in ('near', 'unmet')
),

verdicts as (
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
        verdicts.comparison,
        verdicts.threshold,
        verdicts.status,
        indicators.shortfall_unit,
        indicators.shortfall_whole,
        case
            when verdicts.comparison != '>=' then verdicts.value - verdicts.threshold
            when indicators.denominator_measure is null and indicators.numerator_measure is not null
                then verdicts.threshold - verdicts.value
            else verdicts.threshold * verdicts.denominator / indicators.scale - verdicts.numerator
        end * indicators.shortfall_factor as missing,
        case
            when
                verdicts.comparison != '>='
                or (indicators.denominator_measure is null and indicators.numerator_measure is not null)
                then verdicts.value
            else verdicts.numerator
        end * indicators.shortfall_factor as actual
    from verdicts
    inner join indicators
        on
            verdicts.ruleset_code = indicators.ruleset_code
            and verdicts.indicator_code = indicators.indicator_code
            and verdicts.rule_stage is not distinct from indicators.stage
    where (verdicts.dimension is not null) = (indicators.county_method in ('details', 'details_present'))
),

towns as (
    select *, {{ detail('town', 'town_name') }} as dimension from {{ ref('int_towns') }}
),

counties as (
    select
        lacking.* exclude (missing, shortfall_whole),
        {{ whole_units_up('missing', 'shortfall_whole') }} as shortfall,
        towns.town_code
    from lacking
    left join towns
        on lacking.county_code = towns.county_code and lacking.dimension = towns.dimension
),

facts as (
    select * from schools
    union all by name
    select * from counties
),

final as (
    select
        facts.county_code::text as county_code,
        facts.school_year::integer as school_year,
        facts.ruleset_code::text as ruleset_code,
        bridge.department_code::text as department_code,
        facts.town_code::text as town_code,
        facts.school_code::text as school_code,
        facts.stage::text as stage,
        facts.indicator_code::text as indicator_code,
        facts.dimension::text as dimension,
        facts.value::double as value,
        {{ printed('facts.value', 'indicators.decimals') }}::text as printed_value,
        facts.threshold::double as threshold,
        facts.shortfall::double as shortfall,
        {{ printed_up('facts.shortfall', 'facts.shortfall_unit') }}::text as printed_shortfall,
        facts.actual::double as actual,
        {{ printed_amount('facts.actual', 'facts.shortfall_unit') }}::text as printed_actual,
        {{ printed_required('facts.comparison', 'facts.actual', 'facts.shortfall', 'facts.shortfall_unit') }}::text
            as printed_required,
        facts.comparison::text as comparison,
        facts.shortfall_unit::text as shortfall_unit,
        facts.status::text as status,
        coalesce(facts.is_suppressed, false)::boolean as is_suppressed
    from facts
    inner join {{ ref('int_county_indicator_departments') }} as bridge
        on facts.county_code = bridge.county_code and facts.indicator_code = bridge.indicator_code
    inner join {{ ref('indicators') }} as indicators on facts.indicator_code = indicators.indicator_code
)

select * from final
