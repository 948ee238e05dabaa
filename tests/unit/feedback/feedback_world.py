"""A file answered as a clerk gets it back, read with the library that opens it like a spreadsheet program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.contracts.check import check_content
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.result import FileResult
from pipelines.feedback.answer import Answer
from pipelines.feedback.fault_list import HEADINGS
from pipelines.feedback.workbook import write_feedback
from pipelines.settings import PACKAGE

BOOK = AliasBook.load(PACKAGE / "contracts" / "aliases")
COUNTY, YEAR = "370399", 2024


@dataclass(frozen=True)
class Answered:
    """A feedback workbook and the result it tells of."""

    workbook: Workbook
    result: FileResult

    @property
    def names(self) -> list[str]:
        return self.workbook.sheetnames

    @property
    def first(self) -> Worksheet:
        return self.workbook[self.names[0]]

    def copy(self, name: str) -> Worksheet:
        return self.workbook[name]

    def faults(self) -> list[dict[str, object]]:
        """The rows of the list of faults, by heading."""
        rows = list(self.first.iter_rows(values_only=True))
        top = next(at for at, row in enumerate(rows) if row[: len(HEADINGS)] == HEADINGS)
        return [dict(zip(HEADINGS, row, strict=False)) for row in rows[top + 1 :]]

    def labelled(self) -> dict[object, object]:
        """The first column of the first sheet with what stands beside it."""
        return {row[0]: row[1] for row in self.first.iter_rows(values_only=True) if row[0]}

    def commented(self) -> dict[tuple[str, str], str]:
        """The comments by sheet and cell."""
        return {
            (sheet.title, cell.coordinate): cell.comment.text
            for sheet in self.workbook.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.comment
        }

    def texts(self) -> set[str]:
        """Every text of every cell and comment."""
        cells = {
            str(cell)
            for sheet in self.workbook.worksheets
            for row in sheet.iter_rows(values_only=True)
            for cell in row
            if cell is not None
        }
        return cells | set(self.commented().values())


def answer(folder: Path, content: bytes, name: str = "报表.xlsx", *, share: float = 1.0) -> Answered:
    """Check a content as county 370399 and school year 2024 hand it in, and answer it."""
    result = check_content(
        content,
        name,
        county_code=COUNTY,
        school_year=YEAR,
        book=BOOK,
        hasher=Hasher(b"k" * 32),
        max_rejected_share=share,
    )
    path = folder / "feedback" / "a.xlsx"
    write_feedback(path, Answer(name, result), BOOK)
    return Answered(openpyxl.load_workbook(path), result)


def colour(sheet: Worksheet, cell: str) -> str | None:
    """The colour a cell is filled with; None where it is not."""
    fill = sheet[cell].fill
    return f"#{fill.fgColor.rgb[2:]}" if fill.patternType == "solid" else None
