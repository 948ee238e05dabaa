"""dbt's tests, asked of a finished build in one go, and what they said as gates.

dbt writes each test out as SQL when the project changes; run by dbt, a test costs ten times what its query
does. What does not belong here: when the SQL is written (orchestration), and the tests themselves
(dbt_project).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

from pipelines.quality.gates import GateResult
from pipelines.settings import ConnectionSettings

REMEDY = re.compile(r"How to resolve:\s*(.*)", re.DOTALL)


def ask_tests(
    build: Path,
    landing: Path,
    manifest: Mapping[str, Any],
    *,
    run_id: str,
    not_built: Collection[str],
    limits: ConnectionSettings,
) -> list[GateResult]:
    """Every dbt test as a gate; one that reads what could not be built is left out.

    Args:
        build: the file that dbt built.
        landing: the store, which the views of the build read.
        manifest: dbt's `manifest.json`, with the SQL of every test.
        run_id: the refresh.
        not_built: nodes of the manifest that are missing in the build.
        limits: memory and threads.
    """
    tests = [node for node in manifest["nodes"].values() if node["resource_type"] == "test"]
    with duckdb.connect(":memory:", config=limits) as connection:
        connection.execute(f"attach '{build.as_posix()}' as {build.stem} (read_only)")
        connection.execute(f"attach '{landing.as_posix()}' as landing (read_only)")
        connection.execute(f"use {build.stem}")
        return list(_gates(connection, tests, run_id, frozenset(not_built)))


def models_that_failed(results: Iterable[Mapping[str, Any]]) -> list[str]:
    """What dbt could not build, each with its message: a fault of the program or of a seed."""
    return [
        f"{result['unique_id']}：{_first_line(result['message'])}"
        for result in results
        if result["status"] == "error"
    ]


def _gates(
    connection: duckdb.DuckDBPyConnection,
    tests: Collection[Mapping[str, Any]],
    run_id: str,
    not_built: frozenset[str],
) -> Iterator[GateResult]:
    for test in tests:
        if not not_built.isdisjoint(test["depends_on"]["nodes"]):
            continue
        failures, trouble = _failures(connection, test["compiled_code"])
        message, remedy = _words(test)
        yield GateResult(
            run_id=run_id,
            stage="dbt",
            suite=f"dbt.{_subject(test)}",
            expectation=test["name"],
            severity="warn" if test["config"]["severity"].lower() == "warn" else "block",
            success=failures == 0,
            observed=trouble or (f"{failures} 行不符" if failures else None),
            unexpected_count=failures,
            message=message,
            remedy=remedy,
        )


def _failures(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int | None, str | None]:
    """How many rows are against a test; where it cannot be asked, None and why."""
    try:
        found = connection.execute(f"select count(*) from (\n{query}\n) as against_it").fetchone()
    except duckdb.Error as error:
        return None, _first_line(str(error))
    assert found is not None
    return found[0], None


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
