-- Rows of schools that the register in force of that year does not name are left out of every figure until it does.
-- A code that differs in one sign from one that it names may be misspelt.
with handed_in as (
    {% for dataset in datasets_by_school() %}
    select
        '{{ dataset }}' as dataset, county_code, school_year, school_code, file_id,
        min(sheet) as sheet, min(row_number) as row_number, count(*) as row_count
    from {{ ref('stg_' ~ dataset) }}
    group by all
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

judged_years as (select * from {{ ref('int_county_years') }}),

unknown as (
    select handed_in.*
    from handed_in
    inner join judged_years using (county_code, school_year)
    anti join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
),

alike as (
    select
        codes.county_code,
        codes.school_year,
        codes.school_code,
        min({{ named('schools.school_name', 'schools.school_code') }}) as school
    from (select distinct county_code, school_year, school_code from unknown) as codes
    inner join {{ ref('int_schools') }} as schools
        on
            codes.county_code = schools.county_code
            and codes.school_year = schools.school_year
            and damerau_levenshtein(codes.school_code, schools.school_code) = 1
    group by codes.county_code, codes.school_year, codes.school_code
    having count(*) = 1
),

final as (
    select
        handed_in.file_id,
        handed_in.dataset,
        handed_in.sheet,
        handed_in.row_number,
        '学校标识码' as column_name,
        'unknown_school' as rule,
        'warn' as severity,
        '学校标识码 ' || handed_in.school_code || ' 不在 ' || handed_in.school_year || ' 学年的学校基本情况中，共 '
        || handed_in.row_count || ' 行未计入任何指标' as found,
        '该学年学校基本情况中的学校标识码' as expected,
        '请核对学校标识码' || coalesce('，可能是' || alike.school, '')
        || '；如学校确实存在，请在学校基本情况中补报该校，补报后这些行自动计入。' as remedy
    from unknown as handed_in
    left join alike using (county_code, school_year, school_code)
)

select * from final
