-- Figures of a part of the county, told apart by `dimension` (对象=家长, 镇街=…, 学科=语文): the survey by method, kind of
-- respondent and town; the latest national monitoring of each stage and subject up to the school year; the evidence of
-- each town; with the file that told it. What is expected and was not there has a row that says so.
with surveyed as (
    select
        counts.county_code,
        counts.school_year,
        case
            when counts.is_by_respondent then {{ detail('respondent', 'counts.respondent_type') }}
            when counts.is_by_town then {{ detail('town', 'counts.town_name') }}
            else {{ detail('method', 'counts.method') }}
        end as dimension,
        methods.is_judged,
        counts.is_by_respondent or counts.is_by_town as is_part,
        counts.valid,
        counts.satisfied,
        counts.file_id
    from {{ ref('int_survey_counts') }} as counts
    inner join {{ ref('survey_methods') }} as methods on counts.method = methods.method
),

survey as (
    select
        county_code, school_year, dimension, file_id, 'satisfaction_survey' as source_dataset,
        unnest(['survey_valid', 'survey_satisfied']) as measure_code,
        unnest([valid, satisfied])::double as value
    from surveyed
    where dimension is not null and is_judged = is_part
),

pairs as (
    select years.county_code, years.school_year, stages.stage, subjects.subject
    from {{ ref('int_county_years') }} as years
    cross join {{ ref('stages') }} as stages
    cross join {{ ref('monitored_subjects') }} as subjects
    where stages.is_judged
),

results as (
    select *, school_year + case when is_set_aside then 0.5 else 0 end as turn
    from ({{ with_rows_set_aside('national_monitoring') }})
),

monitored as (
    select
        pairs.county_code,
        pairs.school_year,
        pairs.stage,
        {{ detail('subject', 'pairs.subject') }} as dimension,
        count(results.school_year) > 0 as is_present,
        -- a newer result that is not known does not let an older one speak
        arg_max_null(results.level, results.turn) as level,
        arg_max_null(results.between_school_difference, results.turn) as difference,
        arg_max(results.file_id, results.school_year) as file_id
    from pairs
    left join results
        on
            pairs.county_code = results.county_code
            and pairs.stage = coalesce(results.stage, pairs.stage)
            and pairs.subject = coalesce(results.subject, pairs.subject)
            and pairs.school_year >= results.school_year
    group by pairs.county_code, pairs.school_year, pairs.stage, pairs.subject
),

monitoring as (
    select
        county_code, school_year, stage, dimension, is_present, file_id, 'national_monitoring' as source_dataset,
        unnest(['monitoring_level', 'monitoring_difference']) as measure_code,
        unnest(['level', 'between_school_difference']) as column_name,
        unnest([level::double, difference]) as value
    from monitored
),

town_codes as (
    select indicator_code, numerator_measure as measure_code from {{ ref('indicators') }} where population = 'towns'
),

towns as (
    select
        years.county_code,
        years.school_year,
        {{ detail('town', 'towns.town_name') }} as dimension,
        town_codes.measure_code,
        evidence.value,
        evidence.file_id,
        'evidence_register' as source_dataset
    from {{ ref('int_county_years') }} as years
    inner join {{ ref('int_towns') }} as towns on years.county_code = towns.county_code
    cross join town_codes
    left join {{ ref('int_evidence_verdicts') }} as evidence
        on
            years.county_code = evidence.county_code
            and years.school_year = evidence.school_year
            and town_codes.indicator_code = evidence.indicator_code
            and evidence.grain = 'town'
            and towns.town_code = evidence.subject_code
),

final as (
    select *, null::text as stage, true as is_present from survey
    union all by name
    select * from monitoring
    union all by name
    select *, null::text as stage, true as is_present from towns
)

select * from final
