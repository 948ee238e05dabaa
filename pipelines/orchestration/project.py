"""Everything put together for one set of settings.

What does not belong here: what any part does.
"""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from pipelines.night.manifest import read_manifest
from pipelines.orchestration.bi_step import publish_postgres
from pipelines.orchestration.build_step import build_step
from pipelines.orchestration.gate_steps import gates_told
from pipelines.orchestration.land_step import land_step, landing_specs
from pipelines.orchestration.nightly import BACKFILL, NIGHTLY, nightly_schedule
from pipelines.orchestration.owners import owners_of_datasets
from pipelines.orchestration.publish_step import publish_step
from pipelines.orchestration.resources import (
    RefreshRequest,
    SettingsResource,
    crew_of_a_run,
    lock_of_a_run,
    nobody_watches,
)
from pipelines.orchestration.settled import settled_sensor
from pipelines.settings import Settings


def definitions_for(
    settings: Settings,
    *,
    watched: bool = True,
    resources: Mapping[str, Any] | None = None,
    loggers: Mapping[str, dg.LoggerDefinition] | None = None,
) -> dg.Definitions:
    """The graph, its jobs, its schedule and its sensor.

    Args:
        settings: where things are.
        watched: by a server, to which every table and every check is shown.
        resources: in place of those of the same name.
        loggers: in place of Dagster's own.

    Raises:
        DbtProjectFault: dbt cannot read its project.
        SuiteFault: a suite file cannot be used.
    """
    manifest = read_manifest(settings)
    described = {
        (source["schema"], source["name"]): source["description"] for source in manifest["sources"].values()
    }
    build = build_step(manifest, watched=watched)
    marts = {node["name"] for node in manifest["nodes"].values() if node["schema"] == "marts"}
    resource = SettingsResource.of(settings)
    return dg.Definitions(
        assets=[
            land_step(landing_specs(owners_of_datasets(settings), described), watched=watched),
            build,
            publish_step(sorted(build.keys), marts),
            publish_postgres,
        ],
        asset_checks=[gates_told(settings.expectations)] if watched else None,
        jobs=[NIGHTLY, BACKFILL],
        schedules=[nightly_schedule()],
        sensors=[settled_sensor()],
        resources={
            "settings": resource,
            "request": RefreshRequest(),
            "lock": lock_of_a_run,
            "crew": crew_of_a_run,
            "progress": nobody_watches,
            **(resources or {}),
        },
        loggers=loggers,
        # one process for all steps: DuckDB has one writer, and a process a step costs seconds each
        executor=dg.in_process_executor,
    )
