-- The whole school's plant stands in each of its rows (datasets.md): rows that disagree are named with their figures,
-- and with their files where they come from several.
with plant as (
    select measures.*, kinds.measure_name, files.path
    from {{ ref('int_measures') }} as measures
    inner join {{ ref('measures') }} as kinds on measures.measure_code = kinds.measure_code
    left join {{ ref('stg_ledger__file_versions') }} as files on measures.file_id = files.file_id
    where kinds.is_plant and measures.school_code is not null and measures.stage is not null and not measures.is_derived
),

differing as (
    select
        county_code,
        school_year,
        school_code,
        measure_name,
        min(file_id) as file_id,
        list(distinct file_id) as file_ids,
        min(source_dataset) as dataset,
        string_agg(stage || ' ' || {{ figure('value') }}, '，' order by stage) as figures,
        string_agg(stage || ' ' || {{ figure('value') }} || '（' || path || '）', '，' order by stage) as figures_by_file,
        count(distinct file_id) > 1 as is_of_several_files
    from plant
    group by county_code, school_year, school_code, measure_name
    having max(value) - min(value) > 1e-9 * greatest(1, abs(max(value)))
),

final as (
    select
        differing.file_id,
        differing.file_ids,
        dataset,
        measure_name as column_name,
        'plant_differs' as rule,
        'warn' as severity,
        school_year || ' 学年学校 ' || ({{ named('schools.school_name', 'school_code') }})
        || '的' || measure_name || '各学段行不一致：'
        || case when is_of_several_files then figures_by_file else figures end as found,
        '全校数，各学段行一致' as expected,
        '请将该校各学段行的' || measure_name || '统一填为全校数后重新报送。' as remedy
    from differing
    left join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
)

select * from final
