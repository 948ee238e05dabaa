"""dbt's tests, asked of a build, as gates."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.night.manifest import read_manifest
from pipelines.quality.dbt_tests import ask_tests, models_that_failed
from pipelines.quality.gates import GateResult
from pipelines.settings import Settings

CHINESE = re.compile(r"[\u4e00-\u9fff]")
FACTS = "model.junheng.fct_school_indicator"
HEAD = """-- What is this: a value that is wrong,
-- or odd.
-- When does it matter: always.
-- How to resolve: look at the file
-- and correct it.
select 1 -- not this
"""
WRONG = 'select value from "marts"."fct_school_indicator" where value < 0'


def asked(
    folder: Path,
    query: str,
    *,
    values: Collection[int] = (),
    severity: str = "ERROR",
    not_built: Collection[str] = (),
    described: str = "",
    remedy: str = "",
) -> list[GateResult]:
    """What one test says of a build with these values."""
    build, landing = folder / "warehouse.duckdb", folder / "landing.duckdb"
    with duckdb.connect(str(build)) as connection:
        connection.execute("create schema marts; create table marts.fct_school_indicator (value integer)")
        for value in values:
            connection.execute("insert into marts.fct_school_indicator values (?)", [value])
    duckdb.connect(str(landing)).close()
    test: Mapping[str, Any] = {
        "resource_type": "test",
        "name": "no_value_is_wrong",
        "config": {"severity": severity, "meta": {"remedy": remedy} if remedy else {}},
        "attached_node": FACTS,
        "depends_on": {"nodes": [FACTS]},
        "raw_code": HEAD,
        "compiled_code": query,
        "description": described,
        "fqn": ["junheng", "values", "no_value_is_wrong"],
    }
    manifest = {"nodes": {"test.junheng.no_value_is_wrong": test, FACTS: {"resource_type": "model"}}}
    return ask_tests(build, landing, manifest, run_id="r1", not_built=not_built, limits={"threads": 1})


def test_a_test_that_no_row_is_against_is_a_gate_that_holds(tmp_path: Path) -> None:
    (gate,) = asked(tmp_path, WRONG, values=[1, 2])
    assert gate.success
    assert (gate.stage, gate.suite) == ("dbt", "dbt.fct_school_indicator")
    assert gate.expectation == "no_value_is_wrong"
    assert (gate.observed, gate.unexpected_count) == (None, 0)


@pytest.mark.parametrize(("severity", "blocks"), [("ERROR", True), ("warn", False)])
def test_rows_against_it_block_or_warn_as_the_test_says(tmp_path: Path, severity: str, blocks: bool) -> None:
    (gate,) = asked(tmp_path, WRONG, values=[-1, 2, -3], severity=severity)
    assert not gate.success
    assert gate.blocks == blocks
    assert gate.observed == "2 行不符"


def test_a_test_says_what_it_is_and_how_to_resolve_it(tmp_path: Path) -> None:
    (gate,) = asked(tmp_path, WRONG, values=[-1])
    assert gate.message == "a value that is wrong, or odd."
    assert gate.remedy == "look at the file and correct it."


def test_what_is_described_in_chinese_stands_before_the_comment(tmp_path: Path) -> None:
    (gate,) = asked(tmp_path, WRONG, values=[-1], described="指标值不为负。", remedy="请学校更正。")
    assert (gate.message, gate.remedy) == ("指标值不为负。", "请学校更正。")


def test_every_test_with_sql_of_its_own_says_in_chinese_what_must_hold_and_what_to_do() -> None:
    written = [
        node
        for node in read_manifest(Settings())["nodes"].values()
        if node["resource_type"] == "test" and not node.get("test_metadata")
    ]
    assert len(written) > 40
    for test in written:
        assert CHINESE.search(test["description"]), test["name"]
        assert CHINESE.search(test["config"]["meta"]["remedy"]), test["name"]


def test_a_test_that_could_not_be_asked_blocks(tmp_path: Path) -> None:
    (gate,) = asked(tmp_path, 'select amount from "marts"."fct_school_indicator"')
    assert gate.blocks
    assert gate.observed is not None
    assert "amount" in gate.observed


def test_a_test_of_what_was_not_built_is_left_out(tmp_path: Path) -> None:
    assert asked(tmp_path, WRONG, values=[-1], not_built=[FACTS]) == []


def test_a_query_may_end_in_a_comment(tmp_path: Path) -> None:
    (gate,) = asked(tmp_path, f"{WRONG} -- below nought", values=[1])
    assert gate.success


def test_a_model_that_could_not_be_built_is_told_by_its_first_line() -> None:
    results: list[dict[str, Any]] = [
        {"unique_id": "model.junheng.m", "status": "error", "message": "no such column\nmore"},
        {"unique_id": "model.junheng.n", "status": "skipped", "message": None},
    ]
    assert models_that_failed(results) == ["model.junheng.m：no such column"]
