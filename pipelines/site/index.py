"""The pages over all counties: how each stands (league), what the gates said of the night, the dictionary.

What does not belong here: anything that a county's own pages tell (county).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import duckdb

from pipelines.local_time import local_time
from pipelines.site.compare import PAGE as COMPARE
from pipelines.site.compare import write_compare
from pipelines.site.league import FIRST_PAGE, league_rows, whole_word, write_league
from pipelines.site.provinces import PAGE as PROVINCES
from pipelines.site.provinces import write_provinces
from pipelines.site.region import Regions, province_page
from pipelines.site.writing import Writer, copy_assets
from pipelines.warehouse.reading import records
from pipelines.warehouse.regions import NATION, beginning_of
from pipelines.warehouse.versions import Version

GATES: Final = """
select gates.word as gate, severities.word, suite, expectation, success, observed
from quality.expectation_result as results
left join marts.dim_code_word as gates on gates.word_kind = 'gate' and gates.code = results.stage
left join marts.dim_code_word as severities
    on severities.word_kind = 'severity' and severities.code = results.severity
order by gates.sort_order, suite, expectation
"""
COLUMNS: Final = """
select schema_name, table_name, column_name, data_type, description_zh from meta.column_description
order by schema_name, table_name, column_order
"""
OVER: Final = (
    (FIRST_PAGE, "各县"),
    (PROVINCES, "各省"),
    (COMPARE, "比较"),
    ("gates.html", "核查"),
    ("dictionary.html", "数据字典"),
)
"""The pages over all counties, in order; provinces and counties are compared where there are several."""
SCHEMAS: Final = "select code, word from marts.dim_code_word where word_kind = 'schema' order by sort_order"


def write_index(connection: duckdb.DuckDBPyConnection, version: Version, folder: Path) -> None:
    """Write the pages over all counties, and the small file that tells every page of its version.

    Args:
        connection: the version.
        version: the same; its name and time stand in the small file.
        folder: where the folders of the counties lie.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows, headings = league_rows(connection, version.time_zone)
    counties = {row["code"] for row in rows if row["linked"]}
    copy_assets(folder)
    regions = Regions(connection, rows, whole_word(connection), version.time_zone)
    pages = {code: province_page(code) for code in regions.provinces} if len(regions.provinces) > 1 else {}
    left_out = {*(() if len(counties) > 1 else (COMPARE,)), *(() if pages else (PROVINCES,))}
    writer = Writer(folder, {"over": [one for one in OVER if one[0] not in left_out]})
    _write_regions(writer, regions, pages, rows, headings)
    if pages:
        write_provinces(connection, writer, pages)
    if len(counties) > 1:
        write_compare(connection, writer)
    writer.write("gates.html", "gates.html", "gates.html", "核查", gates=_gates(connection))
    writer.write(
        "dictionary.html",
        "dictionary.html",
        "dictionary.html",
        "数据字典",
        tables=_tables(connection),
        schemas=[(row["code"], row["word"]) for row in records(connection, SCHEMAS)],
    )
    told = {
        "name": version.name,
        "published": version.created_at.isoformat(),
        "when": local_time(version.created_at, version.time_zone)[:16],
        "counties": len(counties),
    }
    (folder / "version.js").write_text(
        f"window.junheng = {json.dumps(told, ensure_ascii=False)};\n", encoding="utf-8"
    )


def _write_regions(
    writer: Writer,
    regions: Regions,
    pages: Mapping[str, str],
    rows: Sequence[dict[str, Any]],
    headings: Sequence[str],
) -> None:
    """The morning of the province; of several, the nation's and one page each."""
    if len(regions.counties(NATION)) < 2:
        write_league(writer, rows, headings)
        return
    whole = NATION if pages else regions.provinces[0]
    for region, page in ((whole, FIRST_PAGE), *pages.items()):
        morning = regions.morning(region)
        write_league(
            writer,
            [row for row in rows if row["code"].startswith(beginning_of(region))],
            headings,
            page,
            f"{morning['name']}今日情况",
            morning=morning,
            pages=pages if region == NATION else {},
            prefectures=[]
            if region == NATION
            else [(one["code"][:4], one["name"]) for one in morning["below"]],
        )


def _tables(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every published table with what it is and its columns, what people query first before all others."""
    together: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in records(connection, COLUMNS):
        together.setdefault((row["schema_name"], row["table_name"]), []).append(row)
    return [
        {
            "name": f"{schema}.{table}",
            "schema": schema,
            "about": next((row["description_zh"] for row in rows if not row["column_name"]), ""),
            "columns": [row for row in rows if row["column_name"]],
        }
        for (schema, table), rows in together.items()
    ]


def _gates(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """What each gate said."""
    together: dict[str, list[dict[str, Any]]] = {}
    for row in records(connection, GATES):
        together.setdefault(row["gate"], []).append(row)
    return [
        {
            "name": name,
            "total": len(rows),
            "held": len([row for row in rows if row["success"]]),
            "failed": [row for row in rows if not row["success"]],
        }
        for name, rows in together.items()
    ]
