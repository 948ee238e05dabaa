-- What is this: a county verdict with more unmet, near and unknown schools than schools, or one that they do not
-- bear out.
-- When does it matter: one unmet school makes the county unmet; missing data is never a pass (standard.md §2).
-- How to resolve: this cannot come from the data; look at fct_county_indicator.
select
    facts.county_code, facts.school_year, facts.ruleset_code, facts.indicator_code, facts.stage, facts.status,
    facts.subjects_total, facts.subjects_unmet, facts.subjects_near, facts.subjects_no_data
from {{ ref('fct_county_indicator') }} as facts
inner join {{ ref('indicators') }} as indicators on facts.indicator_code = indicators.indicator_code
where
    facts.dimension is null
    and facts.subjects_total is not null
    and indicators.county_method = 'schools'
    and (
        facts.subjects_unmet + facts.subjects_near + facts.subjects_no_data > facts.subjects_total
        or (facts.status = 'met' and facts.subjects_unmet + facts.subjects_near + facts.subjects_no_data > 0)
        or (facts.status = 'unmet' and facts.subjects_unmet = 0)
        or (facts.status = 'no_data' and (facts.subjects_no_data = 0 or facts.subjects_unmet > 0))
    )
