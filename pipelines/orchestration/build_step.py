"""The second step: dbt builds everything from landing, and its tests are asset checks.

What does not belong here: what the models compute (dbt_project).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg

from pipelines.orchestration.dbt_ahead import DbtAhead
from pipelines.orchestration.dbt_cli import DbtProcess, start_build, unfinished_build
from pipelines.orchestration.dbt_for_dagster import DbtCliInvocation, dbt_assets
from pipelines.orchestration.record import RunRecord
from pipelines.orchestration.resources import Progress, RefreshLock, RefreshRequest, SettingsResource
from pipelines.orchestration.translator import Translator
from pipelines.quality.dbt_tests import gates_of_dbt, models_that_failed
from pipelines.settings import Settings
from pipelines.warehouse.copying import PUBLISHED_SCHEMAS

BUILT = {"model", "seed", "test"}


class BuildFailed(Exception):
    """dbt could not build a model: a fault of the program or of a seed."""


def build_step(manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """The step that runs dbt, with every seed, model and test of the manifest."""
    total = sum(node["resource_type"] in BUILT for node in manifest["nodes"].values())

    @dbt_assets(name="build", manifest=manifest, dagster_dbt_translator=Translator())
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
        done = 0
        for event in invocation.stream():
            done += isinstance(event, dg.Output | dg.AssetCheckResult)
            progress("build", done, total)
            if not context.instance.is_ephemeral or _is_awaited(event, context):
                yield event
        unfinished = unfinished_build(where, context.run_id)
        if unfinished.exists():
            unfinished.replace(where.build_db)
        _take_stock(invocation, where, context.run_id, manifest)

    return build


def _is_awaited(event: Any, context: dg.AssetExecutionContext) -> bool:
    """Whether a later step waits for it: a table that readers get.

    An instance that ends with its process keeps no history for anyone; there every other event would only
    cost Dagster's bookkeeping, which for the seeds, models and tests together takes longer than the models.
    """
    if not isinstance(event, dg.Output):
        return False
    return context.asset_key_for_output(event.output_name).path[0] in PUBLISHED_SCHEMAS


def _take_stock(
    invocation: DbtCliInvocation, settings: Settings, run_id: str, manifest: Mapping[str, Any]
) -> None:
    """Note what dbt's tests said.

    Raises:
        BuildFailed: a model or a seed could not be built, or dbt did not come so far.
    """
    if not (invocation.target_path / "run_results.json").exists():
        raise BuildFailed(str(invocation.get_error()))
    results = invocation.get_artifact("run_results.json")
    record = RunRecord(settings, run_id)
    record.add_gates(gates_of_dbt(results, manifest, run_id=run_id))
    record.write_dbt(Counter(result["status"] for result in results["results"]))
    failed = models_that_failed(results)
    if failed:
        raise BuildFailed("\n".join(failed))
