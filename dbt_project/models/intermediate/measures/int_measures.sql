-- All measures of all schools, reported and derived: what indicators are allowed to read.
select *, false as is_derived
from {{ ref('int_measures__chosen') }}
union all
select *, true as is_derived
from {{ ref('int_measures__derived') }}
