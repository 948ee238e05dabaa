-- Whether the satisfaction survey asked enough people: so large a share of the residents (layer `survey` of the seed
-- `parameters`), and of each kind of respondent its least share (seed `survey_respondents`; standard.md §4, a check and
-- not the verdict).
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

by_respondent as (
    select county_code, school_year, respondent_type, valid from counts where is_by_respondent
),

wanted as (
    select totals.*, respondents.respondent_type, respondents.least_percent
    from totals
    cross join {{ ref('survey_respondents') }} as respondents
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
        wanted.file_id,
        'survey_few_respondents',
        wanted.school_year || ' 学年有效问卷 ' || wanted.valid || ' 份，其中' || wanted.respondent_type || ' '
        || coalesce(by_respondent.valid, 0) || ' 份，不足 ' || {{ figure('wanted.least_percent') }} || '%',
        '不少于 ' || ceil(wanted.valid * wanted.least_percent / 100)::bigint || ' 份',
        '请补充' || wanted.respondent_type || '问卷；此项只作核对，不影响满意度判定。'
    from wanted
    left join by_respondent using (county_code, school_year, respondent_type)
    where coalesce(by_respondent.valid, 0) < wanted.valid * wanted.least_percent / 100
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
