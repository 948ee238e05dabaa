select county_code, school_year, ruleset_code, stage, figure, value
from {batch}
where split_part(figure, '/', 1) in ('met', 'compliance') and value > 100
