"""The page over all counties: how each stands, with those that are kept or missing named.

Its rows are data beside the page, of which a page is drawn at a time, so that thousands open as fast as a
few. What does not belong here: anything that a county's own pages tell (county).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

import duckdb

from pipelines.local_time import local_time
from pipelines.site.facts import County
from pipelines.site.writing import Writer
from pipelines.warehouse.reading import records
from pipelines.warehouse.words import ALL_AREAS

LEAGUE: Final = """
with newest as (
    select county_code, max(school_year) as school_year from marts.fct_recognition group by county_code
)
select
    county_code as code, coalesce(counties.county_name, county_code) as name,
    school_year, ruleset_code, rulesets.name as ruleset, builds.status, builds.reason, builds.data_as_of,
    area, judged.verdict, words.word, items_total, items_met, items_unmet, items_no_data
from marts.fct_recognition as judged
inner join newest using (county_code, school_year)
inner join marts.dim_ruleset as rulesets using (ruleset_code)
left join marts.dim_county as counties using (county_code)
left join meta.county_build as builds using (county_code)
left join marts.dim_code_word as words
    on words.word_kind = 'pass' and words.code = coalesce(cast(judged.passes as text), 'unknown')
order by county_code, ruleset_code, area
"""
MISSING: Final = """
select county_code as code, reason from meta.county_build where status = 'missing' order by county_code
"""
STATES: Final = (
    "select code, word from marts.dim_code_word where word_kind = 'county_status' order by sort_order"
)
FIRST_PAGE: Final = "index.html"
ON_A_PAGE, NAMED = 100, 20
"""Rows of the league that are shown at once, and counties that are named above it."""
AT_RULESET, AT_VERDICT, AT_STATE = 1, 2, 3
"""Which cells behind a county's name say under what, how far, and from which night its figures are."""
STATE = "状况"
"""The heading of the cell that says so."""
SHOWN = ("code", "name", "linked", "verdict", "reason", "cells")
"""What a row of the league is drawn of."""
AREAS: Final = "select area from marts.dim_indicator group by area order by min(sort_order)"
WHOLE: Final = f"select {ALL_AREAS} as word"
Row = dict[str, Any]


def league_rows(connection: duckdb.DuckDBPyConnection, zone: ZoneInfo) -> tuple[list[Row], list[str]]:
    """A row of the league for every county and ruleset, and what stands above its columns.

    Args:
        connection: the version.
        zone: where the people are who read it.
    """
    states = {row["code"]: row["word"] for row in records(connection, STATES)}
    areas = [row["area"] for row in records(connection, AREAS)]
    judged = _judged(connection, areas, states, zone)
    headings = [
        *("县", "学年", "评价标准", "结论", STATE, "数据截至", "达标项", "未达标项", "缺数据项"),
        *areas,
    ]
    missing = [_missing(row, headings, states) for row in records(connection, MISSING)]
    return [*judged, *missing], headings


def write_league(
    writer: Writer,
    rows: Sequence[Row],
    headings: Sequence[str],
    page: str = FIRST_PAGE,
    title: str = "各县进度",
    **said: Any,
) -> None:
    """Write a page with the league, and its rows beside it.

    Args:
        writer: of the pages over all counties.
        rows: as `league_rows` gives them, of all or of a region; the first stand in the page itself.
        headings: above their columns.
        page: its name.
        title: its heading.
        said: what else stands on it (region).
    """
    of_state = {
        state: list(dict.fromkeys(row["name"] for row in rows if row["status"] == state))
        for state in ("kept", "missing")
    }
    drawn = [{name: row[name] for name in SHOWN} for row in rows]
    linked = {row["code"]: row["name"] for row in rows if row["linked"]}
    data = f"league{page.removeprefix(FIRST_PAGE).removesuffix('.html')}.js"
    writer.write(
        page,
        "league.html",
        page,
        title,
        counties=[{"code": code, "name": name} for code, name in linked.items()],
        rows=drawn,
        headings=headings,
        rulesets=_different(rows, AT_RULESET),
        verdicts=_different(rows, AT_VERDICT),
        states=_different(rows, AT_STATE),
        kept=of_state["kept"],
        missing=of_state["missing"],
        size=ON_A_PAGE,
        named=NAMED,
        data=data,
        **({"morning": None, "prefectures": []} | said),
    )
    (writer.folder / data).write_text(f"window.junhengLeague = {_packed(drawn)};\n", encoding="utf-8")


def _packed(drawn: Sequence[Row]) -> str:
    """The rows as JSON, each text that repeats (a ruleset, a day, a state) once and then by its number."""
    texts: dict[Any, int] = {}
    rows = [
        [
            *(row[name] for name in SHOWN if name != "cells"),
            [texts.setdefault(cell, len(texts)) for cell in row["cells"]],
        ]
        for row in drawn
    ]
    return json.dumps({"texts": list(texts), "rows": rows}, ensure_ascii=False, separators=(",", ":"))


def whole_word(connection: duckdb.DuckDBPyConnection) -> str:
    """What the verdict of all areas together is called."""
    (word,) = (row["word"] for row in records(connection, WHOLE))
    return str(word)


def _different(rows: Sequence[Row], at: int) -> list[str]:
    return list(dict.fromkeys(row["cells"][at] for row in rows if row["cells"][at]))


def _judged(
    connection: duckdb.DuckDBPyConnection, areas: Sequence[str], states: Mapping[str, str], zone: ZoneInfo
) -> list[Row]:
    """A row for every county and ruleset, with its areas side by side."""
    whole = whole_word(connection)
    together: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in records(connection, LEAGUE):
        together.setdefault((row["code"], row["ruleset_code"]), {})[row["area"]] = row
    return [
        by_area[whole] | {"linked": True, "cells": _cells(by_area, whole, areas, states, zone)}
        for by_area in together.values()
    ]


def _cells(
    by_area: Mapping[str, dict[str, Any]],
    whole: str,
    areas: Sequence[str],
    states: Mapping[str, str],
    zone: ZoneInfo,
) -> list[str]:
    """What stands behind a county's name."""
    one = by_area[whole]
    return [
        County(one["code"], one["name"], one["school_year"]).years,
        one["ruleset"],
        one["word"],
        states.get(one["status"], ""),
        local_time(one["data_as_of"], zone)[:16] if one["data_as_of"] else "",
        *(str(one[name]) for name in ("items_met", "items_unmet", "items_no_data")),
        *(
            f"{area['items_met']}/{area['items_total']}" if area else ""
            for area in (by_area.get(name) for name in areas)
        ),
    ]


def _missing(row: Mapping[str, Any], headings: Sequence[str], states: Mapping[str, str]) -> Row:
    """A county of which nothing is published: it stands in the table without a figure, and leads nowhere."""
    cells = [states["missing"] if name == STATE else "" for name in headings[1:]]
    of_row = {"code": row["code"], "name": row["code"], "linked": False, "verdict": "", "status": "missing"}
    return of_row | {"reason": row["reason"], "cells": cells}
