"""The sentences about one rule that rows of a sheet broke.

What does not belong here: which rows are named (set_aside), how a cell may be quoted (wording).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from pipelines.contracts.judging import BLANK, KEY_RULE, MERGED, PERSON, TOO_LARGE
from pipelines.contracts.recognising.typed import Reading
from pipelines.contracts.telling import wording
from pipelines.ingest.forms import VALUE
from pipelines.ingest.model import Finding

MOST_PARTNERS = 5
DUPLICATE_REMEDY = "请核对后只保留正确的一行，重新报送；无法判断哪一行正确，所以一行都没有采用。"
Cells = Mapping[str, str | int | None]


class Sentences:
    """Findings of one rule in one sheet.

    Args:
        reading: the sheet.
        rule: the rule's name.
        part: for columns that stand across: the one that breaks the rule.
        groups: for rows whose key stands more than once: the `row_id`s of all rows with that key.
        sheets: all sheets of the dataset in the file.
    """

    def __init__(
        self,
        reading: Reading,
        rule: str,
        part: str | None,
        groups: Mapping[int, Sequence[int]],
        sheets: Sequence[Reading],
    ) -> None:
        self._reading, self._rule, self._groups, self._sheets = reading, rule, groups, sheets
        self._dataset = reading.found.dataset
        self._headings = {match.column: match.heading for match in reading.found.matches}
        self._text = self._dataset.rules.get(rule)
        self._is_form = bool(reading.sheet.cell_rows) and not reading.sheet.cell_sheets
        self._quoted = (part,) if part else self._text.columns if self._text else (rule.split("|")[0],)
        self._name = next(iter(self._dataset.key), "") if rule == KEY_RULE else self._quoted[0]

    def about(self, row: Cells) -> Finding:
        """The finding about one row, given as handed in."""
        number = self._row_number(row)
        what, remedy = self._what(row)
        return self._finding(f"{self._place(number)}{what}", remedy, number)

    def about_the_rest(self, rows: Sequence[Cells]) -> Finding:
        """The finding about further rows, which are told together."""
        message = f"{self._place(None)}另有 {len(rows)} 行有同样的问题，未逐行列出。"
        told = self._finding(message, "请按上面各行的说明一并改正。", None)
        return replace(told, further_rows=tuple(self._row_number(row) for row in rows))

    def _what(self, row: Cells) -> tuple[str, str]:
        if self._rule == KEY_RULE:
            return self._duplicate(row), DUPLICATE_REMEDY
        if self._text:
            present = [name for name in self._quoted if name in self._headings]
            values = "，".join(f"“{self._heading(name)}”为{self._cell(row, name)}" for name in present)
            return f"：{self._text.message}，现在{values}。", self._text.remedy
        column = self._dataset.columns.get(self._name)
        if self._rule.endswith(f"|{MERGED}"):
            return (
                "是合并的单元格，无法分清每一格的数，应逐格填写。",
                "请取消合并，在每一格中填写它自己的数。",
            )
        if column is not None and self._rule.endswith(f"|{PERSON}"):
            return "含有身份证号（内容不显示），该列原样保存，应不含证件号。", wording.no_identity(column)
        expected, remedy = wording.expected(column), wording.remedy(column)
        if self._rule.endswith(f"|{TOO_LARGE}") and (column is None or column.most is not None):
            expected, remedy = wording.not_more_than(column)
        found = "是空的" if self._rule.endswith(BLANK) else f"的内容是{self._cell(row, self._name)}"
        found += wording.what_happened(row.get(self._name), column)
        return f"{found}，应为{expected}。", remedy

    def _duplicate(self, row: Cells) -> str:
        own = int(row["row_id"] or 0)
        partners = [one for one in self._groups.get(own, ()) if one != own]
        places = "、".join(self._place_of(one) for one in partners[:MOST_PARTNERS])
        more = f"等 {len(partners)} 行" if len(partners) > MOST_PARTNERS else ""
        if not self._dataset.key:
            return f"与{places}{more}都是“{self._dataset.title}”，同一文件中应只有一张，这些都没有采用。"
        names = [name for name in self._dataset.key if name in self._headings]
        headings = "、".join(str(self._heading(name)) for name in names)
        cells = [self._cell(row, name) for name in names]
        key = wording.HIDDEN if wording.HIDDEN in cells else f"（{'、'.join(cells)}）"
        return f"：{headings}与{places}{more}相同{key}，同一文件中应只出现一次，这些行都没有采用。"

    def _place_of(self, row_id: int) -> str:
        for sheet in self._sheets:
            number = sheet.cells.filter(pl.col("row_id") == row_id)["row_number"]
            if number.len():
                name = "" if sheet is self._reading else sheet.sheet.name
                return wording.place(name, int(number[0]), None)
        return ""

    def _place(self, number: int | None) -> str:
        item = f"填报项目“{self._heading(self._name)}”" if self._is_form and self._name else ""
        return wording.place(self._sheet(), number, self._column()) + item

    def _cell(self, row: Cells, name: str) -> str:
        cell = row.get(name)
        column = self._dataset.columns.get(name)
        return wording.quoted(None if cell is None else str(cell), column, self._dataset)

    def _heading(self, name: str) -> str | None:
        heading, column = self._headings.get(name), self._dataset.columns.get(name)
        return heading.text if heading else column.heading if column else None

    def _column(self) -> str | None:
        """The column the sender looks at: in a vertical form that of the values."""
        return VALUE if self._is_form else self._heading(self._name)

    def _sheet(self) -> str:
        """The sheet the sender looks at: of what is put together from several that of the cell."""
        sheet, heading = self._reading.sheet, self._headings.get(self._name)
        return sheet.name_at(heading.index) if heading else sheet.name

    def _row_number(self, row: Cells) -> int:
        rows, heading = self._reading.sheet.cell_rows, self._headings.get(self._name)
        return rows[heading.index] if rows and heading else int(row["row_number"] or 0)

    def _finding(self, message: str, remedy: str, row: int | None) -> Finding:
        return Finding(
            rule=self._rule,
            severity=self._text.severity if self._text else "set_aside",
            message=message,
            remedy=remedy,
            dataset=self._dataset.name,
            sheet=self._sheet() or None,
            row=row or None,
            column=self._column(),
        )
