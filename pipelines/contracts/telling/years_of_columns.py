"""What is said of a column of which a word right above or below its heading says another year: 2023年, 上年.

The year before beside this one's is how people compare; which is which then stands in a cell of its own,
that no heading takes in. What does not belong here: years in titles (title_faults), and headings that hold
the year themselves, which no dataset knows (column_faults).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.contracts.recognising.titles import years_told_beside
from pipelines.contracts.recognising.whole_file import Table
from pipelines.ingest.forms import VALUE
from pipelines.ingest.model import Finding, Sheet

RULE = "column_of_another_year"
A_YEAR = "(20[0-9]{2})"


def of_another_year(table: Table, school_year: int | None) -> list[Finding]:
    """The columns whose figures are of another year; none where the folder's year is not known."""
    if school_year is None or table.is_continuation:
        return []
    years = _years_of_rows(table) or frozenset((school_year,))
    if table.sheet.addresses:
        places = [(row, VALUE, word) for row, word in table.sheet.over_values]
    else:
        places = [*_over_headings(table)]
    told = [
        _finding(table, row, heading, word, school_year)
        for row, heading, word in places
        if (said := years_told_beside(word, school_year)) is not None and not years <= said
    ]
    for row, word in table.sheet.beside_values:
        # the folder's year stands beside the values, which are then of whatever year
        if years <= (years_told_beside(word, school_year) or frozenset()):
            told.append(_beside(table, row, word))
    return told


def _years_of_rows(table: Table) -> frozenset[int]:
    """The years that the rows are of, where columns tell it: as far as anything like one stands in a key."""
    found, dataset = table.found, table.found.dataset
    if not dataset.names_its_own_year:
        return frozenset()
    keys = [one.heading.index for one in found.matches if one.column in dataset.key or table.sheet.addresses]
    rows = found.block.rows_of(table.sheet.grid)
    years = (rows.to_series(at).str.extract(A_YEAR).drop_nulls().unique() for at in keys)
    return frozenset(int(year) for of_key in years for year in of_key)


def _over_headings(table: Table) -> Iterator[tuple[int, str, str]]:
    """What stands in the rows next to the heading, over which heading: row, heading, word."""
    grid, block = table.sheet.grid, table.found.block
    above = [block.top - 1] if block.top > block.begins else []
    end = grid.height if block.end is None else block.end
    below = [block.bottom] if block.bottom < end and _is_of_years(grid.row(block.bottom)) else []
    known = {one.heading.index: one.heading.text for one in table.found.matches}
    for row in (*above, *below):
        for column, cell in enumerate(grid.row(row)):
            for at in _covered(table.sheet, row, column) if column and cell else ():
                if at in known:
                    yield row + 1, known[at], str(cell).strip()


def _is_of_years(row: Sequence[str | None]) -> bool:
    """Whether nothing but years stands in a row, as no row of data has it."""
    return all(years_told_beside(cell, 0) is not None for cell in row if cell and cell.strip())


def _covered(sheet: Sheet, row: int, column: int) -> range:
    """The columns over which a cell stands."""
    ends = (area.right for area in sheet.merged if (area.top, area.left) == (row, column))
    return range(column, max(ends, default=column) + 1)


def _finding(table: Table, row: int, heading: str, word: str, school_year: int) -> Finding:
    dataset = table.found.dataset
    return Finding(
        rule=RULE,
        severity="refuse",
        found=f"“{dataset.title}”列“{heading}”的表头上下写着“{word}”，这一列可能不是要报送的年份的数",
        expected=f"{school_year}年（{school_year}–{school_year + 1}学年）的数，表头上下不写别的年份",
        remedy=f"请只保留{school_year}年的一列；“{word}”只是标题的，请移到第一列，然后重新报送。",
        dataset=dataset.name,
        sheet=table.sheet.name or None,
        row=row,
        column=heading,
    )


def _beside(table: Table, row: int, word: str) -> Finding:
    dataset = table.found.dataset
    return Finding(
        rule=RULE,
        severity="refuse",
        found=f"“{dataset.title}”“{VALUE}”旁边有一列“{word}”，第 {row} 行两列的数不同，无法知道取哪一列",
        expected=f"要报送的年份的数只有一列，表头是“{VALUE}”",
        remedy=f"请只保留要报送的一列，把它的表头写成“{VALUE}”后重新报送。",
        dataset=dataset.name,
        sheet=table.sheet.name or None,
        row=row,
        column=VALUE,
    )
