"""Each of the files comes to its right outcome: what lands of it, and what its sender is told.

A row of `right.csv` names a file, what it is about, how many rows of each of its tables land (or `refused`);
where something must be told the rule, its row and its column; and what stands in the first row of each table.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipelines.contracts.check import check_content
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.result import FileResult
from pipelines.settings import PACKAGE

FILES = Path(__file__).parent / "files"
BOOK = AliasBook.load(PACKAGE / "contracts" / "aliases")
YEAR = 2024
UNKNOWN = "–"
Case = dict[str, str]


def cases() -> list[Case]:
    with (Path(__file__).parent / "right.csv").open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


def checked(case: Case) -> FileResult:
    """The file as county 370399 hands it in for 2024, however many of its rows are faulty."""
    return check_content(
        (FILES / case["file"]).read_bytes(),
        case["file"],
        county_code="370399",
        school_year=YEAR,
        book=BOOK,
        hasher=Hasher(b"k" * 32),
        max_rejected_share=1.0,
    )


def shown(value: object) -> str:
    if value is None:
        return UNKNOWN
    return f"{value:g}" if isinstance(value, int | float) else str(value)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["file"])
def test_a_file_comes_to_its_right_outcome(case: Case) -> None:
    result = checked(case)
    tables = [sheet for sheet in result.sheets if sheet.dataset and sheet.state == "accepted"]
    landed = " ".join(str(table.rows_accepted) for table in tables)
    assert (landed if result.state == "accepted" else "refused") == case["rows"], case["about"]
    for lands in filter(None, case["lands"].split(";")):
        column, values = lands.split("=")
        assert " ".join(shown(table.accepted[column][0]) for table in tables) == values, case["about"]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["file"])
def test_what_must_be_told_of_a_file_is_told_at_its_place(case: Case) -> None:
    told = [one for one in checked(case).findings if one.severity != "note" or one.rule == case["rule"]]
    if not case["rule"]:
        assert told == [], "of what is read right nothing needs to be said"
        return
    there = [
        one
        for one in told
        if one.rule == case["rule"]
        and case["row"] in ("", str(one.row))
        and case["column"] in ("", one.column)
    ]
    assert there, (case["about"], told)
    assert all(one.found and one.expected and one.remedy for one in there)


def test_every_file_is_a_case() -> None:
    assert sorted(case["file"] for case in cases()) == sorted(path.name for path in FILES.iterdir())
