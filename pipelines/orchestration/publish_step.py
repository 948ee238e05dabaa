"""The last step: the build becomes a version.

What does not belong here: how a version is made (warehouse.publish).
"""

from collections.abc import Sequence

import dagster as dg

from pipelines.errors import Trouble
from pipelines.orchestration.answering import answer_senders
from pipelines.orchestration.owners import MODELLERS
from pipelines.orchestration.record import RunRecord
from pipelines.orchestration.resources import Progress, RefreshLock, RefreshRequest, SettingsResource
from pipelines.quality.gates import blocking
from pipelines.reports.nightly import READS, write_nightly
from pipelines.site.nightly import write_site
from pipelines.site.queries import READS as SITE_READS
from pipelines.warehouse.copying import PUBLISHED_SCHEMAS
from pipelines.warehouse.publish import publish
from pipelines.warehouse.versions import Version


class NothingToPublish(Trouble):
    """The publishing step was started by itself, without a landing and a build in the same run."""

    def __init__(self) -> None:
        super().__init__("只能和读取、计算一起发布；请运行作业 nightly。")


def publish_step(built: Sequence[dg.AssetKey]) -> dg.AssetsDefinition:
    """The step that publishes, behind every table that readers get.

    Args:
        built: what dbt builds.
    """
    published = [key for key in built if key.path[0] in PUBLISHED_SCHEMAS]
    marts = {key.path[-1] for key in published if key.path[0] == "marts"}

    def add_what_people_read(version: Version) -> None:
        """Reports and pages, each where the project builds what it is made of."""
        if marts >= READS:
            write_nightly(version)
        if marts >= SITE_READS:
            write_site(version)

    @dg.asset(
        key=dg.AssetKey(["published", "warehouse"]),
        deps=published,
        group_name="published",
        owners=[MODELLERS],
        kinds={"duckdb", "excel", "parquet"},
        description="已发布的版本、报表和网页。What readers get: tables, reports, pages; and `current`.",
    )
    def publish_warehouse(
        context: dg.AssetExecutionContext,
        settings: SettingsResource,
        request: RefreshRequest,
        lock: RefreshLock,
        progress: dg.ResourceParam[Progress],
    ) -> dg.MaterializeResult[None]:
        where = settings.read()
        record = RunRecord(where, context.run.run_id)
        landed, gates = record.landed(), record.gates()
        if landed is None or blocking(gates):
            raise NothingToPublish
        progress("publish", 0, 1)
        version = publish(
            where,
            run_id=context.run.run_id,
            fingerprint=landed.fingerprint,
            landing=landed.report,
            gates=gates,
            dbt_results=record.dbt(),
            as_known_on=request.known_on,
            move_current=request.known_on is None,
            add_reports=add_what_people_read,
        )
        answer_senders(where, context.log)
        record.write_ended("published", version.name)
        progress("publish", 1, 1)
        return dg.MaterializeResult(
            metadata={
                "version": version.name,
                "path": dg.MetadataValue.path(str(version.path)),
                "gates": version.manifest["gates"],
                "row_counts": version.manifest["row_counts"],
            }
        )

    return publish_warehouse
