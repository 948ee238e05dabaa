select county_code, exam, school_code, grade, subject, count(*) as pupils, count(absence) as absent
from {batch}
group by all
having count(*) > 20 and count(absence) > 0.3 * count(*)
