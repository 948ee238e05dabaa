"""What checking a file yields: per sheet the rows that may land and those set aside, and the findings.

What does not belong here: how either comes about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import polars as pl

from pipelines.contracts.recognising.by_headings import Recognised
from pipelines.ingest.model import Address, Finding, Sheet

State = Literal["accepted", "refused", "ignored", "unrecognised"]
REJECTED_SCHEMA = {"row_number": pl.Int64, "rules": pl.String, "content": pl.String}


@dataclass
class SheetResult:
    """One sheet after checking; `rows_read` = accepted + rejected + passed over, in rows of the sheet.

    Attributes:
        sheet: the sheet's name; within a zip, with the member's path before it.
        dataset: what it was recognised as.
        state: what became of it.
        reason: why it was refused, in Chinese.
        accepted: `row_number`, `scope_key`, then the dataset's columns and taught ones.
        unknown: the rows set aside that exist all the same, as `accepted`, with what is known of them.
        rejected: `row_number`, `rules` (comma separated) and `content` (JSON of the non-personal cells).
        rows_read: rows below the heading.
        rows_accepted: rows that may land.
        rows_rejected: rows set aside.
        rows_passed_over: blank rows, totals, notes.
        found: what it was recognised as, and by which headings.
        addresses: for a form or a row put together: where the cell of each heading stood.
        cells: the same by column of the dataset, of those that stood somewhere.
        left: for a table: empty columns before column 0 of its headings.
    """

    sheet: str
    dataset: str | None
    state: State
    reason: str | None = None
    accepted: pl.DataFrame = field(default_factory=pl.DataFrame)
    unknown: pl.DataFrame = field(default_factory=pl.DataFrame)
    rejected: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECTED_SCHEMA))
    rows_read: int = 0
    rows_accepted: int = 0
    rows_rejected: int = 0
    rows_passed_over: int = 0
    found: Recognised | None = None
    addresses: tuple[Address, ...] = ()
    cells: Mapping[str, Address] = field(default_factory=dict)
    left: int = 0


@dataclass
class FileResult:
    """One file after checking; when `state` is refused nothing of it may land.

    Attributes:
        sheets: what came of each sheet, and of each row that was put together from several.
        findings: everything to be told to who sent it.
        state: what became of the file as a whole.
        reason: why it was refused, in Chinese.
        pages: its sheets as they were read, for an answer that shows them; none where it could not be read.
    """

    sheets: list[SheetResult]
    findings: list[Finding]
    state: Literal["accepted", "refused"]
    reason: str | None = None
    pages: Sequence[Sheet] = ()

    def without_pages(self) -> FileResult:
        """The same without what only an answer with copies needs, which is as large as the file."""
        return replace(self, pages=())
