"""What is said of rows beside which somebody has written that they no longer count: 已退休, 已撤并, 已转出.

They land and count as they stand, because a word in a column nobody knows decides nothing (datasets.md,
"When in doubt" 8); who handed them in is asked. Such words are rows of `codes/leaving_words.csv`. What does
not belong here: a column that the dataset knows.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from importlib.resources import files

import polars as pl

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.code_lists import ways_of_writing
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.persons.numbers import holds_person_number
from pipelines.contracts.recognising.typed_rows import TypedRows
from pipelines.contracts.telling.phrases import HIDDEN
from pipelines.ingest.fold import bare, fold
from pipelines.ingest.headings import Heading
from pipelines.ingest.model import Finding
from pipelines.ingest.passed_over import REMARK

RULE = "row_may_not_count"
LONGEST = 40
"""Signs of a remark; a longer one tells a story."""
MOST_OF_A_COLUMN = 0.5
"""Share of the rows up to which such a word is an exception, where the column is no remark; beyond it the
column is about something else."""


def of_doubtful_rows(typed: TypedRows) -> list[Finding]:
    """One finding per column that says of some rows that they no longer count; it names all these rows."""
    if typed.sheet.addresses:
        return []
    remarks = [heading for heading, _ in typed.found.not_kept if REMARK.fullmatch(bare(heading.path[-1]))]
    return [
        finding
        for heading in (*typed.found.unknown, *remarks)
        if (finding := _of_column(typed, heading, heading in remarks))
    ]


def _of_column(typed: TypedRows, heading: Heading, is_remark: bool) -> Finding | None:
    there = typed.sheet.grid.to_series(heading.index).drop_nulls().unique()
    words = {cell: word for cell in there if (word := _word(cell, typed.found.dataset))}
    if not words:
        return None
    rows = _cells(typed, heading).filter(pl.col("cell").is_in(list(words)))
    is_remark = is_remark or REMARK.fullmatch(bare(heading.path[-1])) is not None
    if rows.is_empty() or (not is_remark and rows.height > MOST_OF_A_COLUMN * typed.cells.height):
        return None
    counted = Counter(words[cell] for cell in rows["cell"])
    said = "、".join(f"“{word}”{number} 行" for word, number in counted.most_common())
    text = HIDDEN if holds_person_number(heading.text) else f"“{heading.text}”"
    first, *others = rows["row_number"].to_list()
    return Finding(
        rule=RULE,
        severity="warn",
        found=f"{text}列里写着{said}，这些行照常采用、计入",
        expected="只有本学年应当计入的行",
        remedy="请核对；不应当计入的行请删去后重新报送，应当计入的不必改。",
        dataset=typed.found.dataset.name,
        sheet=typed.sheet.name_at(heading.index) or None,
        row=first,
        column=None if holds_person_number(heading.text) else heading.text,
        further_rows=tuple(others),
    )


def _cells(typed: TypedRows, heading: Heading) -> pl.DataFrame:
    """The filled cells of a column nobody knows, of the rows that are data."""
    grid = typed.sheet.grid
    return (
        pl.DataFrame(
            {
                "row_number": pl.int_range(1, grid.height + 1, dtype=pl.Int64, eager=True),
                "cell": grid.to_series(heading.index),
            }
        )
        .drop_nulls("cell")
        .join(typed.cells.select("row_number"), on="row_number", how="semi", maintain_order="left")
    )


def _word(cell: str, dataset: Dataset) -> str | None:
    """The word of a cell that says that its row no longer counts, as it stands there."""
    text = fold(cell)
    if len(text) > LONGEST or _undone().search(text):
        return None
    match = _gone().search(text)
    return match[0] if match and match[0] not in _own_words(dataset.name) else None


@cache
def _own_words(dataset: str) -> frozenset[str]:
    """The words of a dataset's own lists: in a register of changes 转出 is what is registered."""
    lists = {column.words for column in DATASETS[dataset].columns.values() if column.words}
    return frozenset(word for name in lists for word in ways_of_writing(name))


def _gone() -> re.Pattern[str]:
    return _pattern("gone")


def _undone() -> re.Pattern[str]:
    return _pattern("undone")


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    table = files("pipelines.contracts") / "codes" / "leaving_words.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return re.compile("|".join(row["pattern"] for row in rows if row["kind"] == kind))
