select
    ruleset_code,
    ruleset_name as name,
    ruleset_name_en as name_en,
    layers,
    counties,
    point_counting,
    cohort_formula,
    catchment_population,
    migrant_population,
    compliance_min_met::integer as compliance_min_met
from {{ ref('rulesets') }}
