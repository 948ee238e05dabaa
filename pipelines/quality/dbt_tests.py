"""dbt's tests, asked of a finished build in one go, and what they said as gates.

dbt writes each test out as SQL when the project changes; run by dbt, a test costs ten times what its query
does. What does not belong here: when the SQL is written (orchestration), and the tests themselves
(dbt_project).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from pipelines.quality.gates import GateResult
from pipelines.quality.one_county import confine
from pipelines.sentences import Sentence
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
    counties: Sequence[str] = (),
) -> list[GateResult]:
    """Every dbt test as a gate; one that reads what could not be built is left out.

    What fails and would block is asked again of each county alone, as the suites are (gates).

    Args:
        build: the file that dbt built.
        landing: the store, which the views of the build read.
        manifest: dbt's `manifest.json`, with the SQL of every test.
        run_id: the refresh.
        not_built: nodes of the manifest that are missing in the build.
        limits: memory and threads.
        counties: whose rows the build holds; where it is not told, a failure names no county.
    """
    tests = [node for node in manifest["nodes"].values() if node["resource_type"] == "test"]
    asked = [test for test in tests if frozenset(not_built).isdisjoint(test["depends_on"]["nodes"])]

    def ask(which: Sequence[Mapping[str, Any]], county: str | None) -> list[GateResult]:
        with duckdb.connect(":memory:", config=limits) as connection:
            _attach(connection, build, landing, county)
            return [_gate(connection, test, run_id, county) for test in which]

    gates = ask(asked, None)
    failed = [(gate, test) for gate, test in zip(gates, asked, strict=True) if gate.blocks]
    if len(counties) == 1:
        return [replace(gate, county_code=counties[0]) if gate.blocks else gate for gate in gates]
    again = [test for gate, test in failed if gate.unexpected_count]
    alone: dict[str, list[GateResult]] = {}
    for county in counties if again else ():
        for gate in ask(again, county):
            if gate.blocks:
                alone.setdefault(gate.expectation, []).append(gate)
    return [one for gate in gates for one in (gate.blocks and alone.get(gate.expectation)) or [gate]]


def _attach(connection: duckdb.DuckDBPyConnection, build: Path, landing: Path, county: str | None) -> None:
    """Have the build and the store answer to the names that tests call them by."""
    whole = "{}_of_all" if county else "{}"
    for name, path in (("landing", landing), (build.stem, build)):
        attached = whole.format(name)
        connection.execute(f"attach '{path.as_posix()}' as \"{attached}\" (read_only)")
        if county:
            confine(connection, attached, name, county)
    connection.execute(f"use {build.stem}")


def models_that_failed(results: Iterable[Mapping[str, Any]]) -> list[Sentence]:
    """What dbt could not build, each with its message: a fault of the program or of a seed."""
    return [
        Sentence("{model}：{message}", model=result["unique_id"], message=_first_line(result["message"]))
        for result in results
        if result["status"] == "error"
    ]


def _gate(
    connection: duckdb.DuckDBPyConnection, test: Mapping[str, Any], run_id: str, county: str | None
) -> GateResult:
    failures, trouble = _failures(connection, test["compiled_code"])
    message, remedy = _words(test)
    return GateResult(
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
        county_code=county,
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
    """What a test says of itself and what to do: as described, or by the comment at the head of its SQL."""
    comment = []
    for line in test.get("raw_code", "").splitlines():
        if not line.startswith("--"):
            break
        comment.append(line.removeprefix("--").strip())
    text = " ".join(comment)
    remedy = REMEDY.search(text)
    what = text.split("When does it matter:")[0].removeprefix("What is this:").strip()
    told = test["config"].get("meta", {}).get("remedy") or (remedy.group(1).strip() if remedy else "")
    return test.get("description") or what, told


def _first_line(text: str | None) -> str:
    return (text or "").strip().splitlines()[0] if text and text.strip() else ""
