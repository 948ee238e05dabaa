-- What is this: a figure below zero.
-- When does it matter: most often the indoor sports area is larger than the teaching area it is part of, so R4
-- goes below zero; the school is then judged with a figure that cannot be.
-- How to resolve: have the school correct its statistics (教学及辅助用房面积 ≥ 室内体育用房面积) and hand them in again.
{{ config(severity='warn') }}

select county_code, school_year, ruleset_code, school_code, stage, indicator_code, numerator, denominator, value
from {{ ref('fct_school_indicator') }}
where value < 0
