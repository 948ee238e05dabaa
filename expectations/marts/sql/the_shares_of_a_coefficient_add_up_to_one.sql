select county_code, school_year, ruleset_code, stage, indicator_code, sum(variance_share) as share
from {batch}
group by all
having abs(sum(variance_share) - 1) > 1e-9
