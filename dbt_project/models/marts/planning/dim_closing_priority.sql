select
    county_code,
    school_code,
    stage,
    priority,
    basis,
    noted_on
from {{ ref('closing_priorities') }}
