select county_code, school_year, exam, school_code, stage, grade, subject
from {batch}
where
    is_suppressed
    and coalesce(takers, absent, mean, standard_deviation, pass_rate, excellent_rate, between_school_share) is not null
