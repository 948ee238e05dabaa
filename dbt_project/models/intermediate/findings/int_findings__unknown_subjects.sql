-- Evidence that belongs to nothing we know, and quotas of junior schools that the register of the year does not name:
-- both count nowhere until that is put right. Beside them unknown schools that answers of the survey and rows of the
-- register itself point to; these rows count all the same.
with evidence as (
    select evidence.*, subjects.grain
    from {{ ref('stg_evidence_register') }} as evidence
    left join {{ ref('evidence_subjects') }} as subjects using (subject_type)
),

schools as (select * from {{ ref('int_schools') }}),

towns as (select * from {{ ref('int_towns') }}),

indicators as (select * from {{ ref('indicators') }}),

unknown_codes as (
    select evidence.*
    from evidence
    anti join indicators on evidence.indicator_code = indicators.indicator_code and indicators.kind = 'evidence'
),

unknown_schools as (
    select evidence.*
    from evidence
    anti join schools
        on
            evidence.county_code = schools.county_code
            and evidence.school_year = schools.school_year
            and evidence.subject_code = schools.school_code
    where evidence.grain = 'school'
),

unknown_towns as (
    select evidence.*
    from evidence
    anti join towns
        on
            evidence.county_code = towns.county_code
            and evidence.subject_code in (towns.town_code, towns.town_name)
    where evidence.grain = 'town'
),

other_counties as (
    select * from evidence where grain = 'county' and subject_code != county_code
),

unknown_juniors as (
    select quotas.*
    from {{ ref('stg_high_school_quota') }} as quotas
    inner join {{ ref('int_county_years') }} as years using (county_code, school_year)
    anti join schools
        on
            quotas.county_code = schools.county_code
            and quotas.school_year = schools.school_year
            and quotas.junior_school_code = schools.school_code
),

unknown_answered as (
    select answers.*
    from {{ ref('stg_satisfaction_survey') }} as answers
    inner join {{ ref('int_county_years') }} as years using (county_code, school_year)
    anti join schools using (county_code, school_year, school_code)
    where answers.school_code is not null
),

unknown_central as (
    select teaching_points.*
    from {{ ref('stg_school_register') }} as teaching_points
    anti join schools
        on
            teaching_points.county_code = schools.county_code
            and teaching_points.school_year = schools.school_year
            and teaching_points.parent_school_code = schools.school_code
    where teaching_points.parent_school_code is not null
),

unknown as (
    select
        file_id, 'evidence_register' as dataset, sheet, row_number, '指标代码' as column_name,
        'evidence_unknown_indicator' as rule,
        '指标代码“' || indicator_code || '”不是用佐证材料评价的指标' as what,
        '用佐证材料评价的指标代码' as expected,
        '请填写佐证材料评价的指标代码，如 G1、Q3、X4。' as remedy
    from unknown_codes
    union all
    select
        file_id, 'evidence_register', sheet, row_number, '主体代码', 'evidence_unknown_subject',
        '学校标识码 ' || subject_code || ' 不在 ' || school_year || ' 学年的学校基本情况中',
        '该学年学校基本情况中的学校标识码',
        '请核对学校标识码；如学校确实存在，请在学校基本情况中补报该校。'
    from unknown_schools
    union all
    select
        file_id, 'evidence_register', sheet, row_number, '主体代码', 'evidence_unknown_subject',
        '镇街“' || subject_code || '”不是本县的镇街',
        '本县的镇街代码或全称',
        '请填写本县的 9 位镇街代码或镇街全称。'
    from unknown_towns
    union all
    select
        file_id, 'evidence_register', sheet, row_number, '主体代码', 'evidence_unknown_subject',
        '县代码 ' || subject_code || ' 不是本县 ' || county_code,
        '本县代码',
        '请填写本县的 6 位县代码。'
    from other_counties
    union all
    select
        file_id, 'high_school_quota', sheet, row_number, '初中学校标识码', 'quota_unknown_school',
        '初中学校标识码 ' || junior_school_code || ' 不在 ' || school_year || ' 学年的学校基本情况中，分给该校的指标不计入名额分配比例',
        '该学年学校基本情况中的学校标识码',
        '请核对学校标识码；如学校确实存在，请在学校基本情况中补报该校。'
    from unknown_juniors
    union all
    select
        file_id, 'satisfaction_survey', sheet, row_number, '学校标识码', 'survey_unknown_school',
        '学校标识码 ' || school_code || ' 不在 ' || school_year || ' 学年的学校基本情况中，答卷照常计入满意度',
        '该学年学校基本情况中的学校标识码',
        '请核对学校标识码；如学校确实存在，请在学校基本情况中补报该校。'
    from unknown_answered
    union all
    select
        file_id, 'school_register', sheet, row_number, '中心校标识码', 'central_school_unknown',
        '中心校标识码 ' || parent_school_code || ' 不在 ' || school_year || ' 学年的学校基本情况中，这些学校照常计入',
        '该学年学校基本情况中的学校标识码',
        '请核对中心校标识码；如学校确实存在，请在学校基本情况中补报该校。'
    from unknown_central
),

final as (
    select
        file_id, dataset, min(sheet) as sheet, min(row_number) as row_number, column_name, rule,
        case rule when 'evidence_unknown_indicator' then 'note' else 'warn' end as severity,
        what || '，共 ' || count(*) || ' 行' as found,
        expected,
        remedy
    from unknown
    group by file_id, dataset, column_name, rule, what, expected, remedy
)

select * from final
