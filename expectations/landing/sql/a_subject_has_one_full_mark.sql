-- A pass is a share of the full mark, so schools that name different ones for the same paper cannot be compared.
select county_code, exam, grade, subject, min(full_mark) as least, max(full_mark) as greatest
from {batch}
group by all
having min(full_mark) != max(full_mark)
