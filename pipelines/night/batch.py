"""The night of a batch of counties: gate, build, gate again; who passed, and why the others did not.

A batch is as many counties as one build of dbt carries well. It is judged county by county: one that fails a
gate is held, the others go on without it. What does not belong here: which counties, and on which machine
(spread), and what becomes of the build (warehouse).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.county_rows.own_rows import rows_in_force
from pipelines.landing.beside import read_beside
from pipelines.landing.gather import gather
from pipelines.night.crew import Crew
from pipelines.night.dbt_process import Asked
from pipelines.night.dbt_tasks import Heard
from pipelines.night.registry import BUILD, standing
from pipelines.planning.nightly import write_plans
from pipelines.quality.acknowledgements import acknowledged
from pipelines.quality.dbt_tests import ask_tests, models_that_failed
from pipelines.quality.gatekeeper import GateRequest
from pipelines.quality.gates import GateResult
from pipelines.quality.refusal import reason
from pipelines.quality.suites import Stage
from pipelines.quality.waivers import waivers_of
from pipelines.settings import Settings
from pipelines.warehouse.digesting import note_digests
from pipelines.warehouse.registers import note_registers
from pipelines.warehouse.versions import current


class BuildFailed(Exception):
    """dbt could not build a model: a fault of the program, of a seed, or of a county's rows."""


@dataclass(frozen=True)
class Batch:
    """Counties that are built together, and where what is built on the way lies.

    Attributes:
        counties: their codes.
        folder: thrown away after the night.
        run_id: the refresh.
        known_on: judge and build what was known then (UTC without a zone); its gates hold nobody.
        select: what dbt selects, where it is not everything; what is built then is judged by dbt's tests
            alone, because a suite judges a whole.
    """

    counties: tuple[str, ...]
    folder: Path
    run_id: str
    known_on: datetime | None = None
    select: tuple[str, ...] = ()


@dataclass(frozen=True)
class BatchOutcome:
    """What came of a batch.

    Attributes:
        counties: that were asked for.
        passed: whose figures may be published.
        held: why the others may not, a Chinese sentence each, by county.
        build: the finished build, which may hold rows of held counties too; None when nobody got so far.
        gates: what every gate said.
        built: the nodes of dbt that were built, by `unique_id`.
        dbt: how many nodes ended in which status.
        troubles: what went wrong that no gate says.
    """

    counties: tuple[str, ...]
    passed: tuple[str, ...] = ()
    held: dict[str, list[str]] = field(default_factory=dict)
    build: Path | None = None
    gates: list[GateResult] = field(default_factory=list)
    built: list[str] = field(default_factory=list)
    dbt: dict[str, int] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)


def compute(
    settings: Settings,
    batch: Batch,
    manifest: Mapping[str, Any],
    crew: Crew,
    heard: Callable[[Heard], None],
) -> BatchOutcome:
    """Compute a batch.

    Args:
        settings: where things are, and how much a process may take.
        batch: what is asked for.
        manifest: dbt's, with the SQL of every test.
        crew: the processes that work on it.
        heard: called with everything that dbt says.

    Raises:
        BuildFailed: a model could not be built.
        Trouble: a process went away, or a file could not be read.
    """
    batch.folder.mkdir(parents=True, exist_ok=True)
    beside = read_beside(settings)
    landing = gather(settings, batch.counties, batch.folder / "landing.duckdb", beside=beside)
    crew.dbt.load(settings)
    gates = crew.gatekeeper.run(_request(settings, batch, landing, "landing", batch.counties))
    held = _held(gates, batch.counties)
    going = _going(batch, held)
    if not going:
        return BatchOutcome(batch.counties, held=held, gates=gates)
    if going != batch.counties:
        landing = gather(settings, going, batch.folder / "passed" / "landing.duckdb", beside=beside)
    build = batch.folder / BUILD
    said = acknowledged(settings, rows_in_force(settings), batch.known_on)
    asked = Asked(landing.absolute(), build, batch.run_id, batch.known_on, said)
    results = crew.dbt.build(settings, asked, heard, select=batch.select)
    write_plans(settings, build)
    tests = ask_tests(
        build,
        landing,
        manifest,
        run_id=batch.run_id,
        not_built=_not_built(results, manifest),
        limits=settings.limits,
        counties=going,
    )
    if failed := models_that_failed(results):
        raise BuildFailed("\n".join(failed))
    gates += tests
    if not batch.select:
        gates += crew.gatekeeper.run(_request(settings, batch, build, "marts", going))
        note_registers(build, landing, settings.limits)
        note_digests(build, going, settings.limits)
    held = _held(gates, batch.counties)
    asked_for = Counter("pass" if gate.success else "warn" if not gate.blocks else "fail" for gate in tests)
    return BatchOutcome(
        batch.counties,
        passed=_going(batch, held),
        held=held,
        build=build,
        gates=gates,
        built=[one["unique_id"] for one in results if one["status"] == "success"],
        dbt=dict(asked_for + Counter(result["status"] for result in results)),
    )


def _going(batch: Batch, held: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Whose night goes on; what was known on an earlier day is told, not held."""
    if batch.known_on:
        return batch.counties
    return tuple(county for county in batch.counties if county not in held)


def _held(gates: Iterable[GateResult], counties: Sequence[str]) -> dict[str, list[str]]:
    """Why counties are held; a gate that names none holds them all."""
    held: dict[str, list[str]] = {}
    for gate in gates:
        for county in [gate.county_code] if gate.county_code else counties:
            if gate.blocks:
                held.setdefault(county, []).append(reason(gate))
    return held


def _request(
    settings: Settings, batch: Batch, database: Path, stage: Stage, counties: tuple[str, ...]
) -> GateRequest:
    before = current(settings) if stage == "marts" and not batch.known_on else None
    return GateRequest(
        database=database.absolute(),
        directory=settings.expectations.absolute(),
        run_id=batch.run_id,
        stage=stage,
        threads=settings.threads,
        memory_limit=settings.memory_limit,
        counties=counties,
        known_on=batch.known_on if stage == "landing" else None,
        today=datetime.now(settings.time_zone).date(),
        waivers=tuple(waivers_of(rows_in_force(settings), counties)),
        past=before.database.absolute() if before else None,
    )


def _not_built(results: Sequence[Mapping[str, Any]], manifest: Mapping[str, Any]) -> frozenset[str]:
    """The models that dbt has not built, and the views that stand but have nothing to read."""
    stands = standing(manifest)
    models = {name for name, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    built = {result["unique_id"] for result in results if result["status"] == "success"}
    missing = frozenset(models - stands - built)
    parents = manifest["parent_map"]
    return missing | {name for name in stands if not missing.isdisjoint(parents[name])}
