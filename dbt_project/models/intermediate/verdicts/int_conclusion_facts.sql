-- Everything that conclusions may name, as it is printed, per row of int_county_verdicts: the numbers of
-- int_conclusion_figures under every name by which a template asks for them, and the words: who answers for the code,
-- what part of the county it is about, what was handed in and what it says. What is not known has no row.
with verdicts as (select * from {{ ref('int_county_verdicts') }}),

names as (
    select distinct name, figure, whole, decimals from {{ ref('int_conclusion_names') }}
),

figures as (select * from {{ ref('int_conclusion_figures') }}),

numbers as (
    select
        figures.* exclude (figure, value),
        names.name,
        case
            when names.whole is not null
                then {{ printed('100 * figures.value / nullif(wholes.value, 0)', '1') }}
            when names.figure = 'value' then {{ printed('figures.value', 'verdicts.decimals') }}
            else {{ printed('figures.value', 'coalesce(names.decimals, 0)') }}
        end as text
    from figures
    inner join names on figures.figure = names.figure
    {% for other, join in [('verdicts', 'inner join verdicts'), ('wholes', 'left join figures as wholes')] %}
    {{ join }}
        on
            figures.county_code = {{ other }}.county_code
            and figures.school_year = {{ other }}.school_year
            and figures.ruleset_code = {{ other }}.ruleset_code
            and figures.indicator_code = {{ other }}.indicator_code
            and figures.rule_stage is not distinct from {{ other }}.rule_stage
            and figures.stage is not distinct from {{ other }}.stage
            and figures.dimension is not distinct from {{ other }}.dimension
            {{ 'and names.whole = wholes.figure' if other == 'wholes' }}
    {% endfor %}
),

owed as (
    select
        bridge.county_code,
        bridge.indicator_code,
        string_agg(departments.department_name, '、' order by departments.department_name) as departments
    from {{ ref('int_county_indicator_departments') }} as bridge
    inner join {{ ref('int_county_departments') }} as departments using (county_code, department_code)
    group by bridge.county_code, bridge.indicator_code
),

-- material of which nobody knows the day or what it says is not told of
evidence as (
    select *
    from {{ ref('int_evidence_verdicts') }}
    where grain = 'county' and material_date is not null and said is not null
),

words as (
    unpivot (
        select
            verdicts.county_code, verdicts.school_year, verdicts.ruleset_code, verdicts.indicator_code,
            verdicts.rule_stage, verdicts.stage, verdicts.dimension,
            verdicts.stage as stage_name,
            string_split(verdicts.dimension, '=')[2] as label,
            owed.departments,
            statuses.word as status_word,
            levels.level_name,
            evidence.materials::text as materials,
            evidence.material_date::text as material_date,
            evidence.said,
            numerals.numeral as cohort_years
        from verdicts
        left join owed
            on verdicts.county_code = owed.county_code and verdicts.indicator_code = owed.indicator_code
        left join {{ ref('code_words') }} as statuses
            on statuses.word_kind = 'verdict' and verdicts.status = statuses.code
        left join {{ ref('monitoring_levels') }} as levels on verdicts.value = levels.level
        left join evidence
            on
                verdicts.county_code = evidence.county_code
                and verdicts.school_year = evidence.school_year
                and verdicts.indicator_code = evidence.indicator_code
                and verdicts.county_code = evidence.subject_code
        left join {{ ref('int_counties') }} as counties on verdicts.county_code = counties.county_code
        left join {{ ref('numerals') }} as numerals on counties.junior_years = numerals.number
    )
    on stage_name, label, departments, status_word, level_name, materials, material_date, said, cohort_years
    into name name value text
),

final as (
    select * from numbers where text is not null
    union all by name
    select * from words
)

select * from final
