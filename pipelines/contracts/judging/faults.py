"""Which rows of a dataset in a file break which rule.

Keys are unique over all sheets of a file: where a key stands twice, none of its rows is taken, because
nothing tells which is right. What does not belong here: what is said about a fault (telling).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.contracts.datasets.columns import MOST_TAUGHT
from pipelines.contracts.datasets.dataset import Dataset, Row
from pipelines.contracts.persons.numbers import holding_person_number, perhaps_holding_person_numbers
from pipelines.contracts.recognising.titles import school_years_of_a_cell
from pipelines.contracts.recognising.typed_rows import TypedRows, lengthened
from pipelines.ingest.values import is_filled

ALONGSIDE = (*Row.columns(), "row_number")
"""What stands in the rows beside the dataset's own columns."""
FAULTS = {"row_id": pl.Int64, "column": pl.String, "rule": pl.String, "part": pl.String}
RULE_CODE = pl.concat_str("column", "rule", separator="|", ignore_nulls=True)
"""A rule's code (`Rule.code`), row by row."""
UNREADABLE, MERGED, BLANK = "unreadable", "merged", "nullability"
TOO_SMALL, TOO_LARGE = "min", "max"
PERSON, NOT_LISTED = "person_number", "not_listed"
MILD = (PERSON, NOT_LISTED)
"""Rules of one column that keep the cell from landing as it is, and the row from nothing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that a row can break.

    Attributes:
        name: what is asked, such as `min`, or the name of one of the dataset's own rules.
        column: the column it is asked of; None for a rule about the whole row.
    """

    name: str
    column: str | None = None

    @property
    def code(self) -> str:
        """Its name for machines outside; nothing here takes it apart again."""
        return f"{self.column}|{self.name}" if self.column else self.name


OTHER_YEAR = Rule("other_school_year")
UNREAD_YEAR = Rule("unread_school_year")
KEY_RULE = Rule("primary_key")
SHIFTED = Rule("extra_cells")
"""A row of a text file with more cells than headings: which cell belongs to which heading is not known."""


def long_rows(sheets: Sequence[TypedRows]) -> pl.DataFrame:
    """The rows of all sheets of one dataset in a file, as they land.

    Taught columns are null where a sheet lacks them.
    """
    frames = []
    for typed in sheets:
        limits = {m.column: m.limit for m in typed.found.matches if m.limit is not None}
        frames.append(lengthened(typed.rows, typed.found.dataset, limits))
    return pl.concat(frames, how="diagonal")


def faults(
    sheets: Sequence[TypedRows], rows: pl.DataFrame, county_code: str | None, school_year: int | None
) -> pl.DataFrame:
    """Every broken rule of every row, once.

    Args:
        sheets: the sheets of one dataset in a file.
        rows: their rows, from `long_rows`.
        county_code: the county in whose folder the file lies, if known.
        school_year: the school year in whose folder it lies, if known.

    Returns:
        `row_id`; `column` and `rule`, the parts of a `Rule`; and `part`, the column across that breaks it,
        if any.
    """
    dataset = sheets[0].found.dataset
    unreadable = [
        _faults(ids.to_frame("row_id"), Rule(name, column))
        for typed in sheets
        for name, cells in ((UNREADABLE, typed.unreadable), (MERGED, typed.shared))
        for column, ids in cells.items()
    ]
    found = pl.concat(
        [
            pl.DataFrame(schema=FAULTS),
            *unreadable,
            *_broken(dataset, rows, county_code),
            *_out_of_range(dataset, rows),
            *(fault for typed in sheets for fault in (*_of_persons(typed), *_not_listed(typed))),
            *(_of_another_year(typed, school_year) for typed in sheets),
            *_one_too_many(dataset, rows),
        ]
    )
    shifted = pl.concat([typed.shifted for typed in sheets])
    if shifted.len():
        # of such a row nothing else is known
        others = found.filter(~pl.col("row_id").is_in(shifted.implode()))
        found = pl.concat([_faults(shifted.to_frame("row_id"), SHIFTED), others])
    return _without_echoes(found, dataset, rows).unique(maintain_order=True) if found.height else found


def groups_of_one_key(
    rows: pl.DataFrame, broken: pl.DataFrame, dataset: Dataset
) -> Mapping[int, Sequence[int]]:
    """For each row whose key stands more than once: the `row_id`s of all rows with its key."""
    if broken.is_empty():
        return {}
    doubled = broken.filter(pl.col("column").is_null(), pl.col("rule") == KEY_RULE.name).select("row_id")
    if doubled.is_empty():
        return {}
    keyed = (
        rows.join(doubled, on="row_id", how="semi")
        .group_by(dataset.key or pl.lit(True))
        .agg(pl.col("row_id").unique().sort())
    )
    return {one: ids for ids in keyed["row_id"].to_list() for one in ids if len(ids) > 1}


def taught_columns(dataset: Dataset, rows: pl.DataFrame) -> list[str]:
    """The columns that only alias rows know."""
    known = {*dataset.landed_columns(), *ALONGSIDE}
    return [name for name in rows.columns if name not in known]


def _faults(rows: pl.DataFrame, rule: Rule, part: str | None = None) -> pl.DataFrame:
    """The rows of a frame as faults; `part` names the column that says which column across is meant."""
    return rows.select(
        "row_id",
        pl.lit(rule.column, pl.String).alias("column"),
        pl.lit(rule.name).alias("rule"),
        (pl.col(part) if part else pl.lit(None, pl.String)).alias("part"),
    )


def _broken(dataset: Dataset, rows: pl.DataFrame, county_code: str | None) -> list[pl.DataFrame]:
    """What the dataset's dataframely schema says."""
    county = pl.lit(county_code, pl.String).alias("county_code")
    frame = rows.select("row_id", county, *dataset.landed_columns())
    if dataset.keeps_every_rule(frame):
        return []
    _, failure = dataset.schema.filter(frame)
    details = failure.details()
    known, across = _rules_of_columns(dataset), dataset.across
    found = []
    for name in failure.counts():
        rule = known.get(name, Rule(name))
        is_across = across and (name in dataset.rules or rule.column in across.columns)
        broken = details.filter(pl.col(name).cast(pl.String) == "invalid")
        found.append(_faults(broken, rule, across.name_column if across and is_across else None))
    return found


def _rules_of_columns(dataset: Dataset) -> Mapping[str, Rule]:
    """The rules that the columns of a schema bring with them, as dataframely names them."""
    rules = (
        Rule(name, column)
        for column, kind in dataset.schema.columns().items()
        for name in kind.validation_rules(pl.col(column))
    )
    return {rule.code: rule for rule in rules}


def _out_of_range(dataset: Dataset, rows: pl.DataFrame) -> list[pl.DataFrame]:
    """Columns taught by an alias row are quantities: not negative, and no number of a person."""
    return [
        _faults(rows.filter(out), Rule(rule, name))
        for name in taught_columns(dataset, rows)
        for out, rule in ((pl.col(name) < 0, TOO_SMALL), (pl.col(name) > MOST_TAUGHT, TOO_LARGE))
    ]


def _of_persons(typed: TypedRows) -> list[pl.DataFrame]:
    """A number of a person in a text, of which a mark lands."""
    columns, cells = typed.found.dataset.columns, typed.cells
    kept = [name for name in cells.columns if name in columns and columns[name].is_free_text]
    return [
        _faults(cells.filter(holds_one), Rule(PERSON, name))
        for name in perhaps_holding_person_numbers(cells.select(kept))
        if (holds_one := holding_person_number(cells[name])).any()
    ]


def _not_listed(typed: TypedRows) -> list[pl.DataFrame]:
    """What stands in a column of a list that no rule needs, and is no word of it."""
    columns, cells = typed.found.dataset.columns, typed.cells
    listed = [name for name in cells.columns if name in columns and columns[name].is_listed]
    return [
        _faults(cells.filter(is_filled(cells[name]) & typed.rows[name].is_null()), Rule(NOT_LISTED, name))
        for name in listed
        if typed.rows[name].null_count() > cells[name].null_count()
    ]


def _of_another_year(typed: TypedRows, school_year: int | None) -> pl.DataFrame:
    """Rows of which a column of school years says another one than the folder, or nothing that is read."""
    dataset = typed.found.dataset
    if typed.years.is_empty() or school_year is None or dataset.names_its_own_year or dataset.dated_by:
        return pl.DataFrame(schema=FAULTS)
    texts = typed.years["year"].unique().to_list()
    told = {one: school_years_of_a_cell(one) for one in texts}
    other = [one for one, years in told.items() if years and school_year not in years]
    unread = [one for one, years in told.items() if not years]
    return pl.concat(
        _faults(typed.years.filter(pl.col("year").is_in(wrong)), rule)
        for wrong, rule in ((other, OTHER_YEAR), (unread, UNREAD_YEAR))
    )


def _one_too_many(dataset: Dataset, rows: pl.DataFrame) -> list[pl.DataFrame]:
    """Without a key a file holds one row: of several none is taken."""
    return [_faults(rows, KEY_RULE)] if not dataset.key and rows.height > 1 else []


def _without_echoes(found: pl.DataFrame, dataset: Dataset, rows: pl.DataFrame) -> pl.DataFrame:
    """A cell that could not be read is not blank too, and a key with a hole in it is no duplicate."""
    unread = found.filter(pl.col("rule") == UNREADABLE)
    blank = unread.select("row_id", "column", pl.lit(BLANK).alias("rule"))
    has_hole = (pl.col(name).is_null() for name in dataset.key)
    holes = _faults(rows.filter(pl.any_horizontal(pl.lit(False), *has_hole)), KEY_RULE).drop("part")
    return found.join(
        pl.concat([blank, holes]),
        on=["row_id", "column", "rule"],
        how="anti",
        nulls_equal=True,
        maintain_order="left",
    )
