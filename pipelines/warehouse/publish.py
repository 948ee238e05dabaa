"""A finished build becomes a version: copied, verified, written to disk, put in force.

Everything happens under a partial name; the version appears with one rename and is put in force by replacing
one link, so a refresh killed at any point leaves the version before it standing. What does not belong here:
whether publishing is allowed (orchestration asks the gates).
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any, Protocol

import duckdb

from pipelines.landing.report import LandingReport
from pipelines.settings import Settings
from pipelines.warehouse.copying import (
    build_and_copy,
    copy_relations,
    export_parquet,
    relations,
    verify,
)
from pipelines.warehouse.figure_change import write_changes
from pipelines.warehouse.owner_only import open_to_readers
from pipelines.warehouse.versions import (
    DATABASE,
    MANIFEST,
    PARTIAL,
    Version,
    current,
    next_name,
    point_to,
    sync,
)

INPUTS = (
    "select distinct county_code, school_year, path, sha256, file_id"
    " from quality.file_version where state = 'in_force' order by all"
)
GATE_COLUMNS = (
    "run_id",
    "stage",
    "suite",
    "expectation",
    "severity",
    "success",
    "observed",
    "unexpected_count",
)
"""Columns of `quality.expectation_result`, empty in the build because the gates look at what is finished."""
FILLED = (("quality", "expectation_result"), ("quality", "figure_change"), ("quality", "figure_change_file"))
"""Tables that are empty in the build and filled in the copy."""


class Gate(Protocol):
    """What a gate said, as far as it is published: a row of `quality.expectation_result`."""

    @property
    def suite(self) -> str:
        """The suite it belongs to."""

    @property
    def expectation(self) -> str:
        """Its name in the suite."""

    @property
    def severity(self) -> str:
        """`block` or `warn`."""

    @property
    def success(self) -> bool:
        """Whether it holds."""

    @property
    def observed(self) -> str | None:
        """What was found."""


def publish(
    settings: Settings,
    *,
    run_id: str,
    fingerprint: str,
    landing: LandingReport,
    gates: Sequence[Gate],
    dbt_results: Mapping[str, Any],
    as_known_on: datetime | None = None,
    move_current: bool = True,
    add_reports: Callable[[Version], None] | None = None,
) -> Version:
    """Make a version of the build in `settings.build_db` and put it in force.

    Args:
        settings: where things are.
        run_id: the refresh.
        fingerprint: of everything that decided the build.
        landing: what landing did in this refresh.
        gates: what every gate said; readers find it in `quality.expectation_result`.
        dbt_results: how many nodes of the dbt project ended in which status.
        as_known_on: UTC without a zone, where an earlier state of knowledge was built.
        move_current: whether the version becomes the one in force.
        add_reports: writes into the version, as long as nobody reads it, what people get besides the data.

    Raises:
        UntrueCopy: what was written is not what was built.
    """
    now = datetime.now(UTC)
    name = next_name(settings, now)
    partial = settings.versions / f"{PARTIAL}{name}"
    partial.mkdir(parents=True)
    try:
        # a version of an earlier day follows no other, so nothing has moved in it
        previous = current(settings) if move_current else None
        counts, inputs = _write(settings, partial, gates, name, previous)
        manifest = {
            "version": name,
            "created_at": now.isoformat(timespec="seconds"),
            "run_id": run_id,
            "as_known_on": as_known_on.isoformat() if as_known_on else None,
            "fingerprint": fingerprint,
            "code_version": installed_version("junheng"),
            "engines": {engine: installed_version(engine) for engine in ("duckdb", "dbt-core", "polars")},
            "inputs": inputs,
            "landing": asdict(landing),
            "gates": _summary(gates),
            "dbt": dict(dbt_results),
            "row_counts": counts,
        }
        (partial / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2), encoding="utf-8")
        if add_reports:
            add_reports(Version(name, partial, manifest, settings.time_zone))
        open_to_readers(settings, partial)
        for path in sorted(partial.rglob("*"), reverse=True):
            sync(path)
        sync(partial)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    version = Version(name, partial.rename(settings.versions / name), manifest, settings.time_zone)
    sync(settings.versions)
    if move_current:
        point_to(settings, version)
    return version


def _write(
    settings: Settings, folder: Path, gates: Sequence[Gate], name: str, previous: Version | None
) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Write the DuckDB file and the Parquet files; returns rows by relation, and what it was made from."""
    copy = folder / DATABASE
    with build_and_copy(settings.build_db, copy, settings.limits) as connection:
        found = relations(connection, "build")
        copy_relations(connection, found)
        _write_gates(connection, gates)
        filled = [one for one in found if (one.schema, one.name) in FILLED]
        if previous and FILLED[1] in {(one.schema, one.name) for one in filled}:
            write_changes(connection, previous, name)
        cursor = connection.execute(INPUTS)
        columns = [column for column, *_ in cursor.description or []]
        inputs = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    counts = verify(settings.build_db, copy, filled, settings.limits)
    export_parquet(copy, folder / "parquet", settings.limits)
    return counts, inputs


def _write_gates(connection: duckdb.DuckDBPyConnection, gates: Sequence[Gate]) -> None:
    rows = [[getattr(gate, column) for column in GATE_COLUMNS] for gate in gates]
    if rows:
        marks = ", ".join("?" * len(GATE_COLUMNS))
        columns = ", ".join(GATE_COLUMNS)
        connection.executemany(f"insert into quality.expectation_result ({columns}) values ({marks})", rows)


def _summary(gates: Sequence[Gate]) -> dict[str, Any]:
    """How many gates passed, warned and blocked; and by name those that did not pass."""
    said = Counter(
        "passed" if gate.success else "blocked" if gate.severity == "block" else "warned" for gate in gates
    )
    failed = [
        {"gate": f"{gate.suite} / {gate.expectation}", "severity": gate.severity, "observed": gate.observed}
        for gate in gates
        if not gate.success
    ]
    return {**{outcome: said[outcome] for outcome in ("passed", "warned", "blocked")}, "failed": failed}
