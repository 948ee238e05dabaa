"""The page on which counties stand beside each other: one figure of all of a province, all figures of a few.

Its figures are data beside the page, a file a province, of which a page asks for the one that is looked at.
What does not belong here: the figures and ranks (`marts.fct_league`), and anything in a county's own folder.
"""

from __future__ import annotations

import json
from typing import Any, Final

import duckdb

from pipelines.site.writing import Writer
from pipelines.warehouse.reading import records
from pipelines.warehouse.regions import (
    OF_COUNTY,
    OF_NATION,
    OF_PROVINCE,
    larger_first_in_sql,
    province_in_sql,
)

FOLDER: Final = "compare"
PAGE: Final = "compare.html"
OF_A_PROVINCE: Final = f"""
provinces as (
    select distinct {province_in_sql("region_code")} as province
    from marts.fct_league where region_kind = '{OF_COUNTY}'
),

facts as (
    select *, {province_in_sql("region_code")} as province
    from marts.fct_league where region_kind != '{OF_NATION}'
    union all
    select nation.*, provinces.province
    from marts.fct_league as nation cross join provinces
    where region_kind = '{OF_NATION}' and (select count(*) from provinces) > 1
)
"""
"""What stands beside each other in a province; above it the nation, where there are several provinces."""
PLACES: Final = f"""
with {OF_A_PROVINCE}

select distinct
    facts.province, facts.region_kind as kind, facts.region_code as code,
    coalesce(counties.county_name, regions.region_name, facts.region_code) as name,
    coalesce(states.word, '') as state
from facts
left join marts.dim_county as counties on facts.region_code = counties.county_code
left join marts.dim_region as regions on facts.region_code = regions.region_code
left join meta.county_build as builds on facts.region_code = builds.county_code
left join marts.dim_code_word as states
    on states.word_kind = 'county_status' and states.code = builds.status
order by province, {larger_first_in_sql("kind")}, code
"""
FIGURES: Final = f"""
with {OF_A_PROVINCE},

areas as (select area, min(sort_order) as area_order from marts.dim_indicator group by area),

newest as (
    select province, ruleset_code, max(school_year) as school_year
    from facts where region_kind = '{OF_COUNTY}' group by all
)

select
    facts.province, rulesets.name as ruleset, facts.school_year,
    concat_ws(
        '：', kinds.figure_name, coalesce(indicator_name, nullif(split_part(figure, '/', 2), ''))
    ) as name,
    facts.stage, kinds.unit, kinds.better, kinds.decimals,
    list(facts.region_kind || facts.region_code order by facts.region_code) as places,
    list(facts.value order by facts.region_code) as values,
    list(facts.rank_in_province order by facts.region_code) as ranks,
    list(facts.change order by facts.region_code) as changes
from facts
inner join newest using (province, ruleset_code, school_year)
inner join marts.dim_ruleset as rulesets using (ruleset_code)
inner join marts.dim_league_figure as kinds on split_part(figure, '/', 1) = kinds.figure_kind
left join marts.dim_indicator as indicators on split_part(figure, '/', 2) = indicators.indicator_code
left join areas on split_part(figure, '/', 2) = areas.area
group by
    facts.province, ruleset_code, rulesets.name, facts.school_year, figure, facts.stage, kinds.figure_name,
    indicator_name, kinds.unit, kinds.better, kinds.decimals, kinds.figure_order, indicators.sort_order,
    area_order
-- the whole, which is no area, stands before the areas
order by
    facts.province, ruleset_code, kinds.figure_order, area_order nulls first, indicators.sort_order, figure,
    facts.stage desc
"""
OF_A_FIGURE: Final = ("name", "stage", "unit", "better", "decimals")
Row = dict[str, Any]


def write_compare(connection: duckdb.DuckDBPyConnection, writer: Writer) -> None:
    """Write the page, and a file of figures a province.

    Args:
        connection: the version.
        writer: of the pages over all counties.
    """
    places: dict[str, list[Row]] = {}
    for row in records(connection, PLACES):
        places.setdefault(row["province"], []).append(row)
    figures: dict[str, list[Row]] = {}
    for row in records(connection, FIGURES):
        figures.setdefault(row["province"], []).append(row)
    (writer.folder / FOLDER).mkdir(exist_ok=True)
    for province, rows in figures.items():
        text = json.dumps(_data(places[province], rows), ensure_ascii=False, separators=(",", ":"))
        path = writer.folder / FOLDER / f"{province}.js"
        path.write_text(f"window.junhengCompare = {text};\n", encoding="utf-8")
    names = {
        row["province"]: row["name"] for of in places.values() for row in of if row["kind"] == OF_PROVINCE
    }
    provinces = [{"code": province, "name": names[province]} for province in figures]
    writer.write(PAGE, PAGE, PAGE, "各县比较", provinces=provinces, folder=FOLDER)


def _data(places: list[Row], figures: list[Row]) -> Row:
    """The places of a province; under each ruleset each figure with value, rank and change by place."""
    # a prefecture that is its province's only one may have its code
    at = {f"{place['kind']}{place['code']}": number for number, place in enumerate(places)}
    rulesets: dict[tuple[str, str], list[Row]] = {}
    for figure in figures:
        told = {name: figure[name] for name in OF_A_FIGURE}
        decimals = figure["decimals"]
        of = [
            (printed(value, decimals), rank, printed(change, decimals))
            for value, rank, change in zip(figure["values"], figure["ranks"], figure["changes"], strict=True)
        ]
        numbers = [at[place] for place in figure["places"]]
        years = f"{figure['school_year']}-{figure['school_year'] + 1}学年"
        rulesets.setdefault((figure["ruleset"], years), []).append(told | {"at": numbers, "of": of})
    return {
        "regions": [[one["code"], one["name"], one["kind"], one["state"]] for one in places],
        "rulesets": [[name, of, years] for (name, years), of in rulesets.items()],
    }


def printed(value: float | None, decimals: int) -> float | None:
    """A figure with as many decimals as are printed, so that the file is not larger than what is read."""
    return None if value is None else float(f"{value:.{decimals}f}")
