-- Which schools or school stages a rule counts (standard.md §2, "Who is counted", and the seed `populations`), by
-- ruleset. `is_member` is null while a fact that decides it is unknown. A school without pupils is never counted.
with populations as (select * from {{ ref('populations') }}),

scope as (select * from {{ ref('int_ruleset_county_years') }}),

facts as (select * from {{ ref('int_school_facts') }}),

parameters as (select * from {{ ref('int_ruleset_parameters') }} where stage is null),

subjects as (
    select
        'school' as unit,
        county_code,
        school_year,
        school_code,
        cast(null as text) as stage,
        compulsory_pupils as pupils,
        compulsory_pupils
    from facts
    union all
    select
        'school_stage' as unit,
        stages.county_code,
        stages.school_year,
        stages.school_code,
        stages.stage,
        stages.pupils,
        facts.compulsory_pupils
    from {{ ref('int_school_stages') }} as stages
    inner join facts using (county_code, school_year, school_code)
    where stages.is_compulsory
),

final as (
    select
        scope.ruleset_code,
        subjects.county_code,
        subjects.school_year,
        populations.population,
        subjects.school_code,
        subjects.stage,
        coalesce(subjects.pupils != 0, true)
        and (populations.ownership is null or schools.ownership = populations.ownership)
        and (
            populations.urban_rural is null
            or list_contains(string_split(populations.urban_rural, '|'), schools.urban_rural)
        )
        and (populations.is_boarding is null or schools.is_boarding = populations.is_boarding)
        and (populations.pupils_below_parameter is null or subjects.compulsory_pupils < parameters.value) as is_member
    from subjects
    inner join scope using (county_code, school_year)
    inner join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    inner join populations on subjects.unit = populations.unit
    left join parameters
        on
            scope.ruleset_code = parameters.ruleset_code
            and populations.pupils_below_parameter = parameters.parameter_code
)

select * from final
