select
    county_code,
    year,
    budget,
    basis,
    noted_on
from {{ ref('closing_budgets') }}
