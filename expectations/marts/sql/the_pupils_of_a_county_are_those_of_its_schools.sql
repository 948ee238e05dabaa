with batch as (select * from {batch}),

whole as (select word from marts.dim_code_word where word_kind = 'part' and code = 'all'),

schools as (
    select facts.county_code, facts.school_year, facts.stage, sum(facts.value) as pupils
    from marts.fct_school_measure as facts
    inner join marts.dim_school as registered using (county_code, school_year, school_code)
    inner join registry.school_types as kinds using (school_type_code)
    inner join registry.school_type_stages as stages
        on registered.school_type_code = stages.school_type_code and facts.stage = stages.stage
    where facts.measure_code = 'pupils' and kinds.is_ordinary
    group by facts.county_code, facts.school_year, facts.stage
)

select county_code, school_year, stage, facts.value, schools.pupils
from batch as facts
inner join schools using (county_code, school_year, stage)
where
    facts.fact = 'pupils'
    and facts.grade = (select word from whole)
    and facts.town_code = (select word from whole)
    and facts.urban_rural = (select word from whole)
    and facts.value != schools.pupils
