-- The county's form gives a figure that its schools' figures also add up to, and the two differ: the sum is used, both
-- are named (datasets.md, "One number, one source"). A sum that lacks a school is no figure to compare.
with sums as (
    select distinct
        summed.county_code,
        summed.school_year,
        summed.stage,
        unnest([readings.numerator_measure, readings.denominator_measure]) as measure_code,
        unnest([summed.numerator, summed.denominator]) as value
    from {{ ref('int_county_sums') }} as summed
    inner join {{ ref('int_ruleset_readings') }} as readings
        on
            summed.ruleset_code = readings.ruleset_code
            and summed.indicator_code = readings.indicator_code
            and summed.stage is not distinct from readings.stage
            and summed.dimension is not distinct from readings.dimension
    where summed.subjects_total > 0 and summed.subjects_no_data = 0
),

measures as (select * from {{ ref('int_measures') }}),

schools_files as (select * from {{ ref('int_files_of_schools') }}),

-- a sum concerns every file that a part of it comes from
sources as (
    select
        measures.county_code,
        measures.school_year,
        measures.measure_code,
        string_agg(distinct datasets.dataset_name, '、' order by datasets.dataset_name) as dataset_names,
        list_distinct(flatten(list(coalesce(files.file_ids, [measures.file_id])))) as file_ids
    from measures
    inner join {{ ref('datasets') }} as datasets on measures.source_dataset = datasets.dataset
    left join schools_files as files
        on
            measures.source_dataset = files.dataset
            and measures.county_code = files.county_code
            and measures.school_year = files.school_year
            and measures.school_code = files.school_code
            and measures.stage is not distinct from files.stage
    where measures.school_code is not null
    group by measures.county_code, measures.school_year, measures.measure_code
),

compared as (
    select
        own.file_id,
        list_sort(list_distinct(list_prepend(own.file_id, sources.file_ids))) as file_ids,
        own.source_dataset as dataset,
        own.county_code,
        own.school_year,
        own.stage,
        own.value as own_value,
        own_names.dataset_name as own_name,
        sums.value as sum_value,
        sources.dataset_names,
        kinds.measure_name
    from measures as own
    inner join sums
        on
            own.county_code = sums.county_code
            and own.school_year = sums.school_year
            and own.stage is not distinct from sums.stage
            and own.measure_code = sums.measure_code
    inner join sources
        on
            own.county_code = sources.county_code
            and own.school_year = sources.school_year
            and own.measure_code = sources.measure_code
    inner join {{ ref('measures') }} as kinds on own.measure_code = kinds.measure_code
    inner join {{ ref('datasets') }} as own_names on own.source_dataset = own_names.dataset
    where own.school_code is null and abs(own.value - sums.value) > 1e-9 * greatest(1, abs(sums.value))
),

final as (
    select
        file_id,
        file_ids,
        dataset,
        measure_name as column_name,
        'sources_differ' as rule,
        'warn' as severity,
        school_year || ' 学年县 ' || ({{ named('counties.county_name', 'county_code') }})
        || coalesce('（' || stage || '）', '') || '的' || measure_name
        || '：各校' || dataset_names || '合计为 ' || {{ figure('sum_value') }} || '，' || own_name || '为 '
        || {{ figure('own_value') }} || '，按来源顺序采用各校合计' as found,
        '两份材料一致' as expected,
        '请核对两份材料，更正有误的一份后重新报送。' as remedy
    from compared
    left join {{ ref('counties') }} as counties using (county_code)
)

select * from final
