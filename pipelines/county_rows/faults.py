"""What is wrong with what a county wrote: file, row, what was found, what is expected, what to do.

What does not belong here: finding it (reading, checking).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import WrongCall
from pipelines.ingest.model import place


@dataclass(frozen=True)
class RowFault:
    """A row, or a whole file (row 1), that cannot be used.

    Attributes:
        path: the file.
        row: as a spreadsheet counts.
        found: what stands there, in Chinese.
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
    remedy: str = "请改正或删去该行后重新刷新"
    sheet: str = ""
    table: str = ""

    @property
    def said(self) -> str:
        """The fault as a sentence for people."""
        so_far = "在此之前本县不重新计算" if self.county_code else "本次什么也没有读"
        where = f"{self.path} {place(self.sheet, self.row)}"
        return f"{where}：{self.found}，应为{self.expected}。{self.remedy}；{so_far}。"


class OwnRowsFault(WrongCall):
    """Rows for all counties, or a file as a whole, cannot be used: as with a setting, nothing is read."""

    def __init__(self, faults: Sequence[RowFault]) -> None:
        super().__init__("\n".join(fault.said for fault in faults))

    @classmethod
    def of_registry(cls, said: Sequence[str]) -> OwnRowsFault:
        """Rows that are right one by one and break what holds for the whole registry."""
        fault = cls(())
        fault.args = ("county/ 里各县通用的行与登记表不合，本次什么也没有读：\n" + "\n".join(said),)
        return fault
