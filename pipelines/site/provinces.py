"""The page on which a nation's provinces stand side by side, with every figure by which they are compared.

Under each ruleset that serves all: the verdicts, how large they are and how many schools pass, each
indicator's share of schools, each coefficient of variation. What does not belong here: the figures
(`marts.fct_league`), counties (league, compare), and anything in a county's own folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import duckdb

from pipelines.site.league import whole_word
from pipelines.site.shown import NOT_SET, rounded
from pipelines.site.writing import Writer
from pipelines.warehouse.reading import records
from pipelines.warehouse.regions import OF_NATION, OF_PROVINCE

PAGE: Final = "provinces.html"
FIGURES: Final = f"""
with newest as (
    select ruleset_code, max(school_year) as school_year
    from marts.fct_league where region_kind = '{OF_NATION}' group by all
)

select
    facts.region_kind, facts.region_code as code,
    coalesce(regions.region_name, facts.region_code) as name,
    rulesets.ruleset_code, rulesets.name as ruleset,
    years.years,
    split_part(figure, '/', 1) as kind, nullif(split_part(figure, '/', 2), '') as part,
    kinds.figure_name, kinds.unit, kinds.decimals, kinds.is_summed, indicators.indicator_name,
    coalesce(facts.stage, '') as stage,
    facts.value, facts.change, facts.target_year, counties_total, counties_in, counties_kept
from marts.fct_league as facts
inner join newest using (ruleset_code, school_year)
inner join (
    select distinct 学年 as school_year, 学年名称 as years from bi.区域比较
) as years using (school_year)
inner join marts.dim_ruleset as rulesets using (ruleset_code)
inner join marts.dim_league_figure as kinds on split_part(figure, '/', 1) = kinds.figure_kind
left join marts.dim_region as regions
    on facts.region_kind = regions.region_kind and facts.region_code = regions.region_code
left join marts.dim_indicator as indicators on split_part(figure, '/', 2) = indicators.indicator_code
left join (
    select area, min(sort_order) as area_order from marts.dim_indicator group by area
) as areas on split_part(figure, '/', 2) = areas.area
-- a ruleset of some counties' own compares no provinces
where facts.region_kind in ('{OF_PROVINCE}', '{OF_NATION}') and rulesets.counties is null
order by
    rulesets.ruleset_code, facts.region_code, kinds.figure_order, facts.stage desc, area_order,
    indicators.sort_order, figure
"""
LIMITS: Final = """
select ruleset_code, stage, max(cv_limit) as cv_limit from marts.dim_threshold
where cv_limit is not null group by all having min(cv_limit) = max(cv_limit)
"""
COEFFICIENTS: Final = "cv"
"""The kind of figure that may not exceed a limit, which is one for all indicators of a stage."""
VERDICTS: Final = "passes"
"""The kind of figure that counts the counties that pass."""
Row = dict[str, Any]
Column = tuple[str, str | None, str]
"""Kind of figure, what of it, stage."""


def write_provinces(connection: duckdb.DuckDBPyConnection, writer: Writer, pages: Mapping[str, str]) -> None:
    """Write the page.

    Args:
        connection: the version.
        writer: of the pages over all counties.
        pages: the page of each province, by its code.
    """
    whole = whole_word(connection)
    by_ruleset: dict[str, list[Row]] = {}
    for row in records(connection, FIGURES):
        by_ruleset.setdefault(row["ruleset_code"], []).append(row)
    limits: dict[str, dict[str, float]] = {}
    for row in records(connection, LIMITS):
        limits.setdefault(row["ruleset_code"], {})[row["stage"]] = row["cv_limit"]
    rulesets = [_ruleset(code, rows, whole, limits.get(code, {})) for code, rows in by_ruleset.items()]
    indicators = {
        row["part"]: row["indicator_name"]
        for rows in by_ruleset.values()
        for row in rows
        if row["indicator_name"]
    }
    writer.write(PAGE, PAGE, PAGE, "各省比较", rulesets=rulesets, indicators=indicators, pages=pages)


def _ruleset(code: str, rows: Sequence[Row], whole: str, limits: Mapping[str, float]) -> Row:
    """What one ruleset says: how counties stand by province, and a table for each kind of figure.

    Args:
        code: the ruleset's.
        rows: its figures of provinces and of the nation.
        whole: how the whole of a recognition is called.
        limits: what coefficients of variation may not exceed, by stage.
    """
    columns: dict[Column, Row] = {}
    regions: dict[str, dict[Column, Row]] = {}
    for row in rows:
        column = row["kind"], row["part"], row["stage"]
        columns.setdefault(column, row)
        regions.setdefault(row["code"], {})[column] = row
    areas = [column for column in columns if column[0] == VERDICTS and column[1] != whole]
    of_schools = [column for column in columns if column[1] is None]
    kinds = list(dict.fromkeys(kind for kind, part, _ in columns if part and kind != VERDICTS))
    tables = [
        _table(regions, columns, [one for one in columns if one[0] == kind])
        | {"limits": limits if kind == COEFFICIENTS else {}}
        for kind in kinds
    ]
    return {
        "code": code,
        "name": rows[0]["ruleset"],
        "years": rows[0]["years"],
        "areas": [area for _, area, _ in areas],
        "standing": _in_order([_standing(of, (VERDICTS, whole, ""), areas) for of in regions.values()]),
        "schools": _table(regions, columns, of_schools) | {"limits": {}},
        "tables": tables,
    }


def _standing(of_region: Mapping[Column, Row], whole: Column, areas: Sequence[Column]) -> Row:
    """How many counties of a region pass, as a whole and area by area."""
    one = of_region.get(whole, next(iter(of_region.values())) | {"value": None, "change": None})
    by_area = (of_region.get(area) for area in areas)
    return one | {
        "passing": rounded(one["value"], 0),
        "more": _changed(one["change"], 0),
        "by_area": [rounded(row["value"] if row else None, 0) for row in by_area],
    }


def _table(
    regions: Mapping[str, Mapping[Column, Row]], columns: Mapping[Column, Row], shown: Sequence[Column]
) -> Row:
    """Some figures of every region: those of one stage stand together."""
    stages = list(dict.fromkeys(stage for *_, stage in shown))
    ordered = [column for stage in stages for column in shown if column[2] == stage]
    rows = [
        next(iter(of_region.values())) | {"cells": [_cell(of_region.get(column)) for column in ordered]}
        for of_region in regions.values()
    ]
    return {
        "name": columns[ordered[0]]["figure_name"],
        "unit": columns[ordered[0]]["unit"],
        "stages": [(stage, len([column for column in ordered if column[2] == stage])) for stage in stages],
        "columns": [columns[column] for column in ordered],
        "rows": _in_order(rows),
    }


def _cell(row: Row | None) -> str:
    return rounded(row["value"], row["decimals"]) if row else NOT_SET


def _changed(change: float | None, decimals: int) -> str:
    """A change with its sign; nothing where there is none, or nothing to compare with."""
    said = rounded(change, decimals) if change else ""
    return f"+{said}" if change and change > 0 else said


def _in_order(rows: Sequence[Row]) -> Row:
    """The provinces, and the nation that stands below them."""
    (nation,) = (row for row in rows if row["region_kind"] == OF_NATION)
    return {"nation": nation, "provinces": [row for row in rows if row["region_kind"] == OF_PROVINCE]}
