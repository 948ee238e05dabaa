-- A stage that the school's kind should have but that is missing, or that it reports although its kind has none.
with pupils as (select * from {{ ref('int_measures') }} where measure_code = 'pupils'),

school_stages as (
    select
        stages.*,
        schools.school_type,
        schools.school_name as called,
        schools.file_id,
        list_distinct(list_filter([schools.file_id, pupils.file_id], lambda one: one is not null)) as file_ids
    from {{ ref('int_school_stages') }} as stages
    inner join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    left join pupils using (county_code, school_year, school_code, stage)
    where schools.is_ordinary and not coalesce(schools.is_set_aside, false)
),

final as (
    select
        file_id,
        file_ids,
        'school_statistics' as dataset,
        '学段' as column_name,
        case when is_expected then 'stage_missing' else 'stage_unexpected' end as rule,
        'warn' as severity,
        school_year || ' 学年学校 ' || ({{ named('called', 'school_code') }}) || '（' || school_type || '）'
        || case
            when is_expected then '没有报送' || stage || '学段的在校生数，相关指标为缺数据'
            else '报送了' || stage || '学段的在校生 ' || {{ figure('pupils') }} || ' 人，未计入评价单元'
        end as found,
        case when is_expected then '报有' else '没有' end || stage || '学段' as expected,
        case
            when is_expected then '请在办学条件统计中补报该学段一行；确无学生的填 0。'
            else '请核对办学类型码与学段，更正有误的一处后重新报送。'
        end as remedy
    from school_stages
    where (is_expected and pupils is null) or (not is_expected and pupils > 0)
)

select * from final
