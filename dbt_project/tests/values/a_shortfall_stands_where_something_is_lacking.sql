-- What is this: a school that is near or unmet without a shortfall above zero, or a shortfall where nothing is
-- lacking.
-- When does it matter: the shortfall list is what departments work from.
-- How to resolve: this cannot come from the data; look at `missing` in fct_school_indicator and at the indicator's
-- shortfall columns in the seed `indicators`.
select county_code, school_year, ruleset_code, school_code, stage, indicator_code, status, shortfall
from {{ ref('fct_school_indicator') }}
where
    not is_suppressed
    and (
        (status in ('near', 'unmet') and coalesce(shortfall, 0) <= 0)
        or (status not in ('near', 'unmet') and shortfall is not null)
    )
