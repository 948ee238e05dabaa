select county_code, fiscal_year, school_code, public_funds_budget, public_funds_final
from {batch}
where public_funds_budget > 0 and public_funds_final / public_funds_budget not between 0.5 and 2
