select county_code, school_year, school_code, stage, pupils, teachers
from {batch}
where pupils > 0 and teachers > 0 and pupils / teachers not between 2 and 40
