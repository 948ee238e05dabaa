-- What is this: a dataset that `measure_sources` names as a source but the variable `measured_datasets` does not read,
-- or one that is read although nothing is taken from it.
-- When does it matter: its figures would be missing everywhere, as if nobody had sent them.
-- How to resolve: add the dataset to the variable in dbt_project.yml, or rows to `measure_sources`.
{% set measured = var('measured_datasets') %}
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
