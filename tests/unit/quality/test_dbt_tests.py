"""dbt's tests as gates."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.quality.dbt_tests import gates_of_dbt, models_that_failed
from pipelines.quality.gates import GateResult

TEST = "test.junheng.no_value_is_wrong"
HEAD = """-- What is this: a value that is wrong,
-- or odd.
-- When does it matter: always.
-- How to resolve: look at the file
-- and correct it.
select 1 -- not this
"""


def judged(status: str, *, failures: int | None = None, severity: str = "ERROR") -> list[GateResult]:
    node = {
        "name": "no_value_is_wrong",
        "config": {"severity": severity},
        "attached_node": "model.junheng.fct_school_indicator",
        "raw_code": HEAD,
        "description": "",
        "fqn": ["junheng", "values", "no_value_is_wrong"],
    }
    result = {"unique_id": TEST, "status": status, "failures": failures, "message": "Got rows\nmore"}
    model = {"unique_id": "model.junheng.m", "status": "error", "message": "no such column\nmore"}
    return gates_of_dbt({"results": [result, model]}, {"nodes": {TEST: node}}, run_id="r1")


def test_a_test_that_passed_is_a_gate_that_holds() -> None:
    (gate,) = judged("pass", failures=0)
    assert gate.success
    assert (gate.stage, gate.suite) == ("dbt", "dbt.fct_school_indicator")
    assert gate.expectation == "no_value_is_wrong"
    assert gate.observed is None


@pytest.mark.parametrize(("severity", "status", "blocks"), [("ERROR", "fail", True), ("warn", "warn", False)])
def test_a_failure_blocks_or_warns_as_the_test_says(severity: str, status: str, blocks: bool) -> None:
    (gate,) = judged(status, failures=3, severity=severity)
    assert not gate.success
    assert gate.blocks == blocks
    assert gate.observed == "3 行不符"


def test_a_test_says_what_it_is_and_how_to_resolve_it() -> None:
    (gate,) = judged("fail", failures=3)
    assert gate.message == "a value that is wrong, or odd."
    assert gate.remedy == "look at the file and correct it."


def test_a_test_that_could_not_run_blocks() -> None:
    (gate,) = judged("error")
    assert gate.blocks
    assert gate.observed == "Got rows"


def test_a_test_behind_a_failure_is_left_out() -> None:
    assert judged("skipped") == []


def test_a_model_that_could_not_be_built_is_no_gate() -> None:
    results: dict[str, Any] = {
        "results": [
            {"unique_id": "model.junheng.m", "status": "error", "message": "no such column\nmore"},
            {"unique_id": TEST, "status": "error", "message": "x"},
        ]
    }
    assert models_that_failed(results) == ["model.junheng.m：no such column"]
