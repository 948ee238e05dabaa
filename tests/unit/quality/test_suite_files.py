"""The files in `expectations/`: complete, and something a person can read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.quality.suites import Suite, SuiteFault, read_suites
from tests.unit.quality.world import EXPECTATIONS, MARTS

SUITES = [*read_suites(EXPECTATIONS, "landing"), *read_suites(EXPECTATIONS, "marts")]


def named(suite: Suite) -> str:
    return suite.name


def test_every_dataset_that_lands_has_a_suite() -> None:
    assert {suite.table for suite in SUITES if suite.stage == "landing"} == DATASETS.keys()


def test_every_published_mart_has_a_suite() -> None:
    published = {path.stem for path in MARTS.rglob("*.sql")}
    assert {suite.table for suite in SUITES if suite.stage == "marts"} == published


@pytest.mark.parametrize("suite", SUITES, ids=named)
def test_every_suite_holds_its_keys_and_says_what_to_do(suite: Suite) -> None:
    names = suite.expectations.keys()
    assert {"a_key_stands_once", "a_key_stands_once_in_a_file"} & names
    for one in suite.expectations.values():
        assert one.description.endswith("。"), one.name
        assert one.notes.endswith("。"), one.name


@pytest.mark.parametrize("suite", [suite for suite in SUITES if suite.stage == "landing"], ids=named)
def test_a_batch_is_compared_with_the_last_one_and_that_only_warns(suite: Suite) -> None:
    assert suite.expectations["a_batch_is_about_as_large_as_the_last"].severity == "warn"


@pytest.mark.parametrize("suite", SUITES, ids=named)
def test_no_suite_shows_a_personal_column(suite: Suite) -> None:
    personal = {
        column.name
        for dataset in DATASETS.values()
        for column in dataset.columns.values()
        if column.personal or not column.shown
    }
    for one in suite.expectations.values():
        shown = (one.query or "").rsplit("from", 1)[0].split("count(*)")[0]
        assert not personal & set(shown.replace(",", " ").split()), one.name


def suite_file(folder: Path, **changes: object) -> Path:
    expectation = {
        "type": "expect_column_values_to_not_be_null",
        "kwargs": {"column": "a"},
        "severity": "critical",
        "meta": {"name": "a_is_known"},
        "description": "甲。",
        "notes": "乙。",
    }
    expectation |= changes
    document = {"name": "marts.t", "expectations": [expectation]}
    (folder / "marts").mkdir()
    (folder / "marts" / "t.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "change", [{"severity": "bad"}, {"meta": {}}, {"kwargs": None}, {"description": None}, {"notes": 1}]
)
def test_a_suite_file_that_lacks_something_is_named(tmp_path: Path, change: dict[str, object]) -> None:
    with pytest.raises(SuiteFault, match=r"t\.json"):
        read_suites(suite_file(tmp_path, **change), "marts")


def test_a_suite_file_that_is_no_json_is_named(tmp_path: Path) -> None:
    suite_file(tmp_path)
    (tmp_path / "marts" / "t.json").write_text("{", encoding="utf-8")
    with pytest.raises(SuiteFault, match=r"t\.json"):
        read_suites(tmp_path, "marts")


def test_a_suite_has_the_name_of_its_place(tmp_path: Path) -> None:
    suite_file(tmp_path)
    (tmp_path / "marts" / "t.json").rename(tmp_path / "marts" / "other.json")
    with pytest.raises(SuiteFault, match=r"marts\.other"):
        read_suites(tmp_path, "marts")
