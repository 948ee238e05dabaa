"""The command `junheng trace`: from a published figure to its measures, and on to file, sheet and rows.

What does not belong here: finding the way (warehouse.trace).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from pipelines.command import printing
from pipelines.command.options import Home, Json, Raw, read_settings
from pipelines.errors import WrongCall
from pipelines.sentences import Sentence

HEADINGS = {
    "measure": "数据项",
    "value": "数值",
    "unit": "单位",
    "school": "学校",
    "stage": "学段",
    "where": "文件",
    "sheet": "工作表",
    "column": "列",
    "rows": "行",
    "cells": "单元格",
    "counted": "计入",
    "not_counted": "未计入",
}
MOST_SHOWN = 200
"""Rows printed for a person; JSON has all of them."""
NOT_THERE = "（原始文件夹里已没有这个文件）"
HIDDEN = "不公布"


def trace(
    table: Annotated[
        str, typer.Argument(metavar="TABLE", help="结果表，如 fct_school_indicator。The table of the figure.")
    ],
    key: Annotated[
        list[str],
        typer.Argument(
            metavar="COLUMN=VALUE…",
            help="哪一个数，如 school_code=… indicator_code=R3 school_year=2024；也可以照抄"
            "“数据变动”的主键。Which figure; the key of a changed figure will do too.",
        ),
    ],
    version: Annotated[
        str | None,
        typer.Option("--version", metavar="VERSION", help="查哪一版，默认现行版本。Which version."),
    ] = None,
    home: Home = None,
    raw: Raw = None,
    as_json: Json = False,
) -> None:
    """从一个公布的数追到数据项、文件、工作表和行。From a published figure to the rows it was made from."""
    from pipelines.warehouse.reading import open_version, version_named
    from pipelines.warehouse.trace import located
    from pipelines.warehouse.trace import trace as follow

    settings = read_settings(home=home, raw=raw)
    with open_version(version_named(settings, version), settings.limits) as connection:
        traced = follow(connection, table, _key(key))
    sources = located(traced.sources, settings.raw)
    if as_json:
        printing.print_json({**traced.as_dict(), "sources": sources})
        return
    printing.print_table(["列", *[""] * len(traced.figures)], _upright(traced.figures), title=traced.table)
    lines = [_line(one) for one in sources]
    printing.print_records(HEADINGS, lines[:MOST_SHOWN], "来源")
    if len(lines) > MOST_SHOWN:
        printing.say(f"另有 {len(lines) - MOST_SHOWN} 行没有列出；--json 列出全部，或再给出 school_code=…。")


def _upright(figures: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """The rows of a figure side by side, one a ruleset: a wide row is not read on a screen."""
    told = {name: [one[name] for one in figures] for name in figures[0]}
    return [[name, *values] for name, values in told.items() if any(value is not None for value in values)]


def _key(texts: list[str]) -> dict[str, str]:
    """Values by column: `school_year=2024`, apart or joined by commas as in the key of a change."""
    pairs = [pair.strip().partition("=") for text in texts for pair in text.split(", ")]
    if wrong := [name for name, equals, _ in pairs if not (name and equals)]:
        raise WrongCall(Sentence("{wrong} 应写作 列名=值，如 school_year=2024。", wrong=wrong[0]))
    return {name: value for name, _, value in pairs}


def _line(one: Mapping[str, Any]) -> dict[str, Any]:
    """A source as a person reads it; a measure made of others says of which."""
    made_of = one["made_of"]
    return {
        "measure": f"{one['measure_name']}（{one['measure_code']}）",
        "value": HIDDEN if one["is_suppressed"] else one["value"],
        "unit": one["unit"],
        "school": one["school_name"] or one["school_code"] or "全县",
        "stage": one["stage"],
        "where": None if made_of else one["raw"] or f"{one['path'] or ''}{NOT_THERE}",
        "sheet": one["sheet"],
        "column": f"= {'、'.join(made_of)}" if made_of else one["column_name"],
        "rows": one["rows"],
        "cells": one["cells"],
        "counted": one["rows_counted"],
        "not_counted": one["rows_not_counted"],
    }
