-- What is this: a reading of an unknown indicator, with a switch that no ruleset has, made of unknown measures, or a
-- code whose switch has a value in some ruleset that no reading stands for. When does it matter: the code would have
-- no verdict in that ruleset, or never a figure. How to resolve: correct the row of the seed `readings`, or the
-- switch in the seed `rulesets`.
with readings as (select * from {{ ref('readings') }}),

switches as (
    {{ values_of_switches() }}
),

unknown as (
    select readings.indicator_code, readings.reading, 'unknown indicator or measure' as fault
    from readings
    left join {{ ref('indicators') }} as indicators on readings.indicator_code = indicators.indicator_code
    left join {{ ref('measures') }} as numerators on readings.numerator_measure = numerators.measure_code
    left join {{ ref('measures') }} as denominators on readings.denominator_measure = denominators.measure_code
    where
        indicators.indicator_code is null
        or numerators.measure_code is null
        or (readings.denominator_measure is not null and denominators.measure_code is null)
),

asked as (
    select distinct readings.indicator_code, switches.switch, switches.reading
    from readings
    inner join switches on readings.switch = switches.switch
),

unanswered as (
    select asked.indicator_code, asked.reading, 'no reading for the switch' as fault
    from asked
    anti join readings using (indicator_code, switch, reading)
),

unswitched as (
    select readings.indicator_code, readings.reading, 'no ruleset has the switch' as fault
    from readings
    anti join switches on readings.switch = switches.switch
    where readings.switch is not null
)

select * from unknown
union all
select * from unanswered
union all
select * from unswitched
