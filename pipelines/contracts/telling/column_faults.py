"""What is said about the columns of a recognised sheet: missing, twice, in a wrong unit, not known.

What does not belong here: faults of single rows (row_faults), sheets that are nothing known (unrecognised).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.contracts.datasets.columns import Column
from pipelines.contracts.persons.numbers import holds_person_number
from pipelines.contracts.recognising.by_headings import Recognised
from pipelines.contracts.recognising.units import Doubt
from pipelines.contracts.recognising.whole_file import Table
from pipelines.contracts.telling.nearest import nearest
from pipelines.contracts.telling.phrases import HIDDEN
from pipelines.contracts.telling.wide_headings import over_several_columns
from pipelines.ingest.fold import bare, fold, shown_unit
from pipelines.ingest.headings import Heading
from pipelines.ingest.model import Finding, Severity, Sheet, place

NEAR = 0.5
"""How like a heading of the sheet a missing one must be for the two to be named together."""
MOST_NAMED = 10
NOTED = "heading_with_footnote"
"""The rule under which a heading is told that a footnote speaks of."""
UNKNOWN_COLUMN = "unknown_column"
"""The rule under which headings that nobody knows are noted."""


def refusing(table: Table) -> list[Finding]:
    """Why a recognised sheet must be refused for its columns; empty when it need not."""
    sheet, found = table.sheet, table.found
    return [
        *_missing(sheet, found, table.elsewhere),
        *_without_total(sheet, found),
        *_twice(sheet, found),
        *_units(sheet, found),
        *_footnotes(sheet, found),
        *over_several_columns(sheet, found),
        *_none_across(sheet, found),
        *_of_several(sheet, found),
    ]


def unknown(table: Table) -> list[Finding]:
    """The headings nobody knows.

    Noted, so that a column with a slip in its name does not vanish in silence.
    """
    by_sheet: dict[str, list[Heading]] = {}
    for heading in table.found.unknown:
        by_sheet.setdefault(table.sheet.name_at(heading.index), []).append(heading)
    return [_unknown(name, table.found, headings) for name, headings in by_sheet.items()]


def _missing(sheet: Sheet, found: Recognised, elsewhere: Mapping[str, Sheet]) -> list[Finding]:
    # what has a unit nobody converts is told as such, not as missing
    explained = {*found.without_total, *(name for _, name, _ in found.in_doubt)}
    told = []
    for name in found.missing:
        column = found.dataset.columns[name]
        if name in explained:
            continue
        below = next((heading for heading in found.unknown if _is_below_a_group(heading, column)), None)
        if name in elsewhere:
            told.append(_in_another_sheet(sheet, found, column, elsewhere[name]))
        elif below:
            told.append(_below_a_group(sheet, found, column, below))
        else:
            told.append(_nowhere(sheet, found, column))
    return told


def _in_another_sheet(sheet: Sheet, found: Recognised, column: Column, other: Sheet) -> Finding:
    columns = found.dataset.columns
    keys = "、".join(f"“{columns[name].heading}”" for name in found.dataset.key if name in columns)
    what = (
        f"缺少必需的列“{column.heading}”，{place(other.name)}中有这个表头，"
        "但两张工作表不能逐行对应，没有一起读取"
    )
    remedy = (
        f"请把“{column.heading}”列移到这张工作表；同一张表的各列必须分在几张工作表上时，"
        f"每张都要有{keys}，并且从表头起逐行相同。"
    )
    return _finding(sheet.name, found, "missing_column", what, _wanted(column), remedy, column.heading)


def _without_total(sheet: Sheet, found: Recognised) -> list[Finding]:
    """A heading over several columns is none of them: the parts cannot be added up on a guess."""
    told = []
    for name, headings in found.without_total.items():
        column = found.dataset.columns.get(name)
        title = column.heading if column else name
        parts = "、".join(f"“{heading.text}”" for heading in headings[:MOST_NAMED])
        told.append(
            _finding(
                sheet.name_at(headings[0].index),
                found,
                "group_without_total",
                f"“{title}”下面分成了{parts}，没有合计列，不能确定哪一列是全体",
                f"“{title}”下面有一列“合计”，或只有一列",
                "请补上合计列，或只保留全体的一列。",
                title,
            )
        )
    return told


def _is_below_a_group(heading: Heading, column: Column) -> bool:
    return len(heading.path) > 1 and bare(heading.path[-1]) == fold(column.heading)


def _below_a_group(sheet: Sheet, found: Recognised, column: Column, heading: Heading) -> Finding:
    """The column is there, but below words that may say of whom or what it counts a part."""
    above, _, own = heading.text.rpartition(">")
    what = f"缺少必需的列“{column.heading}”：“{own}”上方的“{above}”被当作合并的表头，因此它只是其中一部分"
    remedy = (
        f"如果“{above}”只是标题或附注，请移到第一列或删去；如果确实是分组，请补上全体的“{column.heading}”列。"
    )
    name = sheet.name_at(heading.index)
    return _finding(name, found, "missing_column", what, _wanted(column), remedy, column.heading)


def _nowhere(sheet: Sheet, found: Recognised, column: Column) -> Finding:
    near = nearest(column.heading, [heading.text for heading in found.unknown], NEAR)
    hint = f"最接近的表头是“{near}”" if near else "也没有相近的表头"
    title = "，也不能从工作表名称或标题看出唯一的学段" if column.from_title else ""
    what = f"缺少必需的列“{column.heading}”{title}，{hint}"
    remedy = f"请补上“{column.heading}”列，或把相应的表头改成这个名称。"
    # of a form or a row put together the headings stand in no row of their own
    row = None if sheet.addresses else found.block.bottom
    return _finding(sheet.name, found, "missing_column", what, _wanted(column), remedy, column.heading, row)


def _wanted(column: Column) -> str:
    blank = "没有数据时列可以空着" if column.may_be_blank else "该列每一行都要填写，不能空着"
    return f"一列“{column.heading}”，{blank}"


def _twice(sheet: Sheet, found: Recognised) -> list[Finding]:
    return [
        _finding(
            sheet.name_at(matches[1].heading.index),
            found,
            "two_columns_for_one",
            f"列{'和'.join(f'“{match.heading.text}”' for match in matches)}指的是同一项内容",
            "一项内容一列",
            "请只保留正确的一列。",
            matches[1].heading.text,
        )
        for matches in found.columns.values()
        if len(matches) > 1
    ]


def _units(sheet: Sheet, found: Recognised) -> list[Finding]:
    return [
        _finding(
            sheet.name_at(heading.index),
            found,
            doubt.kind,
            f"列“{heading.text}”{_doubt(doubt)}",
            f"以{meant}为单位的数",
            f"请把数据换算成{meant}，并在表头写明（{meant}），其他地方不要写别的单位。",
            heading.text,
        )
        for heading, name, doubt in found.in_doubt
        if doubt.kind != NOTED
        for meant in (shown_unit(found.dataset.columns[name].unit or ""),)
    ]


def _doubt(doubt: Doubt) -> str:
    quotes = "、".join(f"“{quote}”" for quote in doubt.quotes)
    if doubt.kind == "units_differ":
        return f"的单位不能确定：{quotes}互相矛盾"
    if doubt.kind == "unit_not_understood":
        return f"的单位不能确定：看不懂{quotes}"
    return f"的单位是{shown_unit(doubt.unit.name) if doubt.unit else ''}（{quotes}），不能自动换算"


def _footnotes(sheet: Sheet, found: Recognised) -> list[Finding]:
    """A footnote may say that a column counts something else than is agreed."""
    return [
        _finding(
            sheet.name_at(heading.index),
            found,
            NOTED,
            f"列“{heading.text}”带有“*”，表外有“*”的说明，这一列是否还是约定的内容不能确定",
            "没有另外说明的列（只表示必填的“*”可以保留）",
            "这一列确实是约定的内容的，请去掉“*”和这条说明；不是的，请换成约定的数后重新报送。",
            heading.text,
        )
        for heading, _, doubt in found.in_doubt
        if doubt.kind == NOTED
    ]


def _none_across(sheet: Sheet, found: Recognised) -> list[Finding]:
    """A dataset whose columns stand across needs at least one of them."""
    across = found.dataset.across
    if across is None or any(match.column not in found.dataset.columns for match in found.matches):
        return []
    what = f"没有任何已知的{across.called}列"
    expected = f"至少一列{across.called}"
    return [_finding(sheet.name, found, "nothing_across", what, expected, across.remedy, None)]


def _of_several(sheet: Sheet, found: Recognised) -> list[Finding]:
    """Columns nobody knows that say of how many each row is told, where it is not one."""
    one, _ = found.dataset.row_is
    told = []
    for heading in found.unknown:
        if bare(heading.path[-1]) not in found.dataset.counts_rows:
            continue
        rows = found.block.rows_of(sheet.grid)
        cells = rows.to_series(heading.index).str.strip_chars().drop_nulls().unique(maintain_order=True)
        several = [cell for cell in cells if cell.isdigit() and int(cell) != 1]
        if several:
            what = f"列“{heading.text}”里有“{several[0]}”，一行不是{one}"
            remedy = f"请{one}写一行，分别填写。"
            told.append(
                _finding(sheet.name, found, "row_of_several", what, f"一行{one}", remedy, heading.text)
            )
    return told


def _unknown(sheet: str, found: Recognised, headings: Sequence[Heading]) -> Finding:
    texts = [None if holds_person_number(heading.text) else heading.text for heading in headings]
    names = "、".join(f"“{text}”" if text else f"一列{HIDDEN}" for text in texts[:MOST_NAMED])
    more = f"等 {len(texts)} 列" if len(texts) > MOST_NAMED else ""
    what = f"{names}{more}不在“{found.dataset.title}”的列中，没有采用"
    expected = f"“{found.dataset.title}”的规定表头或已登记的别名"
    remedy = "如是需要的数据，请核对表头名称；否则不必理会。"
    column = texts[0] if len(texts) == 1 else None
    return _finding(sheet, found, UNKNOWN_COLUMN, what, expected, remedy, column, severity="note")


def _finding(
    sheet: str,
    found: Recognised,
    rule: str,
    what: str,
    expected: str,
    remedy: str,
    column: str | None,
    row: int | None = None,
    severity: Severity = "refuse",
) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        found=what if severity == "note" else f"“{found.dataset.title}”{what}",
        expected=expected,
        remedy=remedy,
        dataset=found.dataset.name,
        sheet=sheet or None,
        row=row,
        column=column,
    )
