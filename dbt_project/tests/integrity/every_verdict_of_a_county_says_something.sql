-- What is this: a row of the county's indicators without a conclusion, or with a figure's name left in braces.
-- When does it matter: the application form would have an empty or an unreadable cell.
-- How to resolve: give the code, its method or its case a template in the seed `conclusions`.
select county_code, school_year, ruleset_code, indicator_code, stage, dimension, conclusion
from {{ ref('fct_county_indicator') }}
where coalesce(trim(conclusion), '') = '' or contains(conclusion, '{')
