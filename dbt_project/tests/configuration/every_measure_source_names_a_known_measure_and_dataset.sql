-- What is this: a row of `measure_sources` for a measure or a dataset that is not in its seed.
-- When does it matter: the column would be read for nothing, or its measure would have no unit and vanish from the
-- marts.
-- How to resolve: correct the row, or add the measure to `measures` or the dataset to `datasets`.
select
    sources.measure_code,
    sources.dataset,
    sources.column_name
from {{ ref('measure_sources') }} as sources
left join {{ ref('measures') }} as measures on sources.measure_code = measures.measure_code
left join {{ ref('datasets') }} as datasets on sources.dataset = datasets.dataset
where measures.measure_code is null or datasets.dataset is null
