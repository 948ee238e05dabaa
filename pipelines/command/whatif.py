"""The command `junheng whatif`: verdicts before and after changes that a person wrote, side by side.

What does not belong here: the changes (planning), and the build over them (orchestration).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.command import printing
from pipelines.command.options import Home, Json, read_settings
from pipelines.errors import WrongCall
from pipelines.sentences import Sentence

if TYPE_CHECKING:
    from pipelines.planning.change import Change
    from pipelines.planning.comparing import Compared
    from pipelines.settings import Settings
    from pipelines.warehouse.versions import Version

TOTALS = {
    "county_code": "县",
    "school_year": "学年",
    "ruleset_code": "评价标准",
    "units": "评价单元",
    "units_passing_before": "改变前通过",
    "units_passing_after": "改变后通过",
    "cv_over_before": "改变前不合要求的系数",
    "cv_over_after": "改变后不合要求的系数",
}
VERDICTS = {
    "ruleset_code": "评价标准",
    "school_code": "学校标识码",
    "school_name": "学校名称",
    "stage": "学段",
    "indicator_code": "指标",
    "value_before": "改变前",
    "verdict_before": "改变前判定",
    "value_after": "改变后",
    "verdict_after": "改变后判定",
}
MOST_SHOWN = 60
"""Verdicts printed for a person; the file and JSON have all of them."""


def whatif(
    changes: Annotated[
        Path,
        typer.Argument(
            metavar="CHANGES.csv",
            help="要试算的改变，表头：学校标识码、学段、数据项、改变。What is to be changed.",
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="把变了的判定写成 CSV。Write the changed verdicts.")
    ] = None,
    version: Annotated[
        str | None,
        typer.Option("--version", metavar="VERSION", help="以哪一版为准，默认现行版本。From which version."),
    ] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """试算：改几个数，各项判定会怎样；不发布。Verdicts before and after; nothing is published."""
    from pipelines.planning.changes import read_changes
    from pipelines.warehouse.reading import open_version, version_named

    settings = read_settings(home=home)
    source = version_named(settings, version)
    with open_version(source, settings.limits) as connection:
        asked = read_changes(connection, changes)
    if not asked:
        raise WrongCall(Sentence("{changes} 里没有要改变的数。", changes=changes.name))
    compared = try_out(settings, source, asked)
    if out:
        _write(out, compared.verdicts)
    if as_json:
        printing.print_json({"totals": compared.totals, "verdicts": compared.verdicts})
        return
    printing.print_records(TOTALS, compared.totals, f"试算（以版本 {source.name} 为准，没有发布）")
    printing.print_records(VERDICTS, compared.verdicts[:MOST_SHOWN], "变了的判定（差异系数没有学校）")
    if len(compared.verdicts) > MOST_SHOWN:
        printing.say(f"另有 {len(compared.verdicts) - MOST_SHOWN} 条没有列出；--json 或 --out 列出全部。")


def try_out(settings: Settings, version: Version, changes: Sequence[Change]) -> Compared:
    """The verdicts of a version beside those of a what-if with these changes."""
    from pipelines.orchestration.what_if import what_if
    from pipelines.planning.comparing import compare
    from pipelines.warehouse.reading import open_version

    counties = sorted({one.county_code for one in changes})
    years = sorted({one.school_year for one in changes})
    with open_version(version, settings.limits) as before, what_if(settings, version, changes) as after:
        return compare(before, after, counties, years)


def _write(path: Path, verdicts: Sequence[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(VERDICTS.values())
        writer.writerows([printing.harmless(row[name]) for name in VERDICTS] for row in verdicts)
