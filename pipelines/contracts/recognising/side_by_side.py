"""A table whose columns are split over several sheets, put side by side again.

Wide tables are printed over several sheets, each of which begins with the columns that say whose row it is
(续表). They are one table where those columns are the same on every sheet, row for row. What does not belong
here: a sheet whose rows go on with the table before it (continued).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.recognising.by_headings import Recognised, recognise
from pipelines.ingest.fold import fold
from pipelines.ingest.headings import top_rows
from pipelines.ingest.model import Area, Sheet

FILLED = 2
"""Filled cells of a row that is compared: a title and a note stand alone in theirs."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the sheets.

    Attributes:
        at: which sheet of the file it is.
        sheet: the sheet as it was read.
        columns: for each of its columns, the column of the whole table; a repeated one has none of its own.
    """

    at: int
    sheet: Sheet
    columns: tuple[int, ...]

    def of(self, found: Recognised) -> Recognised:
        """What the sheet's own columns are, out of what those of the whole table are."""
        own = {whole: column for column, whole in enumerate(self.columns)}
        headings = tuple(replace(h, index=own[h.index]) for h in found.block.headings if h.index in own)
        block = replace(found.block, headings=headings)
        return replace(
            found,
            block=block,
            matches=[
                replace(match, heading=replace(match.heading, index=own[match.heading.index]))
                for match in found.matches
                if match.heading.index in own
            ],
            unknown=[replace(h, index=own[h.index]) for h in found.unknown if h.index in own],
            not_kept=[(replace(h, index=own[h.index]), by) for h, by in found.not_kept if h.index in own],
            in_doubt=[
                (replace(h, index=own[h.index]), column, doubt)
                for h, column, doubt in found.in_doubt
                if h.index in own
            ],
            elsewhere=frozenset(found.columns),
        )


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The whole table as one sheet, named after the first, and the sheets it was put together from."""

    sheet: Sheet
    found: Recognised
    parts: tuple[Part, ...]


def side_by_side(
    first: tuple[int, Sheet],
    found: Recognised | None,
    later: Sequence[tuple[int, Sheet]],
    book: AliasBook,
    school_year: int | None,
) -> SideBySide | None:
    """The table that a sheet makes together with later ones; None where they add nothing, or lack something.

    Args:
        first: a sheet with its place in the file.
        found: what it is by its own columns.
        later: sheets behind it in the same workbook that are no table of their own.
        book: which heading means what.
        school_year: tells which aliases hold; None when not known.
    """
    sheet = first[1]
    parts = [Part(*first, tuple(range(sheet.grid.width)))]
    for at, other in later:
        repeated = _repeated(sheet, other)
        if not repeated:
            continue
        wider, columns = _put_beside(sheet, other, repeated)
        now = next(iter(recognise(wider, book, school_year)), None)
        if _is_better(now, found):
            sheet, found = wider, now
            parts.append(Part(at, other, columns))
    if len(parts) == 1 or found is None or found.missing:
        return None
    keys = {match.heading.index for match in found.matches if match.column in found.dataset.key}
    if not keys or not all(keys <= {*part.columns} for part in parts):
        return None  # nothing proves that the rows belong together
    return SideBySide(sheet, found, tuple(parts))


def _is_better(now: Recognised | None, before: Recognised | None) -> bool:
    """Whether a table has gained by another sheet; one that lacked nothing must not have become unclear."""
    if now is None or before is None:
        return before is None
    is_clear = all(len(matches) == 1 for matches in now.columns.values())
    return len(now.columns) > len(before.columns) and (is_clear or bool(before.missing))


def elsewhere(
    found: Recognised, others: Sequence[Sheet], book: AliasBook, school_year: int | None
) -> Mapping[str, Sheet]:
    """The columns that a sheet lacks and whose heading stands in another sheet of the file."""
    aliases = book.of[found.dataset.name]
    seen: dict[str, Sheet] = {}
    for sheet in others:
        for cell in {cell for row in top_rows(sheet.grid) for cell in row if cell}:
            alias = aliases.find((fold(cell),), school_year, found.stage)
            if alias is not None and alias.column in found.missing:
                seen.setdefault(alias.column, sheet)
    return seen


def _repeated(sheet: Sheet, other: Sheet) -> Mapping[int, int]:
    """The columns of another sheet that stand in a sheet too, heading and every row alike."""
    if sheet.grid.is_empty() or other.grid.is_empty():
        return {}
    height = max(sheet.grid.height, other.grid.height)
    one, two = (_as_high_as(part.grid, height) for part in (sheet, other))
    compared = _tells_something(one) | _tells_something(two)
    columns: dict[str | None, list[int]] = {}
    for at, cells in enumerate(one.filter(compared).iter_columns()):
        columns.setdefault(_first(cells), []).append(at)
    alike = {}
    for at, cells in enumerate(two.filter(compared).iter_columns()):
        begins = _first(cells)
        for candidate in columns.get(begins, ()) if begins is not None else ():
            if one.to_series(candidate).filter(compared).eq_missing(cells).all():
                alike[at] = candidate
    return alike


def _as_high_as(grid: pl.DataFrame, height: int) -> pl.DataFrame:
    trimmed = grid.select(pl.all().str.strip_chars().replace("", None))
    return pl.concat([trimmed, trimmed.clear(height - grid.height)])


def _tells_something(grid: pl.DataFrame) -> pl.Series:
    return grid.select(pl.sum_horizontal(pl.all().is_not_null()) >= FILLED).to_series()


def _first(cells: pl.Series) -> str | None:
    filled = cells.drop_nulls()
    return str(filled[0]) if filled.len() > 1 else None


def _put_beside(sheet: Sheet, other: Sheet, repeated: Mapping[int, int]) -> tuple[Sheet, tuple[int, ...]]:
    """The sheet with the columns of another that it lacks, and where each of the other's columns is now."""
    width = sheet.grid.width
    own = [at for at in range(other.grid.width) if at not in repeated]
    placed = {**repeated, **{at: width + number for number, at in enumerate(own)}}
    height = max(sheet.grid.height, other.grid.height)
    cells = [
        grid.to_series(at).extend_constant(None, height - grid.height).alias(f"column_{number}")
        for number, (grid, at) in enumerate(
            [*((sheet.grid, at) for at in range(width)), *((other.grid, at) for at in own)]
        )
    ]
    names = (*(sheet.name_at(at) for at in range(width)), *(other.name for _ in own))
    merged = (*sheet.merged, *_moved(other.merged, placed, own))
    whole = replace(
        sheet,
        grid=pl.DataFrame(cells),
        merged=merged,
        cell_sheets=names,
        cut=sheet.cut | {(row, placed[at]) for row, at in other.cut if at in own},
        formats=(
            *sheet.formats,
            *(one._replace(column=placed[one.column]) for one in other.formats if one.column in own),
        ),
    )
    return whole, tuple(placed[at] for at in range(other.grid.width))


def _moved(areas: Sequence[Area], placed: Mapping[int, int], own: Sequence[int]) -> list[Area]:
    """Merged areas where they are now; what they cover of repeated columns is told by the first sheet."""
    moved = []
    for area in areas:
        if columns := [placed[at] for at in own if area.left <= at <= area.right]:
            moved.append(Area(area.top, columns[0], area.bottom, columns[-1]))
    return moved
