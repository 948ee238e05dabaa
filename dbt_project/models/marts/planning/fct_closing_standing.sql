-- What a closing plan starts from: the resources of every unit that counts (standard.md §1), with what is asked of
-- them and how a quantity of the thing itself counts: the weights by which a campus's plant is split, `unit_factor`
-- from 元 to 万元.
with units as (select * from {{ ref('int_resource_units') }}),

verdicts as (select * from {{ ref('fct_school_indicator') }}),

indicators as (select * from {{ ref('indicators') }} where in_compliance and numerator_measure is not null),

measures as (select * from {{ ref('measures') }}),

final as (
    select
        county_code::text as county_code,
        school_year::integer as school_year,
        units.ruleset_code::text as ruleset_code,
        school_code::text as school_code,
        stage::text as stage,
        units.indicator_code::text as indicator_code,
        units.denominator::double as pupils,
        units.numerator::double as numerator,
        units.scale::double as scale,
        verdicts.threshold::double as threshold,
        verdicts.floor::double as floor,
        (units.numerator / units.share)::double as campus_numerator,
        (case when measures.is_plant then shares.weighted_pupils else 1 end)::double as weighted_pupils,
        (case when measures.is_plant then shares.campus_weighted_pupils else 1 end)::double
            as campus_weighted_pupils,
        measures.is_plant::boolean as is_plant,
        indicators.shortfall_unit::text as unit,
        indicators.shortfall_factor::double as unit_factor,
        indicators.shortfall_whole::boolean as is_whole,
        indicators.numerator_measure::text as numerator_measure
    from units
    inner join verdicts
        using (county_code, school_year, ruleset_code, school_code, stage, indicator_code)
    inner join indicators on units.indicator_code = indicators.indicator_code
    inner join measures on indicators.numerator_measure = measures.measure_code
    left join {{ ref('int_split_shares') }} as shares
        using (county_code, school_year, school_code, stage)
)

select * from final
