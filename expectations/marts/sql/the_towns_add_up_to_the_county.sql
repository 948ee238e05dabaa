-- A town without data leaves the county without a sum.
with batch as (select * from {batch}),

whole as (select word from marts.dim_code_word where word_kind = 'part' and code = 'all'),

facts as (
    select * from batch
    where urban_rural = (select word from whole) and stage != (select word from whole)
),

towns as (
    select county_code, school_year, fact, stage, grade, sum(value) as value, count(*) - count(value) as unknown
    from facts
    where town_code != (select word from whole)
    group by county_code, school_year, fact, stage, grade
)

select county_code, school_year, fact, stage, grade, facts.value, towns.value as sum_of_towns
from facts
inner join towns using (county_code, school_year, fact, stage, grade)
where
    facts.town_code = (select word from whole)
    and (facts.value != towns.value or (facts.value is null) != (towns.unknown > 0))
