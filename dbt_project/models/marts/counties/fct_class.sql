-- Every class of a registered school, with the most pupils it may have (standard.md §2, G5):
-- where the rulesets of a county differ the strictest limit stands. A class whose pupils are not known is neither.
with classes as (select * from {{ ref('int_classes') }}),

limits as (
    select scope.county_code, scope.school_year, parameters.stage, min(parameters.value) as class_size_limit
    from {{ ref('int_ruleset_county_years') }} as scope
    inner join {{ ref('int_ruleset_parameters') }} as parameters on scope.ruleset_code = parameters.ruleset_code
    where parameters.parameter_code = 'class_size_limit'
    group by all
),

final as (
    select
        classes.county_code::text as county_code,
        classes.school_year::integer as school_year,
        classes.school_code::text as school_code,
        classes.stage::text as stage,
        classes.grade::integer as grade,
        classes.class_name::text as class,
        classes.pupils::bigint as pupils,
        limits.class_size_limit::integer as class_size_limit,
        case
            when classes.pupils > limits.class_size_limit then classes.pupils - limits.class_size_limit
            when classes.pupils <= limits.class_size_limit then 0
        end::integer as over_by
    from classes
    left join limits using (county_code, school_year, stage)
)

select * from final
