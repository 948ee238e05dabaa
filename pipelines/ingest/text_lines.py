"""The lines of a text and what they tell of its cells, a few megabytes at a time.

As a column of their own the lines take five times the room of the text. What does not belong here: the cells
(text).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import polars as pl

PIECE = 4 * 1024**2
"""Bytes of the lines that are looked at together; a line is never parted."""


@dataclass(frozen=True)
class Lines:
    """What the lines of a text tell.

    Attributes:
        separators: how many separators each has.
        without: the lines that have none, `at` which place, and how many of each other sign they have.
        is_simply_quoted: whether quotes stand only around whole cells of one line, so that any reader reads
            them alike.
    """

    separators: pl.Series
    without: pl.DataFrame
    is_simply_quoted: bool


def first_lines(text: bytes, number: int) -> list[str]:
    """The first lines of a text in UTF-8."""
    return [line.removesuffix(b"\n").decode("utf-8") for line in islice(io.BytesIO(text), number)]


def lines_of(text: bytes, separator: str, others: tuple[str, ...]) -> Lines:
    """Look at every line of a text in UTF-8 whose line ends are newlines alone."""
    quoted, counts, without, before, is_simple = b'"' in text, [], [], 0, True
    cell = rf'(?:"[^"]*"|[^"{re.escape(separator)}]*)'
    simple = rf"^{cell}(?:{re.escape(separator)}{cell})*$"
    for lines in _pieces(text):
        count = lines.str.count_matches(separator, literal=True)
        counts.append(count)
        alone = lines.to_frame("line").with_row_index("at", before).filter(count == 0)
        without.append(
            alone.select("at", *(pl.col("line").str.count_matches(o, literal=True).alias(o) for o in others))
        )
        is_simple = is_simple and (not quoted or lines.str.contains(simple).all())
        before += lines.len()
    return Lines(pl.concat(counts), pl.concat(without), is_simple)


def _pieces(text: bytes) -> Iterator[pl.Series]:
    at, end = 0, 0
    while end >= 0:
        end = text.find(b"\n", at + PIECE)
        piece = text[at:end] if end >= 0 else text[at:]
        yield pl.Series([piece], dtype=pl.Binary).cast(pl.String).str.split("\n").explode()
        at = end + 1
