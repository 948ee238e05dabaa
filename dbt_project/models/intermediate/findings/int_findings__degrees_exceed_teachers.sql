-- More teachers by degree than teachers: within a row that is checked when it lands, here the figures of a school stage
-- come from datasets that do not fit together.
with chosen as (
    select measures.*, datasets.dataset_name
    from {{ ref('int_measures') }} as measures
    inner join {{ ref('datasets') }} as datasets on measures.source_dataset = datasets.dataset
    where measures.school_code is not null and not measures.is_derived
),

degrees as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        sum(value) as value,
        arg_max(file_id, value) as file_id,
        list(distinct file_id) as file_ids,
        arg_max(source_dataset, value) as dataset,
        string_agg(distinct dataset_name, '、' order by dataset_name) as dataset_names
    from chosen
    where measure_code in ('teachers_doctor', 'teachers_master', 'teachers_bachelor', 'teachers_college')
    group by county_code, school_year, school_code, stage
),

final as (
    select
        degrees.file_id,
        list_distinct(list_append(degrees.file_ids, teachers.file_id)) as file_ids,
        degrees.dataset,
        '专任教师数' as column_name,
        'degrees_exceed_teachers' as rule,
        'warn' as severity,
        degrees.school_year || ' 学年学校 ' || ({{ named('schools.school_name', 'degrees.school_code') }})
        || coalesce('（' || degrees.stage || '）', '')
        || '各学历专任教师合计 ' || {{ figure('degrees.value') }} || ' 人（' || degrees.dataset_names || '）' as found,
        '不大于专任教师数 ' || {{ figure('teachers.value') }} || ' 人（' || teachers.dataset_name || '）' as expected,
        '请核对各学历教师数和专任教师数，更正有误的一份后重新报送。' as remedy
    from degrees
    inner join chosen as teachers
        on
            degrees.county_code = teachers.county_code
            and degrees.school_year = teachers.school_year
            and degrees.school_code = teachers.school_code
            and degrees.stage is not distinct from teachers.stage
            and teachers.measure_code = 'teachers'
    left join {{ ref('int_schools') }} as schools
        on
            degrees.county_code = schools.county_code
            and degrees.school_year = schools.school_year
            and degrees.school_code = schools.school_code
    where degrees.value > teachers.value
)

select * from final
