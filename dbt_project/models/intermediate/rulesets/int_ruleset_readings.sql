-- What every computed code of a ruleset divides by what. A code with several readings (the seed `readings`) has one row
-- for each, told apart by `dimension`, and the reading that the ruleset's switch chooses once more without a dimension:
-- that is the verdict. Any other code has its own measures and no dimension.
with indicators as (select * from {{ ref('int_ruleset_indicators') }}),

readings as (select * from {{ ref('readings') }}),

switches as (
    {{ values_of_switches() }}
),

plain as (
    select *, cast(null as text) as dimension
    from indicators
    where numerator_measure is not null
),

read as (
    select
        indicators.* replace (
            readings.numerator_measure as numerator_measure, readings.denominator_measure as denominator_measure
        ),
        readings.dimension,
        switches.reading is not null as is_chosen
    from indicators
    inner join readings on indicators.indicator_code = readings.indicator_code
    left join switches
        on
            indicators.ruleset_code = switches.ruleset_code
            and readings.switch = switches.switch
            and readings.reading = switches.reading
),

final as (
    select * from plain
    union all by name
    select * exclude (is_chosen) from read
    union all by name
    select * exclude (is_chosen) replace (cast(null as text) as dimension) from read where is_chosen
)

select * from final
