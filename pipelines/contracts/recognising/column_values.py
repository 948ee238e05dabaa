"""The cells of a column, read as what the column holds.

What does not belong here: which cells are data (typed_rows), how a number or a date is written (ingest).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from pipelines.contracts.datasets.code_lists import ways_of_writing
from pipelines.contracts.datasets.columns import Column
from pipelines.contracts.datasets.dataset import Across
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.persons.marks import kept_texts
from pipelines.contracts.recognising.by_headings import Match, Recognised
from pipelines.contracts.recognising.plain_columns import plainly_read
from pipelines.ingest import dates, values
from pipelines.ingest.fold import unit_of
from pipelines.ingest.values import Parsed

Words = Mapping[str, str]
TALL = 5000
"""Rows from which on it is worth starting threads."""


def parse_all(cells: pl.DataFrame, found: Recognised, hasher: Hasher) -> list[Parsed]:
    """Every known column; those of a tall sheet side by side, because polars lets go of the interpreter."""

    def parse_one(match: Match) -> Parsed:
        return parse(cells[match.column], match, found, hasher)

    if cells.height < TALL:
        plain = plainly_read(cells, found.dataset)
        return [plain.get(match.column) or parse_one(match) for match in found.matches]
    with ThreadPoolExecutor() as pool:
        return list(pool.map(parse_one, found.matches))


def parse(cells: pl.Series, match: Match, found: Recognised, hasher: Hasher) -> Parsed:
    """One column, read as what the dataset says that it holds; one that an alias row taught, as numbers."""
    column, across = found.dataset.columns.get(match.column), found.dataset.across
    if column is None:
        return values.number(cells) if across is None else _number_or_reason(cells, across, found)
    if column.kind == "secret":
        return hasher.hash(cells)
    if column.kind == "fraction":
        return values.fraction(cells, percent=unit_of(match.heading.text) == "%")
    words = _words(column.words or column.kind, found)

    def read(once: pl.Series) -> Parsed:
        if column.is_listed:
            return values.listed(once, words)
        told = READERS[column.kind](once, words, column)
        return kept_texts(told, column.kept, hasher) if column.is_free_text else told

    return values.each_once(cells, read)


def _ordinal(cells: pl.Series, words: Words, column: Column) -> Parsed:
    """A word that stands for its place in an order, such as a grade."""
    found = values.word(cells, words)
    return Parsed(found.values.cast(pl.Int64), found.bad)


READERS: Mapping[str, Callable[[pl.Series, Words, Column], Parsed]] = {
    "text": lambda cells, words, column: values.text(cells),
    "code": lambda cells, words, column: values.code(cells),
    "word": lambda cells, words, column: values.word(cells, words),
    "ordinal": _ordinal,
    "yes_no": lambda cells, words, column: values.yes_or_no(cells, words),
    "whole": lambda cells, words, column: values.whole_number(cells),
    "number": lambda cells, words, column: values.number(cells),
    "year": lambda cells, words, column: dates.year(cells),
    "date": lambda cells, words, column: dates.day(cells),
    "month": lambda cells, words, column: dates.month(cells),
}


def _words(name: str, found: Recognised) -> Words:
    """The words of a list, with those of the one who hands in."""
    own = found.own_words.get(name)
    return {**own, **ways_of_writing(name)} if own else ways_of_writing(name)


def _number_or_reason(cells: pl.Series, across: Across, found: Recognised) -> Parsed:
    """A number, or a word that says why there is none; both as one struct."""
    number = values.number(cells)
    # most cells are numbers, and only of the others a reason is asked
    others = number.values.is_null()
    told = values.word(cells.filter(others), _words(across.reasons, found)).values
    reasons = pl.Series([None], dtype=pl.String).new_from_index(0, cells.len())
    reasons = reasons.scatter(others.arg_true(), told.fill_null(across.blank_reason))
    frame = pl.DataFrame({"value": number.values, "reason": reasons})
    bad = number.bad & (reasons == across.blank_reason).fill_null(False)
    return Parsed(frame.to_struct("cell"), bad)


def scaled(parsed: pl.Series, match: Match) -> pl.Series:
    """Numbers in the unit of the dataset, where the heading gives another one."""
    if match.factor == 1 or not parsed.dtype.is_numeric():
        return parsed
    scaled = parsed * match.factor
    return scaled.round().cast(parsed.dtype) if parsed.dtype.is_integer() else scaled
