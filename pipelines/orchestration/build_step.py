"""The second step: dbt builds from landing beside the registry; its tests are asked, and are asset checks.

What does not belong here: what the models compute (dbt_project).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Any

import dagster as dg

from pipelines.orchestration.dbt_ahead import DbtAhead
from pipelines.orchestration.dbt_cli import DbtProcess, start_build, unfinished_build
from pipelines.orchestration.dbt_for_dagster import DbtCliInvocation, dbt_assets
from pipelines.orchestration.record import RunRecord
from pipelines.orchestration.registry import in_registry
from pipelines.orchestration.resources import Progress, RefreshLock, RefreshRequest, SettingsResource
from pipelines.orchestration.translator import Translator
from pipelines.quality.dbt_tests import ask_tests, models_that_failed
from pipelines.quality.gates import GateResult
from pipelines.settings import Settings
from pipelines.warehouse.copying import PUBLISHED_SCHEMAS


class BuildFailed(Exception):
    """dbt could not build a model: a fault of the program or of a seed."""


def build_step(manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """The step that runs dbt, with every seed, model and test of the manifest."""
    registry = in_registry(manifest)
    total = sum(node["resource_type"] == "model" for node in manifest["nodes"].values()) - sum(
        name.startswith("model.") for name in registry
    )
    translator = Translator()
    of_registry = {translator.get_asset_key(manifest["nodes"][name]) for name in registry}

    @dbt_assets(name="build", manifest=manifest, dagster_dbt_translator=translator)
    def build(
        context: dg.AssetExecutionContext,
        dbt: DbtProcess,
        dbt_ahead: dg.ResourceParam[DbtAhead],
        settings: SettingsResource,
        request: RefreshRequest,
        lock: RefreshLock,
        progress: dg.ResourceParam[Progress],
    ) -> Iterator[Any]:
        where = settings.read()
        invocation = dbt_ahead.take(context) or start_build(
            dbt, where, context.run_id, request, context=context
        )
        progress("build", 0, total)
        # Dagster wants to hear of a table before it hears of what is made of it
        outputs = {key: output for output, key in context.assets_def.keys_by_output_name.items()}
        for key in TopologicalSorter(context.assets_def.asset_deps).static_order():
            if key in of_registry and _is_awaited(known := dg.Output(None, outputs[key]), context):
                yield known
        done = 0
        for event in invocation.stream():
            done += isinstance(event, dg.Output)
            progress("build", done, total)
            if _is_awaited(event, context):
                yield event
        unfinished = unfinished_build(where, context.run_id)
        if unfinished.exists():
            unfinished.replace(where.build_db)
        gates = _take_stock(invocation, where, context.run_id, manifest)
        if not context.instance.is_ephemeral:
            yield from _checks(context, gates)

    return build


def _is_awaited(event: Any, context: dg.AssetExecutionContext) -> bool:
    """Whether somebody looks at it; without a server only a later step does, at a table that readers get.

    An instance that ends with its process keeps no history for anyone; there every other event would only
    cost Dagster's bookkeeping, which for the seeds and models together takes longer than the models.
    """
    if not context.instance.is_ephemeral:
        return True
    if not isinstance(event, dg.Output):
        return False
    return context.asset_key_for_output(event.output_name).path[0] in PUBLISHED_SCHEMAS


def _take_stock(
    invocation: DbtCliInvocation, settings: Settings, run_id: str, manifest: Mapping[str, Any]
) -> list[GateResult]:
    """Ask dbt's tests of what was built, and note what they said.

    Raises:
        BuildFailed: a model could not be built, or dbt did not come so far.
    """
    if not (invocation.target_path / "run_results.json").exists():
        raise BuildFailed(str(invocation.get_error()))
    results = invocation.get_artifact("run_results.json")
    not_built = {result["unique_id"] for result in results["results"] if result["status"] != "success"}
    gates = ask_tests(
        settings.build_db,
        settings.landing_db,
        manifest,
        run_id=run_id,
        not_built=not_built,
        limits=settings.limits,
    )
    record = RunRecord(settings, run_id)
    record.add_gates(gates)
    asked = Counter("pass" if gate.success else "warn" if not gate.blocks else "fail" for gate in gates)
    record.write_dbt(asked + Counter(result["status"] for result in results["results"]))
    failed = models_that_failed(results)
    if failed:
        raise BuildFailed("\n".join(failed))
    return gates


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
