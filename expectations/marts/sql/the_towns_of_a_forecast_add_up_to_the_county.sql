-- A town of which nothing can be said leaves the county without a sum; a hundredth of a pupil is rounding.
with batch as (select * from {batch}),

whole as (select word from marts.dim_code_word where word_kind = 'part' and code = 'all'),

sums as (
    select
        county_code, school_year, stage, grade, scenario,
        sum(value) filter (where town_code = (select word from whole)) as value,
        sum(value) filter (where town_code != (select word from whole)) as sum_of_towns,
        count(*) filter (where town_code != (select word from whole) and value is null) as unknown
    from batch
    where school_code = (select word from whole)
    group by all
)

select * from sums
where abs(value - sum_of_towns) > 0.01 or (value is null) != (unknown > 0)
