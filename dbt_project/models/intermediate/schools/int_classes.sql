-- The classes of the roster in force, of schools that the register in force names.
with classes as (select * from {{ ref('stg_class_roster') }}),

final as (
    select
        classes.county_code,
        classes.school_year,
        classes.school_code,
        classes.stage,
        classes.grade,
        classes.class_name,
        classes.pupils
    from classes
    inner join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
)

select * from final
