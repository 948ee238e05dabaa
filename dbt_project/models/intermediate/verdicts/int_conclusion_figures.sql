-- The figures that conclusions may name, per row of int_county_verdicts: those of the row itself, those that stand in
-- the rule (its parameters, and thresholds of one kind of school), and the measures behind it, summed over the schools
-- that the rule counts or else as the county reported them. Only named measures are summed.
with verdicts as (select * from {{ ref('int_county_verdicts') }}),

named as (
    select distinct parts.indicator_code, names.measure_code
    from {{ ref('int_conclusion_parts') }} as parts
    inner join {{ ref('measures') }} as names on names.measure_code in (parts.figure, parts.whole)
),

indicators as (select * from {{ ref('int_ruleset_indicators') }}),

summed as (
    select
        members.county_code,
        members.school_year,
        members.ruleset_code,
        indicators.indicator_code,
        indicators.stage,
        named.measure_code as figure,
        sum(known.value) as value
    from named
    inner join indicators on named.indicator_code = indicators.indicator_code
    inner join {{ ref('int_population_members') }} as members
        on
            indicators.ruleset_code = members.ruleset_code
            and indicators.population = members.population
            and indicators.stage is not distinct from members.stage
            and members.is_member
    inner join {{ ref('int_known_measures') }} as known
        on
            members.ruleset_code = known.ruleset_code
            and members.county_code = known.county_code
            and members.school_year = known.school_year
            and members.school_code = known.school_code
            and members.stage is not distinct from known.stage
            and named.measure_code = known.measure_code
    group by all
),

reported as (
    select
        measures.county_code,
        measures.school_year,
        scope.ruleset_code,
        indicators.indicator_code,
        indicators.stage,
        named.measure_code as figure,
        measures.value
    from named
    inner join indicators on named.indicator_code = indicators.indicator_code
    inner join {{ ref('int_measures') }} as measures
        on
            measures.school_code is null
            and named.measure_code = measures.measure_code
            and indicators.stage is not distinct from measures.stage
    inner join {{ ref('int_ruleset_county_years') }} as scope
        on
            measures.county_code = scope.county_code
            and measures.school_year = scope.school_year
            and indicators.ruleset_code = scope.ruleset_code
),

ranked as (
    select *, 1 as priority from summed
    union all by name
    select *, 2 as priority from reported
),

measures as (
    select
        county_code,
        school_year,
        ruleset_code,
        indicator_code,
        stage as rule_stage,
        figure,
        arg_min(value, priority) as value
    from ranked
    group by county_code, school_year, ruleset_code, indicator_code, stage, figure
),

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
    from (select distinct indicator_code, figure from {{ ref('int_conclusion_parts') }}) as parts
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

-- who answers for the code, and the name of the dimension's value
owed as (
    select
        bridge.indicator_code,
        string_agg(departments.department_name, '、' order by departments.department_name) as departments
    from {{ ref('indicator_departments') }} as bridge
    inner join {{ ref('departments') }} as departments on bridge.department_code = departments.department_code
    group by bridge.indicator_code
),

words as (
    unpivot (
        select
            verdicts.county_code, verdicts.school_year, verdicts.ruleset_code, verdicts.indicator_code,
            verdicts.rule_stage, verdicts.stage, verdicts.dimension,
            verdicts.stage as stage_name,
            string_split(verdicts.dimension, '=')[2] as label,
            coalesce(owed.departments, '主管部门') as departments,
            statuses.word as status_word,
            levels.level_name,
            '佐证材料 ' || evidence.materials || ' 份（' || evidence.material_date || '）：' || evidence.said as evidence,
            numerals.numeral as cohort_years
        from verdicts
        left join owed on verdicts.indicator_code = owed.indicator_code
        left join {{ ref('code_words') }} as statuses
            on statuses.word_kind = 'verdict' and verdicts.status = statuses.code
        left join {{ ref('monitoring_levels') }} as levels on verdicts.value = levels.level
        left join {{ ref('int_evidence_verdicts') }} as evidence
            on
                verdicts.county_code = evidence.county_code
                and verdicts.school_year = evidence.school_year
                and verdicts.indicator_code = evidence.indicator_code
                and evidence.subject_type = '县'
                and verdicts.county_code = evidence.subject_code
        left join {{ ref('int_counties') }} as counties on verdicts.county_code = counties.county_code
        left join {{ ref('numerals') }} as numerals on counties.junior_years = numerals.number
    )
    on stage_name, label, departments, status_word, level_name, evidence, cohort_years
    into name figure value text
),

behind as (
    select * from measures
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
    select * from words
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
