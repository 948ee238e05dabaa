"""What the files themselves show: each planted fault is told at its place, and lands as it must.

What does not belong here: what shows when figures are put together.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import polars as pl

from pipelines.contracts.check import check_content
from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.result import FileResult
from pipelines.ingest.fold import bare
from pipelines.ingest.model import Finding
from pipelines.settings import Settings
from tests.planted.expected import KINDS

Planted = dict[str, str]
ERRORS = ("refuse", "set_aside", "unknown")
OF_A_WHOLE_COUNTY = ("plant_differs", "unknown_school")
"""Kinds that no file shows by itself."""


def answers(sheet: Path) -> list[Planted]:
    """The answer sheet of `junheng simulate --faults`."""
    with sheet.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def differences(raw: Path, planted: Sequence[Planted]) -> Iterator[str]:
    """One sentence for every planted fault that is not told or lands otherwise, and for every false alarm."""
    book, hasher = AliasBook.load(Settings().aliases), Hasher(b"k" * 32)
    for name, group in groupby(planted, key=lambda one: one["file"]):
        faults = list(group)
        path = raw / faults[0]["county"] / faults[0]["year"] / name
        result = check_content(
            path.read_bytes(),
            path.name,
            county_code=faults[0]["county"],
            school_year=int(faults[0]["year"]),
            book=book,
            hasher=hasher,
            max_rejected_share=Settings().max_rejected_share,
        )
        for fault in faults:
            yield from (f"{name} {fault['kind']}: {said}" for said in _of_fault(fault, result))
        yield from (f"{name}: {said}" for said in _false_alarms(faults, result))


def _of_fault(fault: Planted, result: FileResult) -> Iterator[str]:
    expected = KINDS[fault["kind"]]
    if fault["expected_severity"] != expected.severity:
        yield f"the answer sheet says {fault['expected_severity']}, expected is {expected.severity}"
    if fault["kind"] not in OF_A_WHOLE_COUNTY:
        told = [one for one in result.findings if one.severity == expected.severity]
        if not (told if expected.lands == "nothing" else any(_is_at(fault, one) for one in told)):
            yield f"is not told as {expected.severity}"
        if fault["row"] and not any(_is_at(fault, one) for one in result.findings):
            yield f"row {fault['row']} is not named"
    if (result.state == "refused") != (expected.lands == "nothing"):
        yield f"the file is {result.state}"
    if result.state == "accepted" and fault["row"]:
        yield from _of_row(fault, result)


def _of_row(fault: Planted, result: FileResult) -> Iterator[str]:
    """What has landed of the row of a fault."""
    expected, (sheet,) = KINDS[fault["kind"]], result.sheets
    at = sheet.accepted["row_number"].min() if sheet.addresses else int(fault["row"])
    rows = sheet.accepted.filter(pl.col("row_number") == at)
    if rows.is_empty() != (expected.lands == "not the row"):
        yield f"{rows.height} rows have landed"
    if expected.lands == "not the cell":
        for column in _columns(fault, expected.columns or (fault["column"],)):
            if rows[column].drop_nulls().len():
                yield f"{column} has landed as {rows[column].to_list()}"


def _columns(fault: Planted, headings: Sequence[str]) -> list[str]:
    """The columns of these headings; of a form, the one that is unknown of it."""
    if fault["dataset"] == "school_form":
        return ["pupils_primary"]
    named = {bare(column.heading): name for name, column in DATASETS[fault["dataset"]].columns.items()}
    return [named[bare(heading)] for heading in headings if bare(heading) in named]


def _is_at(fault: Planted, finding: Finding) -> bool:
    if fault["sheet"] != (finding.sheet or ""):
        return False
    return not fault["row"] or int(fault["row"]) in (finding.row, *finding.further_rows)


def _false_alarms(faults: Sequence[Planted], result: FileResult) -> Iterator[str]:
    """Errors said of a row in which nothing was planted; a key that stands twice names both its rows."""
    rows = {int(fault["row"]) for fault in faults if fault["row"]}
    errors = [one for one in result.findings if one.severity in ERRORS and one.rule != "primary_key"]
    for finding in errors:
        if rows and finding.row and finding.row not in rows:
            yield f"row {finding.row} is called {finding.severity}: {finding.message}"
