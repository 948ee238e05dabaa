"""Faults of a sheet as a whole.

Not recognised, columns missing or twice, a unit nobody converts, too many bad rows.

What does not belong here: faults of single rows (set_aside).
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.columns import Column
from pipelines.contracts.persons.numbers import holds_person_number
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.recognising.recognise import Recognised
from pipelines.contracts.telling.wording import HIDDEN, place
from pipelines.ingest.fold import bare, fold, shown_unit
from pipelines.ingest.garbled import wrongly_read
from pipelines.ingest.headings import Heading, top_rows
from pipelines.ingest.model import Finding, Severity, Sheet

NEAR, VERY_NEAR = 0.5, 0.75
MOST_NAMED = 10
UNKNOWN_COLUMN = "unknown_column"
"""The rule under which headings that nobody knows are noted."""
SHORTEST = 4
"""Signs of a cell that is compared with headings: shorter ones may be a name or a value."""


def unrecognised(sheet: Sheet, book: AliasBook) -> Finding:
    """A sheet that bears no dataset's headings.

    Only words that resemble a heading are quoted, the rest may be personal.
    """
    cells = {bare(cell): cell for row in top_rows(sheet.grid) for cell in row if cell}
    if garbled := wrongly_read(cells.values(), book.words):
        return _garbled(sheet, *garbled)
    alike = [cell for word, cell in cells.items() if word in book.words][:MOST_NAMED]
    near = [
        f"“{cell}”（可能是“{match[0]}”）"
        for word, cell in cells.items()
        if len(word) >= SHORTEST
        and word not in book.words
        and (match := difflib.get_close_matches(word, book.words, 1, VERY_NEAR))
    ][:MOST_NAMED]
    found = "、".join([*(f"“{cell}”" for cell in alike), *near])
    titles = "、".join(dataset.title for dataset in DATASETS.values())
    return Finding(
        rule="unrecognised",
        severity="warn",
        message=(
            f"{place(sheet.name, None, None) or '文件'}没有认出是哪种数据："
            f"{f'只找到表头{found}，不足以判断' if found else '没有找到任何已知的表头'}，应为{titles}之一。"
        ),
        remedy="请使用规定的表头；如果只是说明，请把工作表命名为“说明”。",
        sheet=sheet.name or None,
    )


def _garbled(sheet: Sheet, found: str, was: str) -> Finding:
    return Finding(
        rule="garbled",
        severity="warn",
        message=(
            f"{place(sheet.name, None, None) or '文件'}的文字是乱码：“{found}”应为“{was}”开头的表头，"
            "文件曾被按错误的编码打开后保存，丢失的字无法还原。"
        ),
        remedy="请从原系统重新导出，不要打开后再保存；或把原表另存为 .xlsx 后重新报送。",
        sheet=sheet.name or None,
    )


def of_columns(sheet: Sheet, found: Recognised, elsewhere: Mapping[str, Sheet]) -> list[Finding]:
    """Why a recognised sheet must be refused for its columns; empty when it need not.

    Args:
        sheet: the sheet.
        found: what it was recognised as.
        elsewhere: columns it lacks whose heading stands in another sheet of the file.
    """
    return [
        *_missing(sheet, found, elsewhere),
        *_twice(sheet, found),
        *_units(sheet, found),
        *_none_across(sheet, found),
    ]


def _missing(sheet: Sheet, found: Recognised, elsewhere: Mapping[str, Sheet]) -> list[Finding]:
    told = []
    columns = found.dataset.columns
    keys = "、".join(f"“{columns[name].heading}”" for name in found.dataset.key if name in columns)
    # what has a unit nobody converts is told as such, not as missing
    explained = {meaning for heading, _, _ in found.wrong_unit for meaning in (bare(heading.path[-1]),)}
    for name in found.missing:
        column = found.dataset.columns[name]
        if column.heading in explained:
            continue
        if name in elsewhere:
            what = (
                f"缺少必需的列“{column.heading}”，{place(elsewhere[name].name, None, None)}中有这个表头，"
                f"但两张工作表不能逐行对应，没有一起读取。"
            )
            remedy = (
                f"请把“{column.heading}”列移到这张工作表；同一张表的各列必须分在几张工作表上时，"
                f"每张都要有{keys}，并且从表头起逐行相同。"
            )
            told.append(_finding(sheet.name, found, "missing_column", what, remedy, column.heading))
            continue
        if below := next((heading for heading in found.unknown if _is_below_a_group(heading, column)), None):
            told.append(_below_a_group(sheet, found, column, below))
            continue
        texts = [heading.text for heading in found.unknown]
        near = difflib.get_close_matches(column.heading, texts, 1, NEAR)
        hint = f"最接近的表头是“{near[0]}”" if near else "也没有相近的表头"
        title = "，也不能从工作表名称或标题看出唯一的学段" if column.from_title else ""
        what = f"缺少必需的列“{column.heading}”{title}，{hint}。"
        remedy = f"请补上“{column.heading}”列，或把相应的表头改成这个名称；{_blank(column)}。"
        # of a form or a row put together the headings stand in no row of their own
        row = None if sheet.addresses else found.block.bottom
        told.append(_finding(sheet.name, found, "missing_column", what, remedy, column.heading, row=row))
    return told


def _blank(column: Column) -> str:
    return "没有数据时列可以空着" if column.may_be_blank else "该列每一行都要填写，不能空着"


def _is_below_a_group(heading: Heading, column: Column) -> bool:
    return len(heading.path) > 1 and bare(heading.path[-1]) == fold(column.heading)


def _below_a_group(sheet: Sheet, found: Recognised, column: Column, heading: Heading) -> Finding:
    """The column is there, but below words that may say of whom or what it counts a part."""
    above, _, own = heading.text.rpartition(">")
    what = f"缺少必需的列“{column.heading}”：“{own}”上方的“{above}”被当作合并的表头，因此它只是其中一部分。"
    remedy = (
        f"如果“{above}”只是标题或附注，请移到第一列或删去；如果确实是分组，请补上全体的“{column.heading}”列；"
        f"{_blank(column)}。"
    )
    return _finding(sheet.name_at(heading.index), found, "missing_column", what, remedy, column.heading)


def _twice(sheet: Sheet, found: Recognised) -> list[Finding]:
    return [
        _finding(
            sheet.name_at(matches[1].heading.index), found, "two_columns_for_one",
            f"列{'和'.join(f'“{match.heading.text}”' for match in matches)}指的是同一项内容，应只有一列。",
            "请只保留正确的一列。", matches[1].heading.text,
        )
        for matches in found.columns.values()
        if len(matches) > 1
    ]  # fmt: skip


def _units(sheet: Sheet, found: Recognised) -> list[Finding]:
    return [
        _finding(
            sheet.name_at(heading.index),
            found,
            "wrong_unit",
            f"列“{heading.text}”的单位是{unit}，应为{meant}，不能自动换算。",
            f"请把数据换算成{meant}，并在表头写明（{meant}）。",
            heading.text,
        )
        for heading, *units in found.wrong_unit
        for unit, meant in (map(shown_unit, units),)
    ]


def _none_across(sheet: Sheet, found: Recognised) -> list[Finding]:
    """A dataset whose columns stand across needs at least one of them."""
    if found.dataset.across is None or any(
        match.column not in found.dataset.columns for match in found.matches
    ):
        return []
    return [
        _finding(
            sheet.name, found, "nothing_across", "没有任何已知科目的成绩列，应至少有一科。",
            "请用科目名称作表头，如“语文”或“语文(120)”。", None,
        )
    ]  # fmt: skip


def unknown_columns(sheet: Sheet, found: Recognised) -> list[Finding]:
    """The headings nobody knows.

    Noted, so that a column with a slip in its name does not vanish in silence.
    """
    by_sheet: dict[str, list[Heading]] = {}
    for heading in found.unknown:
        by_sheet.setdefault(sheet.name_at(heading.index), []).append(heading)
    return [_unknown(name, found, headings) for name, headings in by_sheet.items()]


def _unknown(sheet: str, found: Recognised, headings: Sequence[Heading]) -> Finding:
    texts = [None if holds_person_number(heading.text) else heading.text for heading in headings]
    names = "、".join(f"“{text}”" if text else f"一列{HIDDEN}" for text in texts[:MOST_NAMED])
    more = f"等 {len(texts)} 列" if len(texts) > MOST_NAMED else ""
    return _finding(
        sheet,
        found,
        UNKNOWN_COLUMN,
        f"{names}{more}不在“{found.dataset.title}”的列中，没有采用。",
        "如是需要的数据，请核对表头名称；否则不必理会。",
        texts[0] if len(texts) == 1 else None,
        "note",
    )


def too_many_rejected(sheet: Sheet, found: Recognised, rejected: int, rows: int, limit: float) -> Finding:
    """A sheet of which more than the allowed share of rows would be set aside."""
    share = f"{rejected / rows:.1%}"
    what = f"{rows} 行数据中有 {rejected} 行不合格（{share}），超过允许的 {limit:.0%}，整个文件退回。"
    return _finding(sheet.name, found, "too_many_rejected", what, "请按逐行说明改正后重新报送。", None)


def _finding(
    sheet: str,
    found: Recognised,
    rule: str,
    what: str,
    remedy: str,
    column: str | None,
    severity: Severity = "refuse",
    row: int | None = None,
) -> Finding:
    where = place(sheet, row, None)
    return Finding(
        rule=rule,
        severity=severity,
        message=f"{where}（{found.dataset.title}）{what}",
        remedy=remedy,
        dataset=found.dataset.name,
        sheet=sheet or None,
        row=row,
        column=column,
    )
