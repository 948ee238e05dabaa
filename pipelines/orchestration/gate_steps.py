"""What the gates said as asset checks: a suite is a check on the table it judges.

They judge while a batch is computed, county by county (night); here it is told where people look for it. What
does not belong here: what is expected (expectations/), and how it is run (quality).
"""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from pipelines.orchestration.build_step import check_result
from pipelines.orchestration.record import RunRecord
from pipelines.orchestration.resources import HomeLocked, SettingsResource
from pipelines.orchestration.telling import POOL
from pipelines.quality.gates import STAGES, GateResult
from pipelines.quality.suites import Suite, read_suites

SUITE = "expectations"
DBT_TESTS = dg.AssetCheckSpec(
    "dbt_tests",
    asset=dg.AssetKey(["quality", "expectation_result"]),
    description="dbt 的检验凡属必须通过的都已通过。Every dbt test of severity error has passed.",
)


def gates_told(expectations: Path) -> dg.AssetChecksDefinition:
    """What the gates behind landing and behind the build said, and whether every test of dbt passed."""
    suites = [suite for stage in STAGES for suite in read_suites(expectations, stage)]

    @dg.multi_asset_check(name="gates", specs=[*map(_spec, suites), DBT_TESTS], can_subset=True, pool=POOL)
    def gates(
        context: dg.AssetCheckExecutionContext, settings: SettingsResource, lock: dg.ResourceParam[HomeLocked]
    ) -> Iterator[dg.AssetCheckResult]:
        said: dict[dg.AssetCheckKey, list[GateResult]] = {}
        for gate in RunRecord(settings.read(), context.run.run_id).gates():
            said.setdefault(_key(gate), []).append(gate)
        for key, of_suite in said.items():
            if key in context.selected_asset_check_keys:
                yield check_result(key, of_suite)

    return gates


def _spec(suite: Suite) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        SUITE,
        asset=dg.AssetKey([suite.stage, suite.table]),
        description="".join(f"- {one.description}\n" for one in suite.expectations.values()),
    )


def _key(gate: GateResult) -> dg.AssetCheckKey:
    if gate.stage == "dbt":
        return DBT_TESTS.key
    return dg.AssetCheckKey(dg.AssetKey(gate.suite.split(".")), SUITE)
