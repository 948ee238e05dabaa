-- A figure that is a difference (seed `measure_formulas`) and would be below zero: it is unknown, and both parts are
-- named with what tells them (datasets.md, "When in doubt" 9).
with reported as (
    select * from {{ ref('int_measures__reported') }} where priority is not null and value is not null
),

stages as (
    select stage from {{ ref('stages') }}
    union all
    select cast(null as text)
),

formulas as (
    select *, count(*) over (partition by measure_code, stage, alternative) as parts
    from {{ ref('measure_formulas') }}
    qualify min(coefficient) over (partition by measure_code, stage, alternative) < 0
),

ways as (
    select formulas.* exclude (stage), stages.stage
    from formulas
    inner join stages on formulas.stage is null or formulas.stage = stages.stage
),

parts as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        measure_code,
        source_dataset,
        min(priority) as priority,
        arg_min(value, priority) as value,
        arg_min(file_id, priority) as file_id
    from reported
    group by county_code, school_year, school_code, stage, measure_code, source_dataset
),

named_parts as (
    select
        parts.*,
        ways.measure_code as figure_code,
        ways.alternative,
        ways.coefficient,
        ways.parts,
        kinds.measure_name,
        datasets.dataset_name,
        hidden.measure_code is not null as is_hidden
    from parts
    inner join ways on parts.measure_code = ways.component and parts.stage is not distinct from ways.stage
    inner join {{ ref('measures') }} as kinds on parts.measure_code = kinds.measure_code
    inner join {{ ref('datasets') }} as datasets on parts.source_dataset = datasets.dataset
    left join {{ ref('int_hidden_measures') }} as hidden
        on
            parts.county_code = hidden.county_code
            and parts.school_year = hidden.school_year
            and parts.school_code is not distinct from hidden.school_code
            and parts.measure_code = hidden.measure_code
),

-- all parts of one figure come from one dataset, the first that has them all
differences as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        figure_code,
        source_dataset,
        any_value(dataset_name) as dataset_name,
        list(distinct file_id) as file_ids,
        sum(value * coefficient) as value,
        bool_or(is_hidden) as is_hidden,
        string_agg(measure_name || ' ' || {{ figure('value') }}, '、' order by -coefficient, measure_name) as figures,
        string_agg(measure_name, '、' order by -coefficient, measure_name) as names
    from named_parts
    group by county_code, school_year, school_code, stage, figure_code, source_dataset, alternative, parts
    having count(*) = parts
    qualify
        row_number() over (
            partition by county_code, school_year, school_code, stage, figure_code order by max(priority), alternative
        ) = 1
),

final as (
    select
        differences.county_code,
        differences.school_year,
        list_min(differences.file_ids) as file_id,
        differences.file_ids,
        differences.source_dataset as dataset,
        kinds.measure_name as column_name,
        'below_zero' as rule,
        'warn' as severity,
        differences.school_year || ' 学年'
        || coalesce(
            '学校 ' || ({{ named('schools.school_name', 'differences.school_code') }}),
            '县 ' || differences.county_code
        )
        || coalesce('（' || differences.stage || '）', '') || '的' || kinds.measure_name || '算出来是负数，按缺数据处理：'
        || case when differences.is_hidden then differences.names else differences.figures end
        || '（' || differences.dataset_name || '）' as found,
        '不小于 0 的差' as expected,
        '请核对这几个数，更正有误的一个后重新报送。' as remedy
    from differences
    inner join {{ ref('measures') }} as kinds on differences.figure_code = kinds.measure_code
    left join {{ ref('int_schools') }} as schools
        on
            differences.county_code = schools.county_code
            and differences.school_year = schools.school_year
            and differences.school_code = schools.school_code
    where differences.value < 0
)

select * from final
