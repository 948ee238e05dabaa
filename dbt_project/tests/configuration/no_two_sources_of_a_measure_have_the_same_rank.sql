-- What is this: two datasets, or two columns, give the same measure of the same stage with the same priority.
-- When does it matter: which of the two wins would be left to chance ("one number, one source", datasets.md).
-- How to resolve: give them different numbers in the column `priority` of the seed `measure_sources`.
select
    measure_code,
    stage,
    priority,
    count(*) as sources
from {{ ref('measure_sources') }}
group by measure_code, stage, priority
having count(*) > 1
