-- Whether the satisfaction survey asked enough people: at least a thousandth of the residents and half of them parents
-- (standard.md §4, a check and not the verdict; the shares are the layer `survey` of the seed `parameters`).
with counts as (
    select counts.*
    from {{ ref('int_survey_counts') }} as counts
    inner join {{ ref('survey_methods') }} as methods on counts.method = methods.method
    where methods.is_judged
),

parameters as (select * from {{ ref('parameters') }} where layer = 'survey'),

totals as (
    select county_code, school_year, file_id, valid from counts where not is_by_respondent and not is_by_town
),

parents as (
    select county_code, school_year, valid from counts where is_by_respondent and respondent_type = '家长'
),

residents as (
    select county_code, school_year, value * 10000 as people
    from {{ ref('int_measures') }}
    where school_code is null and measure_code = 'population'
),

samples as (
    select
        totals.file_id,
        'survey_sample_small' as rule,
        totals.school_year || ' 学年有效问卷 ' || totals.valid || ' 份，不足常住人口的 ' || {{ figure('least.value') }}
        || '‰' as found,
        '不少于 ' || ceil(residents.people * least.value / 1000)::bigint || ' 份' as expected,
        '请补充调查；此项只作核对，不影响满意度判定。' as remedy
    from totals
    inner join residents using (county_code, school_year)
    inner join parameters as least on least.parameter_code = 'sample_per_mille'
    where totals.valid < residents.people * least.value / 1000
    union all
    select
        totals.file_id,
        'survey_few_parents',
        totals.school_year || ' 学年有效问卷 ' || totals.valid || ' 份，其中家长 ' || coalesce(parents.valid, 0)
        || ' 份，不足 ' || {{ figure('least.value') }} || '%',
        '不少于 ' || ceil(totals.valid * least.value / 100)::bigint || ' 份',
        '请补充家长问卷；此项只作核对，不影响满意度判定。'
    from totals
    left join parents using (county_code, school_year)
    inner join parameters as least on least.parameter_code = 'parents_share'
    where coalesce(parents.valid, 0) < totals.valid * least.value / 100
),

final as (
    select
        file_id,
        'satisfaction_survey' as dataset,
        rule,
        'note' as severity,
        found,
        expected,
        remedy
    from samples
)

select * from final
