"""The files in `expectations/`: complete, and something a person can read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.quality.batches import batch_query, preparation
from pipelines.quality.past import lay_past
from pipelines.quality.suites import Stage, Suite, SuiteFault, read_suites
from tests.unit.quality.landed import write_landed
from tests.unit.quality.world import EXPECTATIONS, MARTS, write_build

LANDED, MARTS_SUITES = read_suites(EXPECTATIONS, "landing"), read_suites(EXPECTATIONS, "marts")
SUITES = [*LANDED, *MARTS_SUITES]
LONGEST_LINE = 200


def named(suite: Suite) -> str:
    return suite.name


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Stage, duckdb.DuckDBPyConnection]]:
    """What the SQL of a suite may read, by stage."""
    folder = tmp_path_factory.mktemp("stores")
    files: dict[Stage, Path] = {
        "landing": write_landed(folder / "landing.duckdb"),
        "marts": write_build(folder / "build.duckdb"),
    }
    with ExitStack() as opened:
        connections = {stage: opened.enter_context(duckdb.connect(":memory:")) for stage in files}
        for stage, connection in connections.items():
            connection.execute(f"attach '{files[stage]}' as store (read_only); use store")
            if stage == "marts":
                lay_past(connection, "store", None)
            for statement in preparation(stage, None):
                connection.execute(statement)
        yield connections


def test_every_dataset_that_lands_has_a_suite() -> None:
    assert {suite.table for suite in SUITES if suite.stage == "landing"} == DATASETS.keys()


def test_every_published_mart_has_a_suite() -> None:
    published = {path.stem for path in MARTS.rglob("*.sql")}
    assert {suite.table for suite in SUITES if suite.stage == "marts"} == published


@pytest.mark.parametrize("suite", SUITES, ids=named)
def test_every_suite_judges_something_and_says_what_to_do(suite: Suite) -> None:
    assert suite.expectations
    for one in suite.expectations.values():
        assert one.description.endswith("。"), one.name
        assert one.notes.endswith("。"), one.name


@pytest.mark.parametrize("suite", LANDED, ids=named)
def test_a_batch_is_compared_with_the_last_one_and_that_only_warns(suite: Suite) -> None:
    assert suite.expectations["a_batch_is_about_as_large_as_the_last"].severity == "warn"


@pytest.mark.parametrize(
    "path", [*EXPECTATIONS.rglob("*.json"), *EXPECTATIONS.rglob("*.sql")], ids=lambda path: path.name
)
def test_no_line_is_longer_than_a_person_reads(path: Path) -> None:
    assert max(map(len, path.read_text(encoding="utf-8").splitlines())) <= LONGEST_LINE


@pytest.mark.parametrize("stage", ["landing", "marts"])
def test_every_file_of_sql_is_asked_for(stage: str) -> None:
    asked = "".join(path.read_text(encoding="utf-8") for path in (EXPECTATIONS / stage).glob("*.json"))
    for path in (EXPECTATIONS / stage / "sql").glob("*.sql"):
        assert f'"sql/{path.name}"' in asked


@pytest.mark.parametrize("suite", SUITES, ids=named)
def test_no_suite_shows_a_personal_column(
    suite: Suite, stores: dict[Stage, duckdb.DuckDBPyConnection]
) -> None:
    personal = {
        column.name
        for dataset in DATASETS.values()
        for column in dataset.columns.values()
        if column.personal or not column.shown
    }
    shown = {*suite.place}
    for one in suite.expectations.values():
        if one.query:
            query = one.query.format(batch=f"({batch_query(suite)})")
            shown |= {name for name, *_ in stores[suite.stage].execute(f"describe {query}").fetchall()}
    assert not personal & shown


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
