"""What dbt's tests said, as gates.

What does not belong here: running dbt (orchestration), and the tests themselves (dbt_project).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.quality.gates import GateResult

NOT_RUN = "skipped"
PASSED = "pass"
REMEDY = re.compile(r"How to resolve:\s*(.*)", re.DOTALL)


def gates_of_dbt(
    run_results: Mapping[str, Any], manifest: Mapping[str, Any], *, run_id: str
) -> list[GateResult]:
    """Every dbt test that ran, as a gate; one that stands behind a failure did not run and is left out.

    Args:
        run_results: dbt's `run_results.json`.
        manifest: dbt's `manifest.json`.
        run_id: the refresh.
    """
    return list(_gates(run_results, manifest, run_id))


def models_that_failed(run_results: Mapping[str, Any]) -> list[str]:
    """What dbt could not build, each with its message: a fault of the program or of a seed."""
    return [
        f"{result['unique_id']}：{_first_line(result['message'])}"
        for result in run_results["results"]
        if result["status"] == "error" and not _is_test(result)
    ]


def _gates(run_results: Mapping[str, Any], manifest: Mapping[str, Any], run_id: str) -> Iterator[GateResult]:
    for result in run_results["results"]:
        if not _is_test(result) or result["status"] == NOT_RUN:
            continue
        test = manifest["nodes"][result["unique_id"]]
        passed = result["status"] == PASSED
        failures = result["failures"]
        message, remedy = _words(test)
        yield GateResult(
            run_id=run_id,
            stage="dbt",
            suite=f"dbt.{_subject(test)}",
            expectation=test["name"],
            severity="warn" if test["config"]["severity"].lower() == "warn" else "block",
            success=passed,
            observed=None if passed else f"{failures} 行不符" if failures else _first_line(result["message"]),
            unexpected_count=failures,
            message=message,
            remedy=remedy,
        )


def _is_test(result: Mapping[str, Any]) -> bool:
    return str(result["unique_id"]).startswith("test.")


def _subject(test: Mapping[str, Any]) -> str:
    """The model or seed a test is about, else the folder it lies in."""
    attached = test.get("attached_node")
    return str(attached.rsplit(".", 1)[-1] if attached else test["fqn"][-2])


def _words(test: Mapping[str, Any]) -> tuple[str, str]:
    """What a test says of itself: its description, or the comment at the head of its SQL."""
    comment = []
    for line in test.get("raw_code", "").splitlines():
        if not line.startswith("--"):
            break
        comment.append(line.removeprefix("--").strip())
    text = " ".join(comment)
    remedy = REMEDY.search(text)
    what = text.split("When does it matter:")[0].removeprefix("What is this:").strip()
    return test.get("description") or what, remedy.group(1).strip() if remedy else ""


def _first_line(text: str | None) -> str:
    return (text or "").strip().splitlines()[0] if text and text.strip() else ""
