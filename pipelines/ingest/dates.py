"""Days, months and years out of the many forms in which people and spreadsheets write them.

What does not belong here: which days are possible for a column (contracts).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import polars as pl

from pipelines.ingest import values
from pipelines.ingest.fold import fold
from pipelines.ingest.values import CELL, KEPT_APART, Parsed, computed, kept, parsed

_TIME = r"[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
DAY = rf"^([0-9]{{4}})[-/.年]([0-9]{{1,2}})[-/.月]([0-9]{{1,2}})日?(?:{_TIME})?$"
PACKED_DAY = r"^([0-9]{4})([0-9]{2})([0-9]{2})$"
MONTH = r"^([0-9]{4})[-/.年]([0-9]{1,2})月?$"
PACKED_MONTH = r"^([0-9]{4})([0-9]{2})$"
SERIAL = r"^([0-9]{5})(?:\.[0-9]+)?$"
"""Days since the last day but one of 1899, as Excel counts them: five digits reach from 1927 to 2173."""
EPOCH = pl.date(1899, 12, 30)
PLAIN_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
CUT = "#1月或10月"
"""Stands for a number cell that may have lost the last sign of October."""
CUT_OCTOBER, OCTOBER = r"^[0-9]{4}\.1$", r"^[0-9]{4}\.10$"
PLAIN_MONTH = r"^(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])$"
TIDY = r"^[0-9.-]+$"
_PLAIN = KEPT_APART.str.normalize("NFKC").str.strip_chars().str.replace_all(r"\s*([-/.年月日])\s*", "${1}")
_TIDIED = pl.when(_PLAIN != "").then(_PLAIN)
_COUNTED = EPOCH + pl.duration(days=CELL.str.extract(SERIAL).cast(pl.Int64))
FIRST_YEAR = 1900
YEAR_AS_A_DAY = (date(1905, 3, 14), date(1905, 9, 30))
"""The days that the years 1900 to 2100 become in a cell formatted as a date: 2015 is shown as 1905-07-07."""


def looks_like_a_day(cell: str) -> bool:
    """Whether a cell is written like a day, whatever the calendar says."""
    return any(re.match(pattern, fold(cell)) for pattern in (DAY, PACKED_DAY))


def last_day() -> date:
    """The last day that has begun anywhere: what is entered has happened."""
    return date.today() + timedelta(days=1)


def plain_day(cell: pl.Expr, last: date) -> pl.Expr:
    """A day that is written `2024-09-01` and is possible until a last one; else null."""
    written = pl.when(cell.str.contains(PLAIN_DAY)).then(cell)
    return possible(written.str.to_date("%Y-%m-%d", strict=False), last)


def plain_month(cell: pl.Expr, last: date) -> pl.Expr:
    """A month that is written `2024-09` and lies no later than a day; else null."""
    return pl.when(cell.str.contains(PLAIN_MONTH) & (cell <= f"{last:%Y-%m}")).then(cell)


def possible(day: pl.Expr, last: date) -> pl.Expr:
    """Days that may be meant: not before `FIRST_YEAR`, none after the last, and no year that became a day."""
    known = day.is_between(date(FIRST_YEAR, 1, 1), last)
    return pl.when(known & ~day.is_between(*YEAR_AS_A_DAY)).then(day)


def day(cells: pl.Series) -> Parsed:
    """A column of dates; a month without its day is no date."""
    source = _tidied(cells)
    return parsed(source, _days(source))


def month(cells: pl.Series) -> Parsed:
    """A column of months as text, `2024-09`; days are dropped.

    A number cell cuts 2024.10 down to 2024.1. Unless the column also holds an uncut `.10`, such a cell may
    mean January or October and cannot be read. Where the cell is known to be a number the caller says so by
    putting `CUT` in its place: an uncut `.10` beside it, which then is text, proves nothing.
    """
    plain = computed(cells, plain_month(CELL, last_day()))
    if plain.null_count() == cells.null_count():
        return Parsed(plain, pl.repeat(False, cells.len(), dtype=pl.Boolean, eager=True))
    source = _tidied(cells)
    days = _days(source)
    if days.null_count() > source.null_count():
        unclear = source.str.contains(CUT_OCTOBER) & (not source.str.contains(OCTOBER).any())
        months = source.set(unclear.fill_null(False), None)
        days = days.zip_with(
            days.is_not_null(), computed(_from(months, (MONTH, PACKED_MONTH)), possible(CELL, last_day()))
        )
    return parsed(source, computed(days, CELL.dt.strftime("%Y-%m")))


def year(cells: pl.Series) -> Parsed:
    """A column of years; of a month or a day only the year is kept."""
    found = values.year(cells)
    if not found.bad.any():
        return found
    years = month(kept(cells, found.bad)).values.str.head(4).cast(pl.Int64)
    return Parsed(found.values.zip_with(~found.bad, years), found.bad & years.is_null())


def _tidied(cells: pl.Series) -> pl.Series:
    """Width folded and trimmed.

    The blank between a day and its time stays, or `1 12:30` would become the 11th.
    """
    return cells if computed(cells, CELL.str.contains(TIDY).all()).item() else computed(cells, _TIDIED)


def _days(source: pl.Series) -> pl.Series:
    if computed(source, CELL.str.contains(PLAIN_DAY).all()).item():
        days = computed(source, CELL.str.to_date("%Y-%m-%d", strict=False))
    else:
        days = _from(source, (DAY, PACKED_DAY))
        if days.null_count() > source.null_count():
            counted = computed(source, _COUNTED)
            days = days.zip_with(days.is_not_null(), counted)
    return computed(days, possible(CELL, last_day()))


def _from(source: pl.Series, patterns: tuple[str, ...]) -> pl.Series:
    """The first pattern that fits gives year, month and, if it has one, day.

    What the calendar lacks is null.
    """
    readings = []
    for pattern in patterns:
        parts = pl.col("s").str.extract_groups(pattern)
        year, month_, day_ = (parts.struct.field(str(n)) for n in (1, 2, min(3, pattern.count("("))))
        has_day = pattern in (DAY, PACKED_DAY)
        written = pl.concat_str(
            year, month_.str.zfill(2), day_.str.zfill(2) if has_day else pl.lit("01"), separator="-"
        )
        readings.append(written.str.to_date("%Y-%m-%d", strict=False))
    return source.to_frame("s").select(pl.coalesce(readings).alias("d"))["d"]
