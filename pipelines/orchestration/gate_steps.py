"""The gates as blocking asset checks: a suite is a check on the table it judges.

A check that fails with severity ERROR stops everything downstream of its table. What does not belong here:
what is expected (expectations/), and how it is run (quality).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import dagster as dg

from pipelines.orchestration.dbt_process import DbtProcess, gathered
from pipelines.orchestration.record import RunRecord
from pipelines.orchestration.resources import Progress, RefreshLock, RefreshRequest, SettingsResource
from pipelines.quality.gatekeeper import Gatekeeper, GateRequest
from pipelines.quality.gates import GateResult, blocking
from pipelines.quality.suites import Stage, Suite, read_suites
from pipelines.settings import Settings

SUITE = "expectations"
DBT_TESTS = dg.AssetCheckSpec(
    "dbt_tests",
    asset=dg.AssetKey(["quality", "expectation_result"]),
    blocking=True,
    description="dbt 的检验凡属必须通过的都已通过。Every dbt test of severity error has passed.",
)


def landing_gate(expectations: Path) -> dg.AssetChecksDefinition:
    """The gate behind landing: is what landed plausible against the last batch? dbt loads meanwhile."""

    @dg.multi_asset_check(name="landing_gate", specs=_specs(read_suites(expectations, "landing")))
    def gate(
        context: dg.AssetCheckExecutionContext,
        settings: SettingsResource,
        request: RefreshRequest,
        lock: RefreshLock,
        gatekeeper: dg.ResourceParam[Gatekeeper],
        dbt: dg.ResourceParam[DbtProcess],
        progress: dg.ResourceParam[Progress],
    ) -> Iterator[dg.AssetCheckResult]:
        where = settings.read()
        dbt.load(where)
        landing = gathered(where, context.run.run_id)
        asked = _request(where, landing, "landing", context.run.run_id, request.known_on)
        gates = _run(gatekeeper, asked, where, progress)
        yield from _results(gates)

    return gate


def marts_gate(expectations: Path) -> dg.AssetChecksDefinition:
    """The gate behind the build: is what was computed possible, and did every test of dbt pass?"""
    specs = [*_specs(read_suites(expectations, "marts")), DBT_TESTS]

    @dg.multi_asset_check(name="marts_gate", specs=specs)
    def gate(
        context: dg.AssetCheckExecutionContext,
        settings: SettingsResource,
        lock: RefreshLock,
        gatekeeper: dg.ResourceParam[Gatekeeper],
        progress: dg.ResourceParam[Progress],
    ) -> Iterator[dg.AssetCheckResult]:
        where = settings.read()
        tests = [one for one in RunRecord(where, context.run.run_id).gates() if one.stage == "dbt"]
        asked = _request(where, where.build_db, "marts", context.run.run_id)
        gates = _run(gatekeeper, asked, where, progress)
        yield from _results(gates)
        yield _result(DBT_TESTS.key, tests)

    return gate


def _specs(suites: Sequence[Suite]) -> list[dg.AssetCheckSpec]:
    return [
        dg.AssetCheckSpec(
            SUITE,
            asset=dg.AssetKey([suite.stage, suite.table]),
            blocking=True,
            description="".join(f"- {one.description}\n" for one in suite.expectations.values()),
        )
        for suite in suites
    ]


def _request(
    settings: Settings, database: Path, stage: Stage, run_id: str, known_on: datetime | None = None
) -> GateRequest:
    return GateRequest(
        database=database.absolute(),
        directory=settings.expectations.absolute(),
        run_id=run_id,
        stage=stage,
        threads=settings.threads,
        memory_limit=settings.memory_limit,
        known_on=known_on,
        today=datetime.now(settings.time_zone).date(),
    )


def _run(
    gatekeeper: Gatekeeper, asked: GateRequest, settings: Settings, progress: Progress
) -> list[GateResult]:
    progress("gates", 0, 1)
    gates = gatekeeper.run(asked)
    RunRecord(settings, asked.run_id).add_gates(gates)
    progress("gates", 1, 1)
    return gates


def _results(gates: Sequence[GateResult]) -> Iterator[dg.AssetCheckResult]:
    by_suite: dict[str, list[GateResult]] = {}
    for gate in gates:
        by_suite.setdefault(gate.suite, []).append(gate)
    for suite, of_suite in by_suite.items():
        yield _result(dg.AssetCheckKey(dg.AssetKey(suite.split(".")), SUITE), of_suite)


def _result(key: dg.AssetCheckKey, gates: Sequence[GateResult]) -> dg.AssetCheckResult:
    blocked = bool(blocking(gates))
    return dg.AssetCheckResult(
        asset_key=key.asset_key,
        check_name=key.name,
        passed=all(gate.success for gate in gates),
        severity=dg.AssetCheckSeverity.ERROR if blocked else dg.AssetCheckSeverity.WARN,
        metadata={gate.expectation: gate.observed or "符合" for gate in gates},
    )
