"""The second step: dbt builds from landing beside the registry, plans are made, dbt's tests are asked.

What does not belong here: what the models compute (dbt_project), and how they look in Dagster (dbt_graph).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg

from pipelines.orchestration.dbt_graph import asset_specs, check_specs, keys_of, selected
from pipelines.orchestration.dbt_process import DbtProcess, gathered, unfinished_build
from pipelines.orchestration.dbt_tasks import Heard
from pipelines.orchestration.record import RunRecord
from pipelines.orchestration.registry import standing
from pipelines.orchestration.resources import Progress, RefreshLock, RefreshRequest, SettingsResource
from pipelines.planning.nightly import write_plans
from pipelines.quality.dbt_tests import ask_tests, models_that_failed
from pipelines.quality.gates import GateResult
from pipelines.settings import Settings
from pipelines.warehouse.copying import PUBLISHED_SCHEMAS


class BuildFailed(Exception):
    """dbt could not build a model: a fault of the program or of a seed."""


def build_step(manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """The step that runs dbt, with every seed, model and test of the manifest."""
    stands = standing(manifest)
    models = {name for name, node in manifest["nodes"].items() if node["resource_type"] == "model"}

    @dg.multi_asset(
        name="build", specs=asset_specs(manifest), check_specs=check_specs(manifest), can_subset=True
    )
    def build(
        context: dg.AssetExecutionContext,
        dbt: dg.ResourceParam[DbtProcess],
        settings: SettingsResource,
        request: RefreshRequest,
        lock: RefreshLock,
        progress: dg.ResourceParam[Progress],
    ) -> Iterator[Any]:
        where = settings.read()
        listener = _Listener(progress, len(models - stands))
        results = dbt.build(where, context.run.run_id, request, listener, select=selected(context, manifest))
        unfinished = unfinished_build(where, context.run.run_id)
        if unfinished.exists():
            write_plans(where, unfinished)
            unfinished.replace(where.build_db)
        built = {result["unique_id"] for result in results if result["status"] == "success"}
        keys = keys_of(stands | built, manifest)
        yield from (dg.MaterializeResult(asset_key=key) for key in keys if _is_awaited(key, context))
        gates = _take_stock(results, where, context.run.run_id, manifest)
        if not context.instance.is_ephemeral:
            yield from _checks(context, gates)

    return build


class _Listener:
    """Writes down what dbt says, and tells whoever watches how far it has come."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._done, self._total = progress, 0, total
        progress("build", 0, total)

    def __call__(self, heard: Heard) -> None:
        if heard.line:
            print(heard.line)
        if heard.done == "model":
            self._done += 1
            self._progress("build", self._done, self._total)


def _is_awaited(key: dg.AssetKey, context: dg.AssetExecutionContext) -> bool:
    """Whether somebody looks at it; without a server only a later step does, at a table that readers get.

    An instance that ends with its process keeps no history for anyone; there every other event would only
    cost Dagster's bookkeeping, which for the seeds and models together takes longer than the models.
    """
    if key not in context.selected_asset_keys:
        return False
    return not context.instance.is_ephemeral or key.path[0] in PUBLISHED_SCHEMAS


def _take_stock(
    results: Sequence[Mapping[str, Any]], settings: Settings, run_id: str, manifest: Mapping[str, Any]
) -> list[GateResult]:
    """Ask dbt's tests of what was built, and note what they said.

    Raises:
        BuildFailed: a model could not be built.
    """
    gates = ask_tests(
        settings.build_db,
        gathered(settings, run_id),
        manifest,
        run_id=run_id,
        not_built=_not_built(results, manifest),
        limits=settings.limits,
    )
    record = RunRecord(settings, run_id)
    record.add_gates(gates)
    asked = Counter("pass" if gate.success else "warn" if not gate.blocks else "fail" for gate in gates)
    record.write_dbt(asked + Counter(result["status"] for result in results))
    failed = models_that_failed(results)
    if failed:
        raise BuildFailed("\n".join(failed))
    return gates


def _not_built(results: Sequence[Mapping[str, Any]], manifest: Mapping[str, Any]) -> frozenset[str]:
    """The models that dbt could not build, and the views that stand but have nothing to read."""
    missing = frozenset(result["unique_id"] for result in results if result["status"] != "success")
    parents = manifest["parent_map"]
    return missing | {name for name in standing(manifest) if not missing.isdisjoint(parents[name])}


def _checks(context: dg.AssetExecutionContext, gates: Sequence[GateResult]) -> Iterator[dg.AssetCheckResult]:
    """What the tests said, for a server: each is a check on the table it is about."""
    by_test = {gate.expectation: gate for gate in gates}
    for key in context.selected_asset_check_keys:
        if gate := by_test.get(key.name):
            yield dg.AssetCheckResult(
                asset_key=key.asset_key,
                check_name=key.name,
                passed=gate.success,
                severity=dg.AssetCheckSeverity.ERROR if gate.blocks else dg.AssetCheckSeverity.WARN,
                metadata={"observed": gate.observed or "符合"},
            )
