"""What is wrong with what a county wrote: file, row, what was found, what is expected, what to do.

What does not belong here: finding it (reading, checking).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import WrongCall
from pipelines.sentences import Listed, Sentence


@dataclass(frozen=True)
class RowFault:
    """A row, or a whole file (row 1), that cannot be used.

    Attributes:
        path: the file.
        row: as a spreadsheet counts.
        found: what stands there.
        expected: what should.
        county_code: whose row it is; None where it is everyone's or cannot be told.
        remedy: what to do, where it is not to mend or delete the row.
        sheet: the sheet of a workbook; empty for a CSV file.
        table: whose table's; empty where it is none.
    """

    path: Path
    row: int
    found: str
    expected: str
    county_code: str | None = None
    remedy: str = Sentence("请改正或删去该行后重新刷新")
    sheet: str = ""
    table: str = ""

    @property
    def said(self) -> Sentence:
        """The fault as a sentence for people."""
        so_far = Sentence("在此之前本县不重新计算") if self.county_code else Sentence("本次什么也没有读")
        return Sentence(
            "{path} {place}：{found}，应为{expected}。{remedy}；{so_far}。",
            path=self.path,
            place=place_of(self.sheet, self.row),
            found=self.found,
            expected=self.expected,
            remedy=self.remedy,
            so_far=so_far,
        )


class OwnRowsFault(WrongCall):
    """Rows for all counties, or a file as a whole, cannot be used: as with a setting, nothing is read."""

    def __init__(self, faults: Sequence[RowFault]) -> None:
        super().__init__(Listed((fault.said for fault in faults), "\n"))

    @classmethod
    def of_registry(cls, said: Sequence[str]) -> OwnRowsFault:
        """Rows that are right one by one and break what holds for the whole registry."""
        fault = cls(())
        fault.args = (
            Sentence(
                "county/ 里各县通用的行与登记表不合，本次什么也没有读：\n{said}", said=Listed(said, "\n")
            ),
        )
        return fault


def place_of(sheet: str, row: int) -> Sentence:
    """Where a row stands in its file."""
    if sheet:
        return Sentence("工作表“{sheet}”第 {row} 行", sheet=sheet, row=row)
    return Sentence("第 {row} 行", row=row)
