"""A dataset: its columns, the scope a file of it speaks for, and its rules with what they say to a sender.

What does not belong here: any one dataset (one module per domain).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import dataframely as dy
import polars as pl

from pipelines.contracts.datasets.columns import KEY, Column
from pipelines.ingest.model import Severity

AS_WRITTEN = pl.QueryOptFlags.none()
"""There is nothing to rearrange in a query over rules, and to look for it takes longer than a small sheet."""


class Row(dy.Schema):
    """What every row carries while it is checked: where it stands, and whose folder it lies in."""

    row_id = dy.Int64()
    county_code = dy.String(nullable=True)


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a rule over several columns says.

    What is expected, so that it can be read on from 应为; the remedy, a sentence; the columns whose values it
    quotes; and what follows: those columns are unknown, or the row is set aside because they give it its
    meaning, or it lands with a word of warning.
    """

    expected: str
    remedy: str
    columns: tuple[str, ...]
    severity: Severity = "unknown"


def doubtful(expected: str, *columns: str) -> RuleText:
    """The text of a rule that only warns: a form is one row, and one doubtful figure should not refuse it."""
    return RuleText(expected, "请核对这些数；确认无误的不必处理，有误的改正后重新报送。", columns, "warn")


def at_most(whole: str, *parts: str) -> pl.Expr:
    """Whether what is known of the parts is together no more than the whole; unknown is no fault."""
    return (pl.sum_horizontal(*parts) <= pl.col(whole)).fill_null(True)


@dataclass(frozen=True, slots=True)
class Across:
    """Taught columns that stand across and land long, one row each (exam_scores: a column per subject).

    Attributes:
        name_column: takes the column's name.
        limit_column: takes the number in brackets of the heading, else `default_limit`.
        value_column: takes the number of the cell.
        reason_column: takes why there is no number, a word of the list `reasons`; `blank_reason` for an
            empty cell.
        called: what the columns are, in Chinese.
        remedy: what to do about a sheet without any of them, a sentence.
        about: what each of them is, as for a column.
    """

    name_column: str
    limit_column: str
    value_column: str
    reason_column: str
    reasons: str
    blank_reason: str
    default_limit: float
    called: str
    remedy: str
    about: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that exist only once the row is long."""
        return (self.name_column, self.limit_column, self.value_column, self.reason_column)


@dataclass(frozen=True)
class Dataset:
    """One dataset of datasets.md.

    Attributes:
        name: its name in landing.
        title: its Chinese name.
        about: what it is, in Chinese and in English.
        row_is: what a row is one of, in both: 一个班, "class of a school year".
        row_note: what else is to be known of a row, in both; blank where there is nothing.
        department: the code of the department that owes it (a row of the seed `departments`).
        schema: types, ranges, keys and rules.
        scope: the columns that tell what a file of it speaks for, beside the county.
        feeds: the columns that tell which figures a row feeds, even one of which nothing else is known; where
            one of them is open too, it feeds those of everything its file speaks for. None where a row
            of which only that is known says nothing. Every dataset says it, for a row set aside whose place
            nobody knows would else count nowhere.
        newest_by: the column of days by which the newest of several rows decides; it is known even of a row
            of which nobody knows whose it is.
        names_its_own_year: whether a fiscal, enrolment or monitoring year or an exam decides, and not the
            folder's school year.
        dated_by: the column of days whose school year decides, and not the folder's.
        is_form: whether it comes as a vertical form only, of which a sheet is one row.
        is_composed: whether its rows are put together from the cells of many sheets (recognising.composed).
        is_expected: whether it is owed for every year.
        may_be_none: whether headings alone say that there is none (datasets.md, special_rooms).
        counts_rows: the headings of columns that say of how many such a row is told.
        is_register: whether what a row is one of stands in the register of one county only.
        owners: of a figure that stands in several rows, the columns that tell whose it is: a school's plant
            in the row of each of its stages. Any other figure is its row's alone.
        how_it_comes: what a sender has to know beside its columns, in Chinese.
        rules: the texts of the schema's own rules, by rule name.
        across: how columns that stand across land long.
    """

    name: str
    title: str
    about: tuple[str, str]
    row_is: tuple[str, str]
    department: str
    schema: type[Row]
    scope: tuple[str, ...]
    feeds: tuple[str, ...]
    row_note: tuple[str, str] = ("", "")
    newest_by: str | None = None
    names_its_own_year: bool = False
    dated_by: str | None = None
    is_form: bool = False
    is_composed: bool = False
    is_expected: bool = True
    may_be_none: bool = False
    counts_rows: tuple[str, ...] = ()
    is_register: bool = False
    owners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    how_it_comes: str = ""
    rules: Mapping[str, RuleText] = field(default_factory=dict)
    across: Across | None = None

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """The columns as they are handed in, by name."""
        return {
            name: replace(column.metadata[KEY], name=name)
            for name, column in self.schema.columns().items()
            if column.metadata is not None
        }

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that make a row unique within a file."""
        return tuple(self.schema.primary_key())

    @cached_property
    def meaning(self) -> frozenset[str]:
        """The columns without which a row has no meaning: its key, and what a blank cell sets it aside for.

        Every other cell that cannot be read is unknown, and the row lands (datasets.md, "When in doubt" 1).
        """
        landed = {name for name in self.landed_columns() if name not in self.columns}
        across = landed - {self.across.value_column, self.across.reason_column} if self.across else set()
        own = {name for name, column in self.columns.items() if not column.may_be_blank}
        return frozenset({*self.key, *own, *across})

    @cached_property
    def year_column(self) -> str | None:
        """The column whose year decides in the place of the folder's; an exam's day decides nothing."""
        return next((name for name, one in self.columns.items() if one.is_key and one.kind == "year"), None)

    @cached_property
    def town_column(self) -> str | None:
        """The column that names a town, by its code or by its name."""
        return next((name for name, column in self.columns.items() if column.is_town), None)

    @property
    def described(self) -> tuple[str, str]:
        """What it is and what a row of it is: a sentence in Chinese, one in English."""
        (chinese, english), (row, a_row), (note, a_note) = self.about, self.row_is, self.row_note
        return (
            f"{chinese}；一行{row}{'，' if note else ''}{note}。",
            f"{english}; one row per {a_row}{', ' if a_note else ''}{a_note}.",
        )

    @property
    def has_persons(self) -> bool:
        """Whether a row is about one person, so that stray text of it is never quoted."""
        return any(column.personal for column in self.columns.values())

    def keeps_every_rule(self, rows: pl.DataFrame) -> bool:
        """Whether no row breaks a rule of the schema, which is quicker to ask than which rows do."""
        # of the class above, because a column may bear the name of the method
        return super(self.schema, self.schema).is_valid(rows, engine="in-memory", optimizations=AS_WRITTEN)

    def landed_columns(self) -> dict[str, type[pl.DataType]]:
        """The columns of the landing table in order, with their polars types."""
        return self._landed_columns

    @cached_property
    def _landed_columns(self) -> dict[str, type[pl.DataType]]:
        types = {name: type(column.dtype) for name, column in self.schema.columns().items()}
        return {name: kind for name, kind in types.items() if name not in Row.columns()}
