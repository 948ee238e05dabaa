"""Counties beside each other, and brought together by prefecture, province and nation: `marts.fct_league`.

It is made when a version is joined, from published rows, because no county's night knows of another. A
county that is kept is counted as such; one that is missing stands there without a figure, so that no ranking
hides it. What does not belong here: the figures of one county (`marts.fct_county_figure`), and how regions
are called (the seed `regions`).
"""

from __future__ import annotations

import duckdb

from pipelines.warehouse.regions import (
    NATION,
    OF_COUNTY,
    OF_NATION,
    OF_PREFECTURE,
    OF_PROVINCE,
    prefecture_in_sql,
    province_in_sql,
)
from pipelines.warehouse.words import ALL_AREAS

TABLE = ("marts", "fct_league")
LEAGUE = f"""
with counties as (
    select
        county_code, status,
        {prefecture_in_sql("county_code")} as prefecture, {province_in_sql("county_code")} as province
    from meta.county_build
    where status != 'withdrawn'
),

kinds as (select figure_kind, better, is_summed from marts.dim_league_figure),

figures as (
    select facts.*, counties.prefecture, counties.province, counties.status = 'kept' as is_kept
    from marts.fct_county_figure as facts
    inner join counties using (county_code)
),

-- one of which nothing is published stands where it would be judged, without a value
missing as (
    select
        counties.county_code, newest.school_year, rulesets.ruleset_code, null::text as stage, whole.figure,
        null::double as value, null::bigint as pupils, counties.prefecture, counties.province,
        false as is_kept
    from counties
    anti join figures using (county_code)
    cross join (select max(school_year) as school_year from figures) as newest
    cross join marts.dim_ruleset as rulesets
    cross join (select 'passes/' || {ALL_AREAS} as figure) as whole
    where
        newest.school_year is not null
        and (
            rulesets.counties is null
            or list_contains(string_split(rulesets.counties, '|'), counties.county_code)
        )
),

compared as (
    select all_figures.*, kinds.better, kinds.is_summed
    from (from figures union all by name from missing) as all_figures
    inner join kinds on split_part(all_figures.figure, '/', 1) = kinds.figure_kind
),

-- a county lies in three regions
lies_in as (
    select '{OF_PREFECTURE}' as region_kind, county_code, prefecture as region_code from counties
    union all
    select '{OF_PROVINCE}', county_code, province from counties
    union all
    select '{OF_NATION}', county_code, '{NATION}' from counties
),

sizes as (select region_kind, region_code, count(*) as counties_total from lies_in group by all),

together as (
    select
        lies_in.region_kind, lies_in.region_code, compared.school_year, compared.ruleset_code, compared.stage,
        compared.figure, any_value(compared.better) as better, any_value(compared.is_summed) as is_summed,
        round(
            case
                when any_value(compared.is_summed) then sum(compared.value)
                else
                    sum(compared.value * compared.pupils)
                    / nullif(sum(compared.pupils) filter (where compared.value is not null), 0)
            end, 9
        ) as value,
        count(compared.value) as counties_in,
        count_if(compared.is_kept and compared.value is not null) as counties_kept
    from compared
    inner join lies_in using (county_code)
    group by all
),

regions as (
    select
        '{OF_COUNTY}' as region_kind, county_code as region_code, prefecture, province, school_year,
        ruleset_code, stage, figure, value, better, 1 as counties_total,
        (value is not null)::int as counties_in,
        (is_kept and value is not null)::int as counties_kept
    from compared
    union all by name
    select
        together.* exclude (is_summed, better), sizes.counties_total,
        -- a larger region has the larger sum, which is no merit
        case
            when together.region_kind = '{OF_PREFECTURE}' and not together.is_summed then together.better
        end as better,
        case
            when together.region_kind = '{OF_PREFECTURE}' then {province_in_sql("region_code")}
        end as province
    from together
    inner join sizes using (region_kind, region_code)
),

ranked as (
    select
        *,
        case when better = 'low' then value when better = 'high' then -value end as place
    from regions
),

final as (
    select
        ranked.region_kind, ranked.region_code, ranked.school_year, ranked.ruleset_code, ranked.stage,
        ranked.figure, ranked.value,
        case when ranked.place is not null and ranked.prefecture is not null then rank() over (
            partition by
                ranked.region_kind, ranked.prefecture, ranked.school_year, ranked.ruleset_code, ranked.stage,
                ranked.figure
            order by ranked.place nulls last
        ) end as rank_in_prefecture,
        case when ranked.place is not null and ranked.province is not null then rank() over (
            partition by
                ranked.region_kind, ranked.province, ranked.school_year, ranked.ruleset_code, ranked.stage,
                ranked.figure
            order by ranked.place nulls last
        ) end as rank_in_province,
        round(ranked.value - earlier.value, 9) as change,
        targets.target_year, ranked.counties_total, ranked.counties_in, ranked.counties_kept
    from ranked
    left join regions as earlier
        on
            ranked.region_kind = earlier.region_kind
            and ranked.region_code = earlier.region_code
            and ranked.school_year = earlier.school_year + 1
            and ranked.ruleset_code = earlier.ruleset_code
            and ranked.stage is not distinct from earlier.stage
            and ranked.figure = earlier.figure
    left join marts.dim_region as targets
        on ranked.region_kind = targets.region_kind and ranked.region_code = targets.region_code
)

select * from final
"""


def write_league(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the table anew, from the rows and the counties that the version in use has.

    Args:
        connection: the version's file, in use, with `meta.county_build` filled.
    """
    table = ".".join(TABLE)
    connection.execute(f"delete from {table}")
    connection.execute(f"insert into {table} by name {LEAGUE}")
