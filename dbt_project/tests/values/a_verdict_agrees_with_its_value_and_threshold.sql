-- What is this: a verdict that its own value, threshold and floor do not bear out.
-- When does it matter: the published row would contradict itself.
-- How to resolve: this cannot come from the data; look at the macros `reaches` and `verdict`.
with held as (
    select
        *,
        case comparison when '>=' then value - threshold else threshold - value end as margin,
        1e-9 * abs(threshold) as tolerance
    from {{ ref('fct_school_indicator') }}
    where not is_suppressed
)

select county_code, school_year, ruleset_code, school_code, stage, indicator_code, value, threshold, floor, status
from held
where
    (status in ('near', 'unmet') and (value is null or threshold is null))
    or (status = 'met' and (threshold is null or (value is null and denominator is distinct from 0)))
    or (status = 'met' and margin < -tolerance)
    or (status in ('near', 'unmet') and margin > tolerance)
    or (status = 'near' and (floor is null or value < floor - tolerance))
    or (status = 'unmet' and value > floor + tolerance)
    or (status = 'not_applicable' and value is not null)
    or status not in ('met', 'near', 'unmet', 'no_data', 'not_applicable', 'reported')
