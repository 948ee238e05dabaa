-- Figures of another order than the same schools' in another dataset or the year before: of more than half of at least
-- three schools they are as many times larger or smaller as two units are (seed `unit_ratios`, within 20%). A file with
-- such figures is refused where they are also far outside their usual range (rule `unusual`), which tells which of the
-- two stands in a wrong unit; else both are only told. Read from landing itself: what is refused speaks nowhere.
{{ config(materialized='table') }}

{% set years = years_of_rows() %}
{% set compared = measured_datasets().as_handed_in | select('in', datasets_by_school()) | list %}
with versions as (
    select * from {{ ref('stg_ledger__known_versions') }} where is_present and state = 'accepted'
),

told as (
    {% for dataset in compared %}
    {% set year = years[dataset][0] if dataset in years else 'school_year' %}
    {% set rows = source('landing', dataset) %}
    {{ as_measures(dataset, '(select * replace (cast(' ~ year ~ ' as integer) as school_year) from ' ~ rows ~ ')') }}
    {% if not loop.last %}union all by name{% endif %}
    {% endfor %}
),

ratios as (
    select unit, cast(ratio as double) as ratio, cast(is_refused as boolean) as is_refused
    from {{ ref('unit_ratios') }}
),

kinds as (
    select measure_code, measure_name, unit
    from {{ ref('measures') }}
    where unit in (select ratios.unit from ratios)
),

-- plant stands in the row of each stage: a school is looked at as a whole
figures as (
    select
        told.dataset,
        told.county_code,
        told.school_year,
        told.school_code,
        told.file_id,
        versions.recency,
        sources.measure_code,
        max(told.value) as value
    from told
    inner join versions on told.file_id = versions.file_id
    inner join {{ ref('measure_sources') }} as sources
        on told.dataset = sources.dataset and told.column_name = sources.column_name
    inner join kinds on sources.measure_code = kinds.measure_code
    where told.value > 0
    group by all
),

newest as (
    select *
    from figures
    qualify
        row_number() over (
            partition by dataset, county_code, school_year, school_code, measure_code order by recency desc
        ) = 1
),

pairs as (
    select
        newest.file_id,
        newest.dataset,
        newest.county_code,
        newest.school_year,
        newest.measure_code,
        others.dataset as other_dataset,
        others.school_year as other_year,
        others.file_id as other_file_id,
        newest.value / others.value as ratio
    from newest
    inner join newest as others
        on
            newest.county_code = others.county_code
            and newest.school_code = others.school_code
            and newest.measure_code = others.measure_code
            and case
                when newest.dataset = others.dataset then newest.school_year - 1
                else newest.school_year
            end = others.school_year
            and newest.file_id != others.file_id
),

schools as (
    select file_id, dataset, school_year, measure_code, other_dataset, other_year, count(*) as schools
    from pairs
    group by file_id, dataset, school_year, measure_code, other_dataset, other_year
),

alike as (
    select
        pairs.file_id,
        pairs.dataset,
        pairs.county_code,
        pairs.school_year,
        pairs.measure_code,
        pairs.other_dataset,
        pairs.other_year,
        kinds.measure_name,
        ratios.ratio,
        ratios.is_refused,
        count(*) as schools_alike,
        list_sort(list(distinct pairs.other_file_id)) as other_file_ids
    from pairs
    inner join kinds on pairs.measure_code = kinds.measure_code
    inner join ratios
        on kinds.unit = ratios.unit and pairs.ratio between ratios.ratio * 0.8 and ratios.ratio * 1.2
    group by all
),

unusual as (
    select distinct file_id, dataset from {{ source('ledger', 'finding') }} where rule = 'unusual'
),

datasets as (select dataset, dataset_name from {{ ref('datasets') }}),

final as (
    select
        alike.file_id,
        alike.dataset,
        alike.county_code,
        alike.school_year,
        alike.measure_code,
        alike.measure_name,
        alike.other_dataset,
        alike.other_year,
        alike.other_file_ids,
        alike.is_refused and unusual.file_id is not null as is_refused,
        schools.schools || ' 所学校中 ' || alike.schools_alike || ' 所的' || alike.measure_name || '约为'
        || case
            when alike.other_dataset = alike.dataset then '上一年（' || alike.other_year || '）'
            else '同年' || datasets.dataset_name
        end
        || '的 ' || printf('%.9g', alike.ratio) || ' 倍' as found,
        '同一数量级的数' as expected
    from alike
    inner join schools
        on
            alike.file_id = schools.file_id
            and alike.dataset = schools.dataset
            and alike.school_year = schools.school_year
            and alike.measure_code = schools.measure_code
            and alike.other_dataset = schools.other_dataset
            and alike.other_year = schools.other_year
    left join unusual on alike.file_id = unusual.file_id and alike.dataset = unusual.dataset
    left join datasets on alike.other_dataset = datasets.dataset
    where schools.schools >= 3 and alike.schools_alike * 2 > schools.schools
)

select * from final
