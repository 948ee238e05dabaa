-- By how much the entry cohort of each coming year differs from that of the year before, as children were born. Who
-- enters is of age on 1 September (seed `compulsory_ages`), so a third of a cohort were born in one year and two thirds
-- in the next. Born alive where that is known of both years, else in kindergarten; by the newest count that was made
-- until the base year was over. Behind the last year that is known the last cohort is carried on; a county is known
-- where all its towns are.
with born as (select * from {{ ref('stg_preschool_population') }}),

entering as (select from_age as age from {{ ref('compulsory_ages') }}),

whole as (select word from {{ ref('code_words') }} where word_kind = 'part' and code = 'all'),

terms as (select * from {{ ref('forecast_terms') }}),

towns as (
    select county_code, school_year as base_year, town, count(*) over (partition by county_code, school_year) as towns
    from {{ ref('int_cohorts') }}
    where level = 'town' and how = 'entered' and county_code in (select county_code from born)
),

counted as (
    select
        towns.county_code, towns.base_year, towns.town, towns.towns, born.birth_year,
        born.births::double as born_alive, born.in_kindergarten::double as in_kindergarten
    from towns
    inner join born on towns.county_code = born.county_code and towns.town = born.town_code
    where
        coalesce(born.counted_on, make_date(born.birth_year::integer, 12, 31))
        < {{ school_year_start('towns.base_year::integer + 1') }}
    qualify
        row_number() over (
            partition by towns.county_code, towns.base_year, towns.town, born.birth_year
            order by born.counted_on desc nulls last, born.file_id asc, born.row_number asc
        ) = 1
),

children as (
    unpivot (select * from counted)
    on born_alive, in_kindergarten into name counted_as value children
),

of_places as (
    select county_code, base_year, town, counted_as, birth_year, children from children
    union all by name
    select
        children.county_code, children.base_year, any_value(whole.word) as town, children.counted_as,
        children.birth_year, sum(children.children) as children
    from children
    cross join whole
    group by all
    having count(*) = any_value(children.towns)
),

cohorts as (
    select
        older.county_code, older.base_year, older.town, older.counted_as,
        older.birth_year + 1 + entering.age as school_year,
        older.children / 3 + younger.children * 2 / 3 as cohort
    from of_places as older
    inner join of_places as younger
        on
            older.county_code = younger.county_code
            and older.base_year = younger.base_year
            and older.town = younger.town
            and older.counted_as = younger.counted_as
            and older.birth_year + 1 = younger.birth_year
    cross join entering
),

against_base as (
    select cohorts.*, cohorts.cohort / at_base.cohort as factor
    from cohorts
    inner join cohorts as at_base using (county_code, base_year, town, counted_as)
    where at_base.school_year = at_base.base_year and at_base.cohort > 0
),

factors as (
    select county_code, base_year, town, school_year, arg_min(factor, counted_as) as factor
    from against_base
    group by all
),

reach as (
    select
        county_code, base_year, town, max(school_year) as last_known, arg_max(factor, school_year) as last_factor
    from factors
    group by all
),

years as (
    select
        reach.county_code, reach.base_year, reach.town, reach.last_known, reach.last_factor,
        unnest(range(reach.base_year, terms.last_year + 1)) as school_year
    from reach
    cross join terms
),

filled as (
    select
        years.county_code, years.base_year, years.town, years.school_year::integer as school_year,
        if(years.school_year > years.last_known, years.last_factor, factors.factor) as factor
    from years
    left join factors using (county_code, base_year, town, school_year)
),

final as (
    select
        *,
        factor / lag(factor) over (partition by county_code, base_year, town order by school_year) as step
    from filled
)

select * from final
