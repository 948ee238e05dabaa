-- What is this: the macro `landed_datasets` and the seed `datasets` do not name the same datasets.
-- When does it matter: a dataset without a row makes no school year and is missed by nobody; one that does not
-- land is asked for in vain.
-- How to resolve: both are made from the contracts, so make them again (make generate).
with landing as (
    select unnest({{ landed_datasets() }}) as dataset
)

select
    coalesce(landing.dataset, datasets.dataset) as dataset,
    landing.dataset is not null as lands,
    datasets.dataset is not null as has_a_row
from landing
full join {{ ref('datasets') }} as datasets on landing.dataset = datasets.dataset
where landing.dataset is null or datasets.dataset is null
