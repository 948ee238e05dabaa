-- Two datasets give the same measure of the same school, or of the county, and differ: the first in order is used, both
-- figures are named.
with reported as (select * from {{ ref('int_measures__reported') }}),

schools_files as (select * from {{ ref('int_files_of_schools') }}),

all_chosen as (select * from {{ ref('int_measures') }} where not is_derived),

compared as (
    select
        chosen.file_id,
        list_sort(
            list_distinct(
                flatten([
                    [chosen.file_id, other.file_id],
                    coalesce(chosen_files.file_ids, []),
                    coalesce(other_files.file_ids, [])
                ])
            )
        ) as file_ids,
        chosen.source_dataset as dataset,
        chosen.county_code,
        chosen.school_year,
        chosen.school_code,
        chosen.stage,
        chosen.measure_code,
        kinds.measure_name,
        chosen.value as chosen_value,
        chosen_names.dataset_name as chosen_name,
        other.value as other_value,
        other_names.dataset_name as other_name
    from all_chosen as chosen
    inner join reported as other
        on
            chosen.county_code = other.county_code
            and chosen.school_year = other.school_year
            and chosen.school_code is not distinct from other.school_code
            and chosen.stage is not distinct from other.stage
            and chosen.measure_code = other.measure_code
            and chosen.source_dataset != other.source_dataset
    inner join {{ ref('measures') }} as kinds on chosen.measure_code = kinds.measure_code
    inner join {{ ref('datasets') }} as chosen_names on chosen.source_dataset = chosen_names.dataset
    inner join {{ ref('datasets') }} as other_names on other.source_dataset = other_names.dataset
    {% for one in ['chosen', 'other'] %}
    left join schools_files as {{ one }}_files
        on
            {{ one }}.source_dataset = {{ one }}_files.dataset
            and {{ one }}.county_code = {{ one }}_files.county_code
            and {{ one }}.school_year = {{ one }}_files.school_year
            and {{ one }}.school_code = {{ one }}_files.school_code
            and {{ one }}.stage is not distinct from {{ one }}_files.stage
    {% endfor %}
    where abs(chosen.value - other.value) > 1e-9 * greatest(1, abs(chosen.value))
),

-- a finding about a count that is not published names no figure
worded as (
    select
        compared.*,
        case
            when hidden.measure_code is null
                then
                    '：' || chosen_name || '为 ' || {{ figure('chosen_value') }} || '，' || other_name || '为 '
                    || {{ figure('other_value') }}
            else '：' || chosen_name || '与' || other_name || '不同（人数少，不显示）'
        end as figures
    from compared
    left join {{ ref('int_hidden_measures') }} as hidden
        using (county_code, school_year, school_code, measure_code)
),

final as (
    select
        worded.file_id,
        worded.file_ids,
        dataset,
        measure_name as column_name,
        'sources_differ' as rule,
        'warn' as severity,
        school_year || ' 学年'
        || coalesce(
            '学校 ' || ({{ named('schools.school_name', 'school_code') }}),
            '县 ' || ({{ named('counties.county_name', 'county_code') }})
        )
        || coalesce('（' || stage || '）', '') || '的' || measure_name
        || figures || '，按来源顺序采用' || chosen_name as found,
        '两份材料一致' as expected,
        '请核对两份材料，更正有误的一份后重新报送。' as remedy
    from worded
    left join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    left join {{ ref('counties') }} as counties using (county_code)
)

select * from final
