select
    ruleset_code,
    indicator_code,
    stage,
    school_type_code,
    comparison,
    threshold,
    floor_ratio,
    round(threshold * floor_ratio, 9) as floor,
    cv_limit,
    basis
from {{ ref('int_ruleset_thresholds') }}
