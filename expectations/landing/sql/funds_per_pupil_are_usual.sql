select county_code, fiscal_year, school_code, funded_pupils, public_funds_final
from {batch}
where funded_pupils > 0 and public_funds_final / funded_pupils not between 0.01 and 2
