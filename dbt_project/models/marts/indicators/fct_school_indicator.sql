select
    county_code::text as county_code,
    school_year::integer as school_year,
    ruleset_code::text as ruleset_code,
    school_code::text as school_code,
    stage::text as stage,
    indicator_code::text as indicator_code,
    numerator::double as numerator,
    denominator::double as denominator,
    value::double as value,
    printed_value::text as printed_value,
    comparison::text as comparison,
    threshold::double as threshold,
    floor::double as floor,
    status::text as status,
    shortfall::double as shortfall,
    shortfall_unit::text as shortfall_unit,
    flips_on_rounding::boolean as flips_on_rounding
from {{ ref('int_school_verdicts') }}
