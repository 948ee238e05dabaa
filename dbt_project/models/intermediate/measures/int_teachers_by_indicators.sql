-- The full-time teachers of the rosters by all the indicators in which each of them counts (standard.md §1). Of whom
-- anything is open is left out, and so is who counts in none. Which figure counts whom is told by the macro
-- `teachers_counted`, which figures an indicator adds up by `measure_formulas`.
{% set counted = teachers_counted().by_stage %}
with teachers as ({{ teachers() }}),

stages as (select stage from {{ ref('stages') }} where is_judged),

formulas as (select * from {{ ref('measure_formulas') }}),

-- the figures that an indicator counts in a stage
figures as (
    select
        stages.stage, indicators.indicator_code,
        coalesce(formulas.component, indicators.numerator_measure) as measure_code
    from {{ ref('indicators') }} as indicators
    cross join stages
    left join formulas
        on
            indicators.numerator_measure = formulas.measure_code
            and coalesce(formulas.stage, stages.stage) = stages.stage
    where indicators.in_compliance
    group by all
),

-- teachers by the figures that count them
counted as (
    select
        county_code, school_year, school_code, stage,
        [
            {% for measure, condition in counted.items() %}
            case when {{ condition }} then '{{ measure }}' end{% if not loop.last %},{% endif %}

            {% endfor %}
        ] as counted_by,
        count(*) as teachers
    from teachers
    where is_full_time and is_degree_known and subject is not null and is_backbone is not null and not is_stage_open
    group by all
),

of_kinds as (
    select
        counted.county_code, counted.school_year, counted.school_code, counted.stage, counted.counted_by,
        counted.teachers,
        string_agg(distinct figures.indicator_code, '|' order by figures.indicator_code) as counts_in
    from counted
    inner join figures
        on counted.stage = figures.stage and list_contains(counted.counted_by, figures.measure_code)
    group by all
),

final as (
    select county_code, school_year, school_code, stage, counts_in, sum(teachers) as teachers
    from of_kinds
    group by all
)

select * from final
