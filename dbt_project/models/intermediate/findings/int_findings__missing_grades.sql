-- A school stage with pupils whose class roster does not add up to them: a grade or a class has not been handed in.
with rosters as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        sum(pupils) as roster_pupils,
        list(distinct file_id) as file_ids
    from {{ ref('stg_class_roster') }}
    group by county_code, school_year, school_code, stage
),

stages as (select * from {{ ref('int_school_stages') }} where is_compulsory and pupils > 0),

pupils as (select * from {{ ref('int_measures') }} where measure_code = 'pupils'),

final as (
    select
        list_min(coalesce(rosters.file_ids, [pupils.file_id])) as file_id,
        list_distinct(list_append(coalesce(rosters.file_ids, []), pupils.file_id)) as file_ids,
        'class_roster' as dataset,
        '学生数' as column_name,
        'class_roster_incomplete' as rule,
        'warn' as severity,
        stages.school_year || ' 学年学校 ' || ({{ named('schools.school_name', 'stages.school_code') }})
        || '（' || stages.stage || '）'
        || coalesce('班级名册合计 ' || {{ figure('rosters.roster_pupils') }} || ' 人', '没有报送班级名册') as found,
        '与在校生 ' || {{ figure('stages.pupils') }} || ' 人一致' as expected,
        '请核对班级名册是否缺年级或缺班，补齐后重新报送。' as remedy
    from stages
    left join rosters using (county_code, school_year, school_code, stage)
    left join pupils using (county_code, school_year, school_code, stage)
    left join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    where rosters.roster_pupils is distinct from stages.pupils
)

select * from final
