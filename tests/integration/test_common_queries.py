"""The questions that analysts ask are answered by one view each, as their files stand.

What does not belong here: what the figures are (test_oracle), how long an answer takes (tests/benchmarks).
"""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import PROJECT
from pipelines.warehouse.reading import SHUT_OFF
from tests.conftest import CountyVersion

FOLDER = PROJECT / "docs" / "queries"
QUERIES = sorted(FOLDER.glob("*.sql"))
WITHOUT_A_ROW = {"06_classes_too_large", "25_what_moved_and_why", "26_every_value_that_moved"}
"""The small county has no class that is too large, and its first version nothing that moved."""
VIEW = re.compile(r"\bbi\.(\w+)")


def question(path: Path) -> tuple[str, str]:
    """What a file asks, in Chinese and in English."""
    chinese, english = path.read_text(encoding="utf-8").splitlines()[:2]
    return chinese.removeprefix("-- "), english.removeprefix("-- ")


def test_there_are_thirty_and_the_page_lists_each_with_its_question() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[\d\d\]\((\S+)\) \| (.+) \| (.+) \|$", page, re.MULTILINE)
    assert listed == [(path.name, *question(path)) for path in QUERIES]
    assert len(QUERIES) == 30


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_question_is_answered_by_a_view_without_a_join(path: Path, county_version: CountyVersion) -> None:
    sql = path.read_text(encoding="utf-8")
    assert " join " not in sql
    # the newest year is asked of the recognition
    assert len({*VIEW.findall(sql)} - {"认定进度"}) <= 1
    with duckdb.connect(str(county_version.database), read_only=True, config=SHUT_OFF) as warehouse:
        answer = warehouse.execute(sql).pl()
    assert re.search(r"[一-鿿]", "".join(answer.columns))
    if path.stem not in WITHOUT_A_ROW:
        assert answer.height, "a question that the small county cannot answer is no example"
