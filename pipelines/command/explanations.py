"""Why a file's headings were taken for what they were: `junheng check --explain`.

What does not belong here: taking them for anything (contracts.recognising), and what is wrong with a file
(check).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from pipelines.command.printing import print_table
from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.recognising.aliases import Alias
from pipelines.contracts.recognising.by_headings import Recognised
from pipelines.contracts.recognising.by_labels import CellRule
from pipelines.contracts.result import FileResult, SheetResult
from pipelines.ingest.fold import shown_unit
from pipelines.ingest.headings import Heading

OUTCOMES = {
    "taken": "采用",
    "not_kept": "认识，不保存",
    "unknown": "不认识，没有采用",
    "wrong_unit": "单位不能换算",
    "units_differ": "单位互相矛盾",
    "unit_not_understood": "单位看不懂",
    "heading_with_footnote": "另有说明",
}
By = Alias | CellRule | None
HEADINGS = ("位置", "表头", "结果", "数据项", "依据", "换算", "适用学年")


def explanation_of(sheet: SheetResult) -> dict[str, Any] | None:
    """What each heading of a sheet was taken for and why, for JSON; None where nothing was recognised."""
    found = sheet.found
    if found is None:
        return None
    return {
        "dataset": found.dataset.name,
        "heading_rows": None if sheet.addresses else [found.block.top + 1, found.block.bottom],
        "stage_told_by_title": found.stage,
        "columns": sorted(_columns(sheet, found), key=lambda column: column["at"]),
        "missing": [found.dataset.columns[name].heading for name in found.missing],
    }


def print_explanation(result: FileResult) -> None:
    """Print what each heading was taken for and why, sheet by sheet."""
    for sheet in result.sheets:
        told = explanation_of(sheet)
        if told is None:
            continue
        title = f"{sheet.sheet or '文件'}：认作{DATASETS[told['dataset']].title}"
        if told["heading_rows"]:
            first, last = told["heading_rows"]
            title += f"，表头在第 {first} 行" if first == last else f"，表头在第 {first}–{last} 行"
        if told["stage_told_by_title"]:
            title += f"，学段“{told['stage_told_by_title']}”取自工作表名称或标题"
        print_table(HEADINGS, map(_line, told["columns"]), title)
        if told["missing"]:
            print(f"缺少的必需列：{'、'.join(told['missing'])}")


def _columns(sheet: SheetResult, found: Recognised) -> Iterator[dict[str, Any]]:
    for match in found.matches:
        yield _column(sheet, match.heading, "taken", match.by, match.column) | {
            "meaning": _meaning(found, match.column),
            "unit_factor": match.factor,
            "full_mark": match.limit,
        }
    for heading, alias in found.not_kept:
        yield _column(sheet, heading, "not_kept", alias)
    for heading in found.unknown:
        yield _column(sheet, heading, "unknown")
    for heading, name, doubt in found.in_doubt:
        column = found.dataset.columns[name]
        yield _column(sheet, heading, doubt.kind) | {
            "unit": "，".join(doubt.quotes),
            "unit_expected": column.unit,
        }


def _column(
    sheet: SheetResult,
    heading: Heading,
    outcome: str,
    by: By = None,
    column: str | None = None,
) -> dict[str, Any]:
    return {
        "at": heading.index,
        "cell": _where(sheet, heading),
        "heading": heading.text,
        "outcome": outcome,
        "column": column,
        "meaning": None,
        "because": _because(sheet, outcome, by),
        "unit_factor": 1.0,
        "first_year": by.first_year if by else None,
        "last_year": by.last_year if by else None,
    }


def _where(sheet: SheetResult, heading: Heading) -> str:
    """The column's letters, or the cell of a form; empty for what the file says nowhere."""
    if not sheet.addresses:
        return str(xl_col_to_name(heading.index + sheet.left))
    place = sheet.addresses[heading.index]
    if place.row < 0:
        return ""
    name = f"{place.sheet}!" if place.sheet != sheet.sheet else ""
    return f"{name}{xl_rowcol_to_cell(place.row, place.column)}"


def _because(sheet: SheetResult, outcome: str, by: By) -> str:
    if outcome == "unknown":
        return "规定的表头和别名表中都没有"
    if "unit" in outcome:
        return "文件中写明的单位"
    if by is None:
        return "由表名得出"
    if isinstance(by, Alias):
        if by.line is None:
            return "规定的表头"
        return f"别名表 aliases/{sheet.dataset}.csv 第 {by.line} 行“{'>'.join(by.path)}”"
    return f"位置表 forms/{sheet.dataset}.csv 第 {by.line} 行"


def _meaning(found: Recognised, name: str) -> str:
    column = found.dataset.columns.get(name)
    return column.heading if column else name


def _line(column: dict[str, Any]) -> tuple[Any, ...]:
    units = [shown_unit(column[key]) for key in ("unit", "unit_expected") if key in column]
    unit = "，应为 ".join(units) or None
    factor = column["unit_factor"]
    years = f"{column['first_year'] or ''}–{column['last_year'] or ''}"
    taken_for = f"{column['meaning']}（{column['column']}）" if column["column"] else None
    return (
        column["cell"],
        column["heading"],
        OUTCOMES[column["outcome"]],
        taken_for,
        column["because"],
        unit or (None if factor == 1 else f"×{factor:g}"),
        None if years == "–" else years,
    )
