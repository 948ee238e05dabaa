-- Every dataset mapped to measures by the rows of `measure_sources`: the one place where a column becomes a measure.
-- A blank is no row: missing stays missing. How a dataset is read is told by `measured_datasets`.
{% set measured = measured_datasets() %}
with reported as (
    {% for dataset in measured.as_handed_in %}
    {{ as_measures(dataset, ref('stg_' ~ dataset)) }}
    union all by name
    {% endfor %}
    {% for dataset in measured.counted %}
    {{ as_measures(dataset, ref('int_reported__' ~ dataset)) }}
    union all by name
    {% endfor %}
    {% for dataset in measured.counted_by_code %}
    select '{{ dataset }}' as dataset, * from {{ ref('int_reported__' ~ dataset) }}
    {% if not loop.last %}union all by name{% endif %}
    {% endfor %}
),

sources as (select * from {{ ref('measure_sources') }}),

final as (
    select
        reported.county_code,
        reported.school_year,
        reported.school_code,
        coalesce(sources.stage, reported.stage) as stage,
        sources.measure_code,
        reported.value,
        sources.priority,
        reported.dataset as source_dataset,
        reported.file_id
    from reported
    inner join sources on reported.dataset = sources.dataset and reported.column_name = sources.column_name
)

select * from final
