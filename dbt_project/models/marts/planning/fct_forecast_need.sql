-- What the pupils to come need, town by town, beside what is there in the base year: every grade of a town in classes
-- no larger than the strictest limit (standard.md §2, G5), teachers as many a pupil as today. A county needs what its
-- towns need. What is there is unknown where a school of the town has not told it.
with forecasts as (select * from {{ ref('fct_forecast') }}),

whole as (select word from {{ ref('code_words') }} where word_kind = 'part' and code = 'all'),

unknown as (select word from {{ ref('code_words') }} where word_kind = 'part' and code = 'unknown'),

school_stages as (
    select
        stages.county_code, stages.school_year, coalesce(schools.town_code, unknown.word) as town_code,
        stages.school_code, stages.stage, stages.pupils
    from {{ ref('int_school_stages') }} as stages
    inner join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    cross join unknown
    where stages.is_compulsory and coalesce(stages.pupils, 1) != 0
),

classes as (
    select county_code, school_year, school_code, stage, count(*) as classes
    from {{ ref('fct_class') }}
    group by all
),

limits as (
    select county_code, school_year, stage, min(class_size_limit) as class_size_limit
    from {{ ref('fct_class') }}
    group by all
),

teachers as (
    select county_code, school_year, school_code, stage, value as teachers
    from {{ ref('fct_school_measure') }}
    where measure_code = 'teachers'
),

there as (
    select
        county_code, school_year as base_year, town_code, stage,
        case when count(*) = count(classes.classes) then sum(classes.classes) end as classes_there,
        case when count(*) = count(teachers.teachers) then sum(teachers.teachers) end as teachers_there,
        case when count(*) = count(school_stages.pupils) then sum(school_stages.pupils) end as pupils_there
    from school_stages
    left join classes using (county_code, school_year, school_code, stage)
    left join teachers using (county_code, school_year, school_code, stage)
    group by all
),

of_towns as (
    select
        forecasts.county_code, forecasts.base_year, forecasts.school_year, forecasts.town_code, forecasts.stage,
        forecasts.scenario, any_value(limits.class_size_limit) as class_size_limit,
        case when count(*) = count(forecasts.value) then sum(forecasts.value) end as pupils,
        case
            when count(*) = count(forecasts.value) then sum(ceil(forecasts.value / limits.class_size_limit - 1e-9))
        end as classes_needed
    from forecasts
    cross join whole
    inner join limits
        on
            forecasts.county_code = limits.county_code
            and forecasts.base_year = limits.school_year
            and forecasts.stage = limits.stage
    where
        forecasts.town_code != whole.word and forecasts.school_code = whole.word and forecasts.grade != whole.word
    group by all
),

needed as (
    select
        of_towns.*, there.classes_there, there.teachers_there,
        ceil(of_towns.pupils * there.teachers_there / nullif(there.pupils_there, 0) - 1e-9) as teachers_needed,
        greatest(of_towns.classes_needed - there.classes_there, 0) as lacking,
        if(of_towns.classes_needed is null or there.classes_there is null, null, lacking) as classes_lacking
    from of_towns
    left join there using (county_code, base_year, town_code, stage)
),

summed as (
    select
        county_code, base_year, school_year, town_code, stage, scenario,
        any_value(class_size_limit) as class_size_limit,
        {% for column in [
            'pupils', 'classes_needed', 'classes_there', 'classes_lacking', 'teachers_needed', 'teachers_there'
        ] %}
        case when count(*) = count({{ column }}) then sum({{ column }}) end as {{ column }}
        {%- if not loop.last %},{% endif %}
        {% endfor %}
    from needed
    group by county_code, base_year, school_year, stage, scenario, rollup(town_code)
),

final as (
    select
        summed.county_code::text as county_code,
        summed.base_year::integer as base_year,
        summed.school_year::integer as school_year,
        coalesce(summed.town_code, whole.word)::text as town_code,
        summed.stage::text as stage,
        summed.scenario::text as scenario,
        round(summed.pupils, 6)::double as pupils,
        summed.class_size_limit::integer as class_size_limit,
        summed.classes_needed::integer as classes_needed,
        summed.classes_there::integer as classes_there,
        summed.classes_lacking::integer as classes_lacking,
        (summed.classes_there * summed.class_size_limit)::integer as places_there,
        summed.teachers_needed::integer as teachers_needed,
        summed.teachers_there::integer as teachers_there
    from summed
    cross join whole
)

select * from final
