"""What the columns of a recognised table say about what a row is: data, a total, or a part of another row.

What does not belong here: the words of totals and notes (ingest.passed_over), telling of them (telling).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from pipelines.contracts.recognising.by_headings import Recognised
from pipelines.ingest.fold import bare, fold
from pipelines.ingest.headings import Heading
from pipelines.ingest.passed_over import GROUP_TOTAL, REMARK, TOTAL, Roles

FEWEST_GROUPS = 2
"""Keys that must stand more than once before a column counts as one that parts them."""
_WHOLE = re.compile(f"{TOTAL}|{GROUP_TOTAL}")


@dataclass(frozen=True, slots=True)
class Parts:
    """A column nobody knows that alone tells rows of one key apart, such as 合计 and 其中：女.

    Attributes:
        heading: the column's.
        rows: which rows are parts of another; by their place among those asked about.
        has_wholes: whether each key has exactly one row that says 合计; else nothing tells which is meant.
    """

    heading: Heading
    rows: tuple[int, ...]
    has_wholes: bool


def roles_of(found: Recognised) -> Roles:
    """The places of codes, groups, texts and keys of a table."""
    dataset = found.dataset
    codes: list[int] = []
    groups: list[int] = []
    keys: list[int] = []
    texts = [heading.index for heading, _ in found.not_kept if not REMARK.fullmatch(bare(heading.path[-1]))]
    for match in found.matches:
        at, column = match.heading.index, dataset.columns.get(match.column)
        # a form is one row, which is never a total: every column of it tells what it is
        if dataset.is_form or match.column in dataset.meaning:
            keys.append(at)
        if column is None or dataset.is_form:
            continue
        if column.kept == "nothing" or (column.kind == "text" and not column.is_town):
            texts.append(at)
        elif match.column in dataset.meaning:
            (groups if column.is_free_text else codes).append(at)
    return Roles(tuple(codes), tuple(groups), tuple(texts), tuple(keys))


def parts_of(data: pl.DataFrame, found: Recognised) -> Parts | None:
    """The column that parts the rows of one key, where there is one.

    Args:
        data: the rows of the table that are data, every column of the sheet.
        found: what the table is.
    """
    names = data.columns
    keys = [names[match.heading.index] for match in found.matches if match.column in found.dataset.key]
    if not keys or len(keys) < len(found.columns.keys() & set(found.dataset.key)):
        return None
    # keys that differ have other hashes, mostly; these take a tenth of the room
    if data.select(keys).hash_rows().is_unique().all():
        return None
    rows = data.with_row_index("__at")
    filled = rows.filter(pl.all_horizontal(pl.col(keys).str.contains(r"\S").fill_null(False)))
    doubled = filled.filter(pl.struct(keys).is_duplicated())
    if doubled.is_empty() or doubled.select(keys).n_unique() < FEWEST_GROUPS:
        return None
    for heading in found.unknown:
        column = names[heading.index]
        words = doubled[column].fill_null("").map_elements(fold, return_dtype=pl.String)
        told = doubled.select("__at", *keys).with_columns(words.alias("__word"))
        told = told.with_columns(pl.col("__word").str.contains(_WHOLE.pattern).alias("__whole"))
        # a column that says something else in each row, such as a telephone number, parts nothing
        if told["__word"].n_unique() > told.height / FEWEST_GROUPS:
            continue
        if told.select(*keys, "__word").is_duplicated().any():
            continue
        wholes = told.group_by(keys).agg(pl.col("__whole").sum())["__whole"]
        parts = told.filter(~pl.col("__whole"))["__at"].to_list()
        return Parts(heading, tuple(parts), bool((wholes == 1).all()))
    return None
