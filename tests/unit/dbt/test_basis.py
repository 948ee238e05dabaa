"""The basis of every row that decides: it is read by officers, so it names a decree and never a file of ours.

What does not belong here: whether the decree says so.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import pytest

from pipelines.settings import Settings

OURS = re.compile(r"\.md\b|§|\[[CNIMU]\]|standard|plan", re.IGNORECASE)
"""A file of ours, a section of it, or a mark of ours for how sure a rule is."""


def bases() -> Iterator[tuple[str, int, str]]:
    """Seed, line and basis of every row that has one to give."""
    for path in sorted((Settings().dbt_project / "seeds").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                if "basis" in row:
                    yield path.stem, line, row["basis"]


def test_seeds_that_decide_say_on_what_basis() -> None:
    assert {seed for seed, _, _ in bases()} >= {
        "indicators",
        "thresholds",
        "parameters",
        "reliefs",
        "readings",
    }


def test_no_basis_cites_a_file_of_ours() -> None:
    assert [one for one in bases() if OURS.search(one[2])] == []


def test_every_row_that_decides_has_a_basis() -> None:
    assert [one for one in bases() if not one[2].strip()] == []


@pytest.mark.parametrize("basis", ["standard.md §1", "plan.md", "plan.md 任务12", "及格线占满分的比例 [M]"])
def test_what_means_nothing_to_an_officer_is_seen(basis: str) -> None:
    assert OURS.search(basis)
