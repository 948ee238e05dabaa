-- Which unit makes a county unbalanced: its share of the variance behind a coefficient of variation, and what the
-- coefficient would be without it. Shares of one coefficient add up to 1; without the unit the mean is taken anew.
-- With Q = Σ n (x − X)² over all units and d the distance of the mean without the unit from the mean with it:
-- Q without = Q − n (x − X)² − (N − n) d².
with units as (
    select
        ruleset_code, county_code, school_year, stage, indicator_code, school_code, numerator, denominator, value, scale
    from {{ ref('int_resource_units') }}
    where value is not null
),

balance as (
    select * from {{ ref('fct_county_balance') }} where mean is not null
),

deviations as (
    select
        units.*,
        balance.pupils as all_pupils,
        balance.mean,
        balance.cv,
        balance.cv_limit,
        units.denominator * pow(units.value - balance.mean, 2) as squares,
        balance.pupils - units.denominator as other_pupils,
        (balance.mean * balance.pupils - units.numerator * units.scale)
        / nullif(balance.pupils - units.denominator, 0) as mean_without
    from units
    inner join balance using (ruleset_code, county_code, school_year, stage, indicator_code)
),

with_sums as (
    select
        *,
        sum(squares) over (partition by ruleset_code, county_code, school_year, stage, indicator_code) as all_squares
    from deviations
),

final as (
    select
        county_code::text as county_code,
        school_year::integer as school_year,
        ruleset_code::text as ruleset_code,
        stage::text as stage,
        indicator_code::text as indicator_code,
        school_code::text as school_code,
        denominator::bigint as pupils,
        value::double as value,
        mean::double as mean,
        (value - mean)::double as deviation,
        (squares / nullif(all_squares, 0))::double as variance_share,
        cv::double as cv,
        (
            sqrt(
                greatest(0, all_squares - squares - other_pupils * pow(mean_without - mean, 2))
                / nullif(other_pupils, 0)
            )
            / nullif(mean_without, 0)
        )::double as cv_without,
        cv_limit::double as cv_limit
    from with_sums
)

select * from final
