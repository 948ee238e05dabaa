"""Cells of text become values.

Numbers, yes or no, codes, words of a list. Whole columns at a time, never a silent cast.

What does not belong here: dates (dates), and what a value may be (ranges, keys): contracts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.ingest.oddities import NO_CODE, NO_NAME, lost_digits

PLACEHOLDER = r"^(?:[-—–―‐_/\\]+|…+|\.{2,}|无|空|空白)$"
"""What people write for "nothing" (sources.md); looked for only in what is not a value of the column."""
PLAIN_NUMBER = r"^-?[0-9]{1,15}(?:\.[0-9]+)?$"
GROUPED_NUMBER = r"^-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$"
FOLDABLE = r"[^!-~\x{4e00}-\x{9fff}]"
"""Anything but plain ASCII and plain Chinese: without it folding changes nothing."""
NUMBER = r"^0*([0-9]+)$"
"""Digits; the group is the number without leading zeros."""
WHOLE = 2**53
"""Beyond it a float no longer holds every whole number."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A column of values and, row by row, whether a cell that was not blank could not be read."""

    values: pl.Series
    bad: pl.Series


def clean(cells: pl.Series) -> pl.Series:
    """Blanks around a cell go; an empty cell is null."""
    return cells.str.strip_chars().replace("", None)


def folded(cells: pl.Series) -> pl.Series:
    """Full-width characters become half-width, every blank goes; an empty cell is null."""
    if not cells.str.contains(FOLDABLE).any():
        return cells.replace("", None)
    return cells.str.normalize("NFKC").str.replace_all(r"\s+", "").replace("", None)


def is_placeholder(cells: pl.Series) -> pl.Series:
    """Whether a cell says "nothing" in one of its many ways."""
    return folded(cells).str.contains(PLACEHOLDER).fill_null(False)


def parsed(source: pl.Series, values: pl.Series) -> Parsed:
    """Whatever is filled, has no value and is no placeholder is bad.

    Placeholders are looked for only among these.
    """
    unread = source.is_not_null() & values.is_null()
    return Parsed(values, unread & ~is_placeholder(source) if unread.any() else unread)


def kept(cells: pl.Series, keep: pl.Series) -> pl.Series:
    """The cells where `keep` is true, null elsewhere."""
    return cells.zip_with(keep.fill_null(False), pl.Series([None], dtype=cells.dtype))


def text(cells: pl.Series) -> Parsed:
    """Text as handed in, trimmed; what a spreadsheet or a wrong encoding made of it is bad."""
    source = clean(cells)
    return parsed(source, kept(source, ~(is_placeholder(source) | source.str.contains(NO_NAME))))


def code(cells: pl.Series) -> Parsed:
    """Codes, and names that are keys: width folded.

    A number cell's `.0` and the apostrophe that marks text go. What a spreadsheet made of it is bad.
    """
    source = (
        folded(cells)
        .str.replace(r"^'", "")
        .str.replace(r'^="?([^"]*)"?$', "${1}")
        .str.replace(r"^([0-9]+)\.0+$", "${1}")
    )
    return parsed(source, kept(source, ~(is_placeholder(source) | cells.str.contains(NO_CODE))))


def person_number(cells: pl.Series) -> Parsed:
    """Numbers of persons, in upper case; those that lost digits in a number cell are bad."""
    found = code(cells)
    numbers = found.values.str.to_uppercase()
    lost = lost_digits(numbers)
    return Parsed(kept(numbers, ~lost), found.bad | lost)


def number(cells: pl.Series) -> Parsed:
    """Numbers, `1,218` and full-width digits too; no exponents, because an exponent hides lost digits."""
    source = clean(cells)
    plain = source.str.contains(PLAIN_NUMBER)
    if plain.all():
        return Parsed(source.cast(pl.Float64), pl.repeat(False, source.len(), dtype=pl.Boolean, eager=True))
    signed = folded(source).str.replace("^−", "-").str.replace(r"^\+", "")
    ungrouped = signed.str.replace_all(",", "", literal=True)
    digits = ungrouped.zip_with(signed.str.contains(GROUPED_NUMBER).fill_null(False), signed)
    return parsed(source, kept(digits, digits.str.contains(PLAIN_NUMBER)).cast(pl.Float64))


def whole_number(cells: pl.Series) -> Parsed:
    """Whole numbers; `45.0` is one, `45.5` is not."""
    found = number(cells)
    whole = ((found.values == found.values.floor()) & (found.values.abs() < WHOLE)).fill_null(True)
    return Parsed(kept(found.values, whole).cast(pl.Int64), found.bad | ~whole)


def word(cells: pl.Series, written: Mapping[str, str]) -> Parsed:
    """Words of a list, whichever way they are written.

    `written` maps each way, folded and in lower case, to the word. A number that lost its leading zeros, or
    has some too many, is taken where the list leaves no doubt which one it is.
    """
    source = folded(cells)
    plain = source.str.to_lowercase().str.replace(r"^([0-9]+)\.0+$", "${1}")
    found = plain.replace_strict(dict(written), default=None, return_dtype=pl.String)
    if found.null_count() > plain.null_count():
        numbers = plain.str.extract(NUMBER).replace_strict(
            _by_number(written), default=None, return_dtype=pl.String
        )
        found = found.zip_with(found.is_not_null(), numbers)
    return parsed(source, found)


def _by_number(written: Mapping[str, str]) -> dict[str, str]:
    """The words that are written as a number, by that number without leading zeros, where only one is."""
    words: dict[str, set[str]] = {}
    for way, word_ in written.items():
        if way.isascii() and way.isdigit():
            words.setdefault(str(int(way)), set()).add(word_)
    return {number_: one.pop() for number_, one in words.items() if len(one) == 1}


def yes_or_no(cells: pl.Series, written: Mapping[str, str]) -> Parsed:
    """是 and 否 in every form of `written`, which maps to `true` and `false`."""
    found = word(cells, written)
    return Parsed(found.values == "true", found.bad)
