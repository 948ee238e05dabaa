select county_code, school_year, school_code, grade, class, pupils, class_size_limit, over_by
from {batch}
where
    over_by is distinct from
    case when pupils is not null and class_size_limit is not null then greatest(0, pupils - class_size_limit) end
