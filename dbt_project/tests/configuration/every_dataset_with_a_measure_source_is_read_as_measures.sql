-- What is this: a dataset that `measure_sources` names as a source but that is not read as measures,
-- or one that is read although nothing is taken from it.
-- When does it matter: its figures would be missing everywhere, as if nobody had sent them.
-- How to resolve: `measured_datasets` is made from the contracts and `measure_sources`: make it again (make generate).
{% set measured = measured_datasets() %}
with read_datasets as (
    select unnest({{ measured.as_handed_in + measured.counted + measured.counted_by_code }}) as dataset
),

sources as (select distinct dataset from {{ ref('measure_sources') }})

select
    coalesce(read_datasets.dataset, sources.dataset) as dataset,
    read_datasets.dataset is not null as is_read,
    sources.dataset is not null as is_a_source
from read_datasets
full join sources on read_datasets.dataset = sources.dataset
where read_datasets.dataset is null or sources.dataset is null
