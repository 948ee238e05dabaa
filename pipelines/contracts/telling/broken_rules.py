"""The findings about one rule that rows of a sheet broke.

What does not belong here: which rows are named (row_faults), how a cell may be quoted (phrases).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.contracts.judging.faults import (
    BLANK,
    KEY_RULE,
    MERGED,
    NOT_LISTED,
    OTHER_YEAR,
    PERSON,
    SHIFTED,
    TOO_LARGE,
    UNREAD_YEAR,
    Rule,
)
from pipelines.contracts.judging.set_aside import severity_of
from pipelines.contracts.recognising.typed_rows import TypedRows
from pipelines.contracts.telling import phrases
from pipelines.ingest.forms import VALUE
from pipelines.ingest.model import Finding, place

MOST_PARTNERS = 5
OTHER_YEAR_REMEDY = "请把别的学年的行移到相应学年的文件夹里报送；学年写错了请改正。"
DUPLICATE_REMEDY = "请核对后只保留正确的一行，重新报送；无法判断哪一行正确，所以一行都没有采用。"
SHIFTED_REMEDY = "请核对该行：数字里的千分位逗号（如 1,218）要删去或加上引号，多余的内容要移走。"
Cells = Mapping[str, str | int | None]


class BrokenRule:
    """One rule that rows of one sheet broke.

    Args:
        typed: the sheet.
        rule: the rule.
        part: for columns that stand across: the one that breaks the rule.
        groups: for rows whose key stands more than once: the `row_id`s of all rows with that key.
        sheets: all sheets of the dataset in the file.
    """

    def __init__(
        self,
        typed: TypedRows,
        rule: Rule,
        part: str | None,
        groups: Mapping[int, Sequence[int]],
        sheets: Sequence[TypedRows],
    ) -> None:
        self._typed, self._rule, self._groups, self._sheets = typed, rule, groups, sheets
        self._dataset = typed.found.dataset
        self._headings = {match.column: match.heading for match in typed.found.matches}
        self._text = None if rule.column else self._dataset.rules.get(rule.name)
        self._is_form = bool(typed.sheet.cell_rows) and not typed.sheet.cell_sheets
        self._quoted = (part,) if part else self._text.columns if self._text else (rule.column or "",)
        self._name = next(iter(self._dataset.key), "") if rule == KEY_RULE else self._quoted[0]

    def finding(self, row: Cells) -> Finding:
        """The finding about one row, given as handed in."""
        item = f"填报项目“{self._heading(self._name)}”" if self._is_form and self._name else ""
        expected, remedy = self._expected_and_remedy()
        return self._finding(f"{item}{self._found(row)}", expected, remedy, self._row_number(row))

    def finding_of_the_rest(self, rows: Sequence[Cells]) -> Finding:
        """The finding about further rows, which are told together."""
        found = f"另有 {len(rows)} 行有同样的问题，未逐行列出"
        expected, _ = self._expected_and_remedy()
        numbers = tuple(map(self._row_number, rows))
        return self._finding(found, expected, "请按上面各行的说明一并改正。", None, numbers)

    def _found(self, row: Cells) -> str:
        if self._rule == KEY_RULE:
            return self._duplicate(row)
        if self._rule == SHIFTED:
            return "单元格比表头多，分不清哪一格是哪一列"
        if self._rule == OTHER_YEAR:
            return "“学年”列写的不是文件夹的学年"
        if self._rule == UNREAD_YEAR:
            return "“学年”列的内容看不出是哪一学年"
        if self._text:
            present = [name for name in self._quoted if name in self._headings]
            return "，".join(f"“{self._heading(name)}”为{self._cell(row, name)}" for name in present)
        if self._rule.name == MERGED:
            return "是合并的单元格，无法分清每一格的数"
        if self._rule.name == PERSON:
            return "含有证件号、电话、邮箱等个人号码（内容不显示），已用记号代替"
        if self._rule.name == NOT_LISTED:
            return f"内容是{self._cell(row, self._name)}，没有采用"
        found = "是空的" if self._rule.name == BLANK else f"内容是{self._cell(row, self._name)}"
        return found + phrases.what_happened(row.get(self._name), self._dataset.columns.get(self._name))

    def _expected_and_remedy(self) -> tuple[str, str]:
        """What is expected and what to do, the same for every row."""
        if self._rule == KEY_RULE:
            expected = "同一文件中各不相同的行" if self._dataset.key else "同一文件中只有一张"
            return expected, DUPLICATE_REMEDY
        if self._rule == SHIFTED:
            return "与表头一样多的单元格", SHIFTED_REMEDY
        if self._rule in (OTHER_YEAR, UNREAD_YEAR):
            return "文件夹的学年", OTHER_YEAR_REMEDY
        if self._text:
            return self._text.expected, self._text.remedy
        column = self._dataset.columns.get(self._name)
        if self._rule.name == MERGED:
            return "逐格填写的数", "请取消合并，在每一格中填写它自己的数。"
        if self._rule.name == PERSON and column is not None:
            return "不含个人号码的内容", phrases.no_number(column)
        if self._rule.name == TOO_LARGE and (column is None or column.most is not None):
            return phrases.not_more_than(column)
        return phrases.expected(column), phrases.remedy(column)

    def _duplicate(self, row: Cells) -> str:
        own = int(row["row_id"] or 0)
        partners = [one for one in self._groups.get(own, ()) if one != own]
        places = "、".join(self._place_of(one) for one in partners[:MOST_PARTNERS])
        more = f"等 {len(partners)} 行" if len(partners) > MOST_PARTNERS else ""
        if not self._dataset.key:
            return f"与{places}{more}都是“{self._dataset.title}”，这些都没有采用"
        names = [name for name in self._dataset.key if name in self._headings]
        headings = "、".join(str(self._heading(name)) for name in names)
        cells = [self._cell(row, name) for name in names]
        key = phrases.HIDDEN if phrases.HIDDEN in cells else f"（{'、'.join(cells)}）"
        return f"{headings}与{places}{more}相同{key}，这些行都没有采用"

    def _place_of(self, row_id: int) -> str:
        for sheet in self._sheets:
            number = sheet.cells.filter(pl.col("row_id") == row_id)["row_number"]
            if number.len():
                name = "" if sheet is self._typed else sheet.sheet.name
                return place(name, int(number[0]))
        return ""

    def _cell(self, row: Cells, name: str) -> str:
        cell = row.get(name)
        column = self._dataset.columns.get(name)
        return phrases.quoted(None if cell is None else str(cell), column, self._dataset)

    def _heading(self, name: str) -> str | None:
        heading, column = self._headings.get(name), self._dataset.columns.get(name)
        return heading.text if heading else column.heading if column else None

    def _row_number(self, row: Cells) -> int:
        rows, heading = self._typed.sheet.cell_rows, self._headings.get(self._name)
        return rows[heading.index] if rows and heading else int(row["row_number"] or 0)

    def _finding(
        self, found: str, expected: str, remedy: str, row: int | None, further_rows: tuple[int, ...] = ()
    ) -> Finding:
        sheet, heading = self._typed.sheet, self._headings.get(self._name)
        # of what is put together from several sheets, the sheet the sender looks at is that of the cell
        name = sheet.name_at(heading.index) if heading else sheet.name
        return Finding(
            rule=self._rule.code,
            severity=severity_of(self._rule, self._dataset),
            found=found,
            expected=expected,
            remedy=remedy,
            dataset=self._dataset.name,
            sheet=name or None,
            row=row or None,
            # in a vertical form the sender looks at the column of the values
            column=VALUE if self._is_form else self._heading(self._name),
            further_rows=further_rows,
        )
