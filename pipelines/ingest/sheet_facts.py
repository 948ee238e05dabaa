"""What a workbook tells of a sheet beside the text of its cells, in whatever format it was written.

What does not belong here: finding it (worksheet_xml, open_document, legacy), and what follows from it
(workbook).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.ingest.model import Area

Place = tuple[int, int]
"""Row and column of a cell, counted from 0."""


@dataclass(slots=True)
class SheetFacts:
    """Facts of one sheet; places are those of the whole sheet, from its first row and column.

    Attributes:
        is_hidden: whether the sheet is hidden, however well.
        merged: areas of merged cells.
        uncomputed: formulas without a result.
        failed: formulas that failed; None where some do not say where they stand.
        raised: the text of cells in which a raised or lowered sign stands behind a digit, with `RAISED`
            between them, or parts of it on lines of their own.
        lost: number cells with more digits than a number cell keeps.
        cut: number cells such as 1985.1, which may have been 1985.10.
        doubled: of a legacy workbook, cells that stand twice with different contents.
        struck: cells whose content is struck out, all or part of it.
        comments: cells on which somebody has left a comment.
        text_boxes: texts that lie over the cells.
        formats: of number cells whose format shows a unit or another number: the format's code.
        hidden_rows: rows that are hidden or filtered away.
        hidden_columns: the first and last column of each run of hidden columns.
    """

    is_hidden: bool = False
    merged: list[Area] = field(default_factory=list)
    uncomputed: list[Place] = field(default_factory=list)
    failed: list[Place] | None = field(default_factory=list)
    raised: dict[Place, str] = field(default_factory=dict)
    lost: list[Place] = field(default_factory=list)
    cut: list[Place] = field(default_factory=list)
    doubled: list[Place] = field(default_factory=list)
    struck: list[Place] = field(default_factory=list)
    comments: list[Place] = field(default_factory=list)
    text_boxes: int = 0
    formats: dict[Place, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


NOTHING_KNOWN = SheetFacts(failed=None)
"""Of a sheet whose workbook could not be looked through."""
