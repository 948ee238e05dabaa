-- What is this: an indicator that is judged but that no department answers for.
-- When does it matter: what schools lack of it stands in fct_school_indicator and reaches nobody through
-- fct_shortfall.
-- How to resolve: add a row to the seed `indicator_departments`.
{{ config(severity='warn') }}

with judged as (
    select distinct indicator_code from {{ ref('thresholds') }}
    union
    select indicator_code from {{ ref('indicators') }} where numerator_measure is not null
)

select judged.indicator_code
from judged
anti join {{ ref('indicator_departments') }} as bridge using (indicator_code)
