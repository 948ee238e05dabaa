-- What is this: a coefficient of variation that is negative or is not standard deviation / mean, to a billionth.
-- When does it matter: a reader who divides the two published figures must arrive at the published third.
-- How to resolve: where the mean is below zero, a school's areas contradict each other across its files (the warning
-- no_area_or_amount_per_pupil_is_negative names it), and it has to correct them. Anything else cannot come from the
-- data; look at fct_county_balance.
select county_code, school_year, ruleset_code, stage, indicator_code, mean, standard_deviation, cv
from {{ ref('fct_county_balance') }}
where
    cv < 0
    or abs(cv - standard_deviation / nullif(mean, 0)) > 1e-9
    or (cv is null and mean > 0)
