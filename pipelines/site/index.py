"""The pages over all counties: how each stands (league), what the gates said of the night, the dictionary.

What does not belong here: anything that a county's own pages tell (county).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import duckdb

from pipelines.local_time import local_time
from pipelines.site.league import league_rows, write_league
from pipelines.site.writing import Writer, copy_assets
from pipelines.warehouse.reading import records
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
    writer = Writer(folder, {})
    write_league(writer, rows, headings)
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
