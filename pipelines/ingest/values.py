"""Cells of text become values.

Numbers, yes or no, codes, words of a list. Whole columns at a time, never a silent cast.

What does not belong here: dates (dates), and what a value may be (ranges, keys): contracts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.ingest.oddities import NO_CODE, NO_NAME, RAISED, RAISED_SIGNS, TWO_NUMBERS, lost_digits

PLACEHOLDER = (
    r"^\s*(?:[-—–―‐_/\\－＿／＼\s]+|…+|[.．]{2,}|无|空|空\s*白|(?i:nan|null|none|nat|n/a|<na>|\(null\)))\s*$"
)
"""What people (sources.md) and programs write for "nothing", as it is written, before any folding."""
PLAIN_NUMBER = r"^-?[0-9]{1,15}(?:\.[0-9]+)?$"
GROUPED_NUMBER = r"^-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$"
PLAIN_CODE = r"^[A-Za-z]?[0-9]+[A-Za-z]?$"
"""A code that nothing needs to be done about, and of which nothing was made: `1E5` is none."""
FOLDABLE = r"[^!-~\x{4e00}-\x{9fff}]"
"""Anything but plain ASCII and plain Chinese: without it folding changes nothing."""
PLAIN_WHOLE_NUMBER = "^-?[0-9]{1,15}$"
PERCENT_SIGN = "[%％]$"
NUMBER = r"^0*([0-9]+)$"
"""Digits; the group is the number without leading zeros."""
LONGEST_NUMBER = 30
"""Signs of a person's number: identity numbers have 18, pupils' 19; what is longer is more than one."""
WHOLE = 2**53
"""Beyond it a float no longer holds every whole number."""
TALL, SAMPLE, FEW = 5000, 1000, 100
"""From how many rows on it is worth looking for repeated cells, at how many, and how few they must be."""
CELL = pl.col("cell")
NOTHING = pl.lit(None, pl.String)
_EMPTY_IS_NULL = pl.when(CELL != "").then(CELL)
_STRIPPED = CELL.str.strip_chars()
_CLEAN = pl.when(_STRIPPED != "").then(_STRIPPED)
KEPT_APART = CELL.str.replace_all(
    rf"([0-9０-９])\s*([{RAISED_SIGNS}])", f"${{1}}{RAISED}${{2}}"
).str.replace_all(r"([0-9０-９])[^\S\r\n]*[\r\n]+\s*([0-9０-９])", f"${{1}}{RAISED}${{2}}")
"""Folding would make one number of a number and its footnote, or of two in two lines of a cell."""
_FOLD = KEPT_APART.str.normalize("NFKC").str.replace_all(r"\s+", "")
_FOLDED = pl.when(_FOLD != "").then(_FOLD)
_IS_FOLDABLE = CELL.str.contains(FOLDABLE).any()
_IS_PLACEHOLDER = CELL.str.contains(PLACEHOLDER).fill_null(False)
_IS_DRESSED = CELL.str.contains(r"^['=]|\.0+$").any()
_UNDRESSED = (
    CELL.str.replace(r"^'", "")
    .str.replace(r'^="?([^"]*)"?$', "${1}")
    .str.replace(r"^([0-9]+)\.0+$", "${1}")
)  # fmt: skip
_PLAIN_WORD = CELL.str.to_lowercase().str.replace(r"^([0-9]+)\.0+$", "${1}")
_WRITTEN = r"^\s*[-+−－＋]?[0-9０-９,，.．]+\s*$"
"""A number as it may be written: no blank, no note, no raised sign between or behind its digits."""
_ASCII = pl.when(CELL.str.contains(_WRITTEN)).then(CELL.str.normalize("NFKC").str.strip_chars())
_SIGNED = _ASCII.str.replace("^−", "-").str.replace(r"^\+", "")
_UNGROUPED = (
    pl.when(_SIGNED.str.contains(GROUPED_NUMBER))
    .then(_SIGNED.str.replace_all(",", "", literal=True))
    .otherwise(_SIGNED)
)
_PLAIN_NUMBER = pl.when(CELL.str.contains(PLAIN_NUMBER)).then(CELL).cast(pl.Float64)
_NUMBER = pl.when(_UNGROUPED.str.contains(PLAIN_NUMBER)).then(_UNGROUPED).cast(pl.Float64)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A column of values and, row by row, whether a cell that was not blank could not be read.

    `divided`, where it is given: whether the number stood as a percentage and was divided by 100.
    """

    values: pl.Series
    bad: pl.Series
    divided: pl.Series | None = None


def clean(cells: pl.Series) -> pl.Series:
    """Blanks around a cell go; an empty cell is null."""
    return computed(cells, _CLEAN)


def folded(cells: pl.Series) -> pl.Series:
    """Full-width characters become half-width, every blank goes; an empty cell is null."""
    return computed(cells, _FOLDED if computed(cells, _IS_FOLDABLE).item() else _EMPTY_IS_NULL)


def is_placeholder(cells: pl.Series) -> pl.Series:
    """Whether a cell says "nothing" in one of its many ways."""
    return computed(cells, _IS_PLACEHOLDER)


def is_filled(cells: pl.Series) -> pl.Series:
    """Whether a cell says something else than "nothing"."""
    return (cells.str.strip_chars() != "").fill_null(False) & ~is_placeholder(cells)


def computed(cells: pl.Series, expression: pl.Expr) -> pl.Series:
    """An expression over `CELL`, in one pass: a chain of calls on a series would be a query each."""
    return cells.alias("cell").to_frame().select(expression.alias("cell")).to_series()


def parsed(source: pl.Series, values: pl.Series) -> Parsed:
    """Whatever is filled, has no value and is no placeholder is bad.

    Placeholders are looked for only among these.
    """
    unread = source.is_not_null() & values.is_null()
    return Parsed(values, unread & ~is_placeholder(source) if unread.any() else unread)


def kept(cells: pl.Series, keep: pl.Series) -> pl.Series:
    """The cells where `keep` is true, null elsewhere."""
    return cells.zip_with(keep.fill_null(False), pl.Series([None], dtype=cells.dtype))


def each_once(cells: pl.Series, read: Callable[[pl.Series], Parsed]) -> Parsed:
    """A column as `read` reads it; where the same few cells stand in it again and again, each is read once.

    `read` must judge a cell by itself, or by what else stands in the column, but not by how often it does.
    """
    if cells.len() < TALL or cells.head(SAMPLE).n_unique() > FEW:
        return read(cells)
    once = cells.drop_nulls().unique()
    found = read(once)

    def everywhere(series: pl.Series) -> pl.Series:
        return cells.replace_strict(once, series, default=None, return_dtype=series.dtype)

    none = pl.repeat(False, cells.len(), dtype=pl.Boolean, eager=True)
    return Parsed(
        everywhere(found.values),
        everywhere(found.bad).fill_null(False) if found.bad.any() else none,
        None if found.divided is None else everywhere(found.divided).fill_null(False),
    )


def plain_number(cell: pl.Expr) -> pl.Expr:
    """A number that is written with digits and a point alone; else null."""
    return pl.when(cell.str.contains(PLAIN_NUMBER)).then(cell).cast(pl.Float64)


def plain_whole_number(cell: pl.Expr) -> pl.Expr:
    """A number that is written with digits alone; else null."""
    return pl.when(cell.str.contains(PLAIN_WHOLE_NUMBER)).then(cell).cast(pl.Int64)


def plain_word(cell: pl.Expr, written: Mapping[str, str]) -> pl.Expr:
    """The word of a list that a cell is a way of writing of, sign for sign; else null."""
    ways, words = pl.Series(written.keys(), dtype=pl.String), pl.Series(written.values(), dtype=pl.String)
    return cell.replace_strict(ways, words, default=None, return_dtype=pl.String)


def text(cells: pl.Series) -> Parsed:
    """Text as handed in, trimmed; what a spreadsheet or a wrong encoding made of it is bad."""
    return _without_oddities(clean(cells), NO_NAME)


def code(cells: pl.Series) -> Parsed:
    """Codes, and names that are keys: width folded.

    A number cell's `.0` and the apostrophe that marks text go. What a spreadsheet made of it is bad.
    """
    if computed(cells, CELL.str.contains(PLAIN_CODE).all()).item():
        return Parsed(cells, pl.repeat(False, cells.len(), dtype=pl.Boolean, eager=True))
    source = folded(cells)
    return _without_oddities(
        computed(source, _UNDRESSED) if computed(source, _IS_DRESSED).item() else source, NO_CODE
    )


def _without_oddities(source: pl.Series, odd: str) -> Parsed:
    gone, bad = CELL.str.contains(PLACEHOLDER), CELL.str.contains(odd)
    found = (
        source.alias("cell")
        .to_frame()
        .select(
            pl.when(gone | bad).then(NOTHING).otherwise(CELL).alias("cell"),
            (bad & ~gone).fill_null(False).alias("bad"),
        )
    )
    return Parsed(found["cell"], found["bad"])


def person_number(cells: pl.Series) -> Parsed:
    """Numbers of persons, in upper case; those that lost digits in a number cell, and two in one, are bad."""
    found = code(cells)
    numbers = computed(found.values, CELL.str.to_uppercase())
    lost = lost_digits(numbers) | (numbers.str.len_bytes() > LONGEST_NUMBER).fill_null(False)
    return Parsed(kept(numbers, ~lost), found.bad | lost) if lost.any() else Parsed(numbers, found.bad)


def number(cells: pl.Series) -> Parsed:
    """Numbers, `1,218` and full-width digits too; no exponents, because an exponent hides lost digits.

    Two numbers in a cell, and one with a footnote's sign behind it, are none.
    """
    source = clean(cells)
    plain = computed(source, _PLAIN_NUMBER)
    if plain.null_count() == source.null_count():
        return Parsed(plain, pl.repeat(False, source.len(), dtype=pl.Boolean, eager=True))
    return parsed(source, computed(source, _NUMBER))


def whole_number(cells: pl.Series) -> Parsed:
    """Whole numbers; `45.0` is one, `45.5` is not."""
    found = number(cells)
    whole = computed(found.values, ((CELL.floor() == CELL) & (CELL.abs() < WHOLE)).fill_null(True))
    if whole.all():
        return Parsed(found.values.cast(pl.Int64), found.bad)
    return Parsed(kept(found.values, whole).cast(pl.Int64), found.bad | ~whole)


def fraction(cells: pl.Series, *, percent: bool) -> Parsed:
    """Parts of one; what stands as a percentage is divided by 100.

    That is every number where the heading says so (`percent`), else one of 1 and more or with a % behind it.
    """
    source = clean(cells)
    found = number(source.str.replace(PERCENT_SIGN, ""))
    divided = pl.repeat(percent, source.len(), dtype=pl.Boolean, eager=True)
    divided = (divided | source.str.contains(PERCENT_SIGN) | (found.values >= 1)).fill_null(False)
    divided = divided & found.values.is_not_null()
    return Parsed((found.values / 100).zip_with(divided, found.values), found.bad, divided)


def year(cells: pl.Series) -> Parsed:
    """Years: `2024`, `2024年`, `2024年度`."""
    return whole_number(clean(cells).str.replace(r"^([0-9０-９]{4})\s*年度?$", "${1}"))


def word(cells: pl.Series, written: Mapping[str, str]) -> Parsed:
    """Words of a list, whichever way they are written.

    `written` maps each way, folded and in lower case, to the word. A number that lost its leading zeros, or
    has some too many, is taken where the list leaves no doubt which one it is.
    """
    found = _looked_up(cells, written)
    if found.null_count() == cells.null_count():
        return Parsed(found, pl.repeat(False, cells.len(), dtype=pl.Boolean, eager=True))
    source = folded(cells)
    plain = computed(kept(source, ~cells.str.contains(TWO_NUMBERS)), _PLAIN_WORD)
    found = _looked_up(plain, written)
    if found.null_count() > plain.null_count():
        numbers = _looked_up(computed(plain, CELL.str.extract(NUMBER)), _by_number(written))
        found = found.zip_with(found.is_not_null(), numbers)
    return parsed(source, found)


def listed(cells: pl.Series, written: Mapping[str, str]) -> Parsed:
    """Words of a list that nothing needs: what is no word of it is unknown, and no fault."""
    found = word(cells, written).values
    return Parsed(found, pl.repeat(False, cells.len(), dtype=pl.Boolean, eager=True))


def _looked_up(cells: pl.Series, written: Mapping[str, str]) -> pl.Series:
    return computed(cells, plain_word(CELL, written))


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
