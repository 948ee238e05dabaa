-- The numbers that conclusions may name, per row of int_county_verdicts: those of the row itself, those that stand in
-- the rule (its parameters, and thresholds of one kind of school), and what is behind it: how many schools of each
-- group are unmet, how many are relieved, and the measures that its template names.
with verdicts as (select * from {{ ref('int_county_verdicts') }}),

school_groups as (
    select distinct school_group from {{ ref('school_types') }} where school_group is not null
),

-- how many schools of each group (小学, 初中, 一贯制) are beyond the threshold that the words name, relief or not

unmet_by_group as (
    select
        facts.county_code,
        facts.school_year,
        facts.ruleset_code,
        facts.indicator_code,
        facts.stage as rule_stage,
        'unmet_' || types.school_group as figure,
        count(*) filter (
            where (facts.status = 'unmet' or facts.is_relieved) and own.school_group = types.school_group
        )::double as value
    from {{ ref('int_school_verdicts') }} as facts
    inner join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    left join {{ ref('school_types') }} as own on schools.school_type_code = own.school_type_code
    cross join school_groups as types
    group by all
),

relieved as (
    select
        county_code, school_year, ruleset_code, indicator_code, stage as rule_stage,
        'subjects_relieved' as figure,
        count(*)::double as value
    from {{ ref('int_school_verdicts') }}
    where is_relieved
    group by all
),

thresholds_by_group as (
    select
        thresholds.ruleset_code, thresholds.indicator_code, thresholds.stage as rule_stage,
        'threshold_' || types.school_group as figure,
        max(thresholds.threshold)::double as value
    from {{ ref('int_ruleset_thresholds') }} as thresholds
    inner join {{ ref('school_types') }} as types
        on thresholds.school_type_code = types.school_type_code and types.school_group is not null
    group by all
),

parameters as (
    select
        parts.indicator_code, parameters.ruleset_code, parameters.stage as rule_stage, parts.figure,
        parameters.value::double as value
    from (select distinct indicator_code, figure from {{ ref('int_conclusion_names') }}) as parts
    inner join {{ ref('int_ruleset_parameters') }} as parameters on parts.figure = parameters.parameter_code
),

own_figures as (
    unpivot (
        select
            county_code, school_year, ruleset_code, indicator_code, rule_stage, stage, dimension,
            numerator::double as numerator,
            denominator::double as denominator,
            value::double as value,
            threshold::double as threshold,
            subjects_total::double as subjects_total,
            subjects_met::double as subjects_met,
            subjects_unmet::double as subjects_unmet,
            subjects_no_data::double as subjects_no_data,
            (subjects_unmet + coalesce(subjects_near, 0))::double as subjects_failing
        from verdicts
    )
    on numerator, denominator, value, threshold, subjects_total, subjects_met, subjects_unmet, subjects_no_data,
    subjects_failing
    into name figure value value
),

behind as (
    select * from {{ ref('int_conclusion_measures') }}
    union all by name
    select * from unmet_by_group
    union all by name
    select * from relieved
),

in_the_rule as (
    select * from thresholds_by_group
    union all by name
    select * from parameters
),

final as (
    select * from own_figures
    union all by name
    select
        verdicts.county_code, verdicts.school_year, verdicts.ruleset_code, verdicts.indicator_code, verdicts.rule_stage,
        verdicts.stage, verdicts.dimension, in_the_rule.figure, in_the_rule.value
    from verdicts
    inner join in_the_rule
        on
            verdicts.ruleset_code = in_the_rule.ruleset_code
            and verdicts.indicator_code = in_the_rule.indicator_code
            and coalesce(in_the_rule.rule_stage, verdicts.rule_stage) is not distinct from verdicts.rule_stage
    union all by name
    select
        verdicts.county_code, verdicts.school_year, verdicts.ruleset_code, verdicts.indicator_code, verdicts.rule_stage,
        verdicts.stage, verdicts.dimension, behind.figure, behind.value
    from verdicts
    inner join behind
        on
            verdicts.county_code = behind.county_code
            and verdicts.school_year = behind.school_year
            and verdicts.ruleset_code = behind.ruleset_code
            and verdicts.indicator_code = behind.indicator_code
            and verdicts.rule_stage is not distinct from behind.rule_stage
)

select * from final
