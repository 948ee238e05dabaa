-- How many pupils the largest primary or junior class of a school has: at least, and at most. The class roster says it
-- exactly; where it does not, or leaves the size of a class open, the size bands bound it (datasets.md, "classes and
-- sizes"): a largest class in the band 26–30 has 26 at least and 30 at most. "At most" is unknown while a stage with
-- pupils, a band or a class tells nothing. Bands of a whole school of several stages stand for all of them.
with school_stages as (
    select county_code, school_year, school_code, stage
    from {{ ref('int_school_stages') }}
    where is_compulsory and coalesce(pupils, 1) > 0
),

rosters as (select * from {{ ref('int_reported__class_roster') }}),

bands as (
    select *, count(*) over () as bands_asked
    from {{ ref('class_size_bands') }}
),

banded as (
    select
        measures.county_code,
        measures.school_year,
        measures.school_code,
        measures.stage,
        max(bands.from_size) filter (where measures.value > 0) as at_least,
        case
            when count(*) = any_value(bands.bands_asked)
                then max(coalesce(bands.to_size, cast('infinity' as double))) filter (where measures.value > 0)
        end as at_most
    from {{ ref('int_measures') }} as measures
    inner join bands on measures.measure_code = bands.measure_code
    where measures.school_code is not null
    group by measures.county_code, measures.school_year, measures.school_code, measures.stage
),

by_stage as (
    select
        school_stages.*,
        coalesce(rosters.largest_class, greatest(rosters.largest_known_class, banded.at_least)) as at_least,
        coalesce(rosters.largest_class, banded.at_most) as at_most
    from school_stages
    left join rosters using (county_code, school_year, school_code, stage)
    left join banded using (county_code, school_year, school_code, stage)
),

schools as (
    select
        county_code,
        school_year,
        school_code,
        max(at_least) as at_least,
        case when count(*) = count(at_most) then max(at_most) end as at_most
    from by_stage
    group by county_code, school_year, school_code
),

final as (
    select
        schools.county_code,
        schools.school_year,
        schools.school_code,
        case
            when schools.at_most is not null then schools.at_least
            else greatest(schools.at_least, banded.at_least)
        end as largest_class_at_least,
        coalesce(schools.at_most, banded.at_most) as largest_class_at_most
    from schools
    left join banded
        on
            schools.county_code = banded.county_code
            and schools.school_year = banded.school_year
            and schools.school_code = banded.school_code
            and banded.stage is null
)

select * from final
