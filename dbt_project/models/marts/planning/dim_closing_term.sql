select
    county_code,
    action_code,
    school_code,
    stage,
    price,
    at_most,
    basis,
    noted_on
from {{ ref('closing_terms') }}
