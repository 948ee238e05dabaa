"""The last step: the build becomes a version.

What does not belong here: how a version is made (warehouse.publish).
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from functools import partial
from typing import Any

import dagster as dg

from pipelines.errors import Trouble
from pipelines.night.batch import BatchOutcome
from pipelines.orchestration.answering import answer_senders
from pipelines.orchestration.groups import group_of
from pipelines.orchestration.owners import MODELLERS
from pipelines.orchestration.papers import load, write_papers
from pipelines.orchestration.record import Ended, Landed, RunRecord
from pipelines.orchestration.resources import HomeLocked, Progress, RefreshRequest, SettingsResource
from pipelines.orchestration.telling import POOL, VERSION, tag_run, told_to_a_server
from pipelines.processes.helpers import Helpers
from pipelines.sentences import Sentence
from pipelines.settings import Settings
from pipelines.warehouse.copying import PUBLISHED_SCHEMAS
from pipelines.warehouse.county_build import CountyBuild, county_builds, kept
from pipelines.warehouse.held import Held, note_held
from pipelines.warehouse.joining import Part
from pipelines.warehouse.publish import Night, publish
from pipelines.warehouse.versions import Version, current

WORTH_ANOTHER = 15_000_000
"""Bytes of builds of which the reports and pages keep a process busy for longer than it takes to load."""
MOST_SHOWN = 200
"""Counties that a page of a server names; all of them are in `meta.county_build`."""


class NothingToPublish(Trouble):
    """The publishing step was started by itself, without a landing and a build in the same run."""

    def __init__(self) -> None:
        super().__init__(Sentence("只能和读取、计算一起发布；请运行作业 nightly。"))


def publish_step(built: Sequence[dg.AssetKey], marts: Set[str]) -> dg.AssetsDefinition:
    """The step that publishes, behind every table that readers get.

    Args:
        built: what the step before makes: every table, or all of them as one.
        marts: the names of the marts that the project builds.
    """
    published = [key for key in built if key.path[0] in PUBLISHED_SCHEMAS] or built

    @dg.asset(
        key=dg.AssetKey(["published", "warehouse"]),
        deps=published,
        group_name=group_of("published"),
        pool=POOL,
        owners=[MODELLERS],
        kinds={"duckdb", "excel", "parquet"},
        description="已发布的版本、报表和网页。What readers get: tables, reports, pages; and `current`.",
    )
    def publish_warehouse(
        context: dg.AssetExecutionContext,
        settings: SettingsResource,
        request: RefreshRequest,
        lock: dg.ResourceParam[HomeLocked],
        progress: dg.ResourceParam[Progress],
    ) -> dg.MaterializeResult[None]:
        with told_to_a_server(context):
            where, run_id = settings.read(), context.run.run_id
            record, known_on = RunRecord(where, run_id), request.known_on(where.time_zone)
            landed, outcomes = record.landed(), record.outcomes()
            if landed is None or not any(outcome.passed for outcome in outcomes):
                raise NothingToPublish
            progress("publish", 0, 1)
            why = landed.failed | {county: said for one in outcomes for county, said in one.held.items()}
            base = None if known_on else current(where)
            held = {} if known_on else note_held(where, why)
            night = _night(run_id, landed, outcomes, held, base, known_on)
            with Helpers(_how_many_help(where, night), load, record.log) as helpers:
                version = publish(
                    where,
                    night,
                    base=base,
                    move_current=known_on is None,
                    add_reports=partial(write_papers, helpers, marts),
                )
                answer_senders(where, context.log, helpers)
            record.write_ended(Ended("published", version.name, why))
            progress("publish", 1, 1)
            tag_run(context, {VERSION: version.name})
            return dg.MaterializeResult(metadata=_metadata(version))

    return publish_warehouse


def _how_many_help(settings: Settings, night: Night) -> int:
    """How many processes help with what people read; few rows are shown before another has loaded."""
    rows = sum(part.build.stat().st_size for part in night.parts)
    return min(settings.threads - 1, rows // WORTH_ANOTHER)


def _metadata(version: Version) -> dict[str, Any]:
    """What a version holds, and how its counties stand; of those that are behind also why."""
    builds = county_builds(version.manifest)
    stand = Counter(build.status for build in builds.values())
    behind = [build for build in builds.values() if build.reason]
    columns = ("county_code", "status", "since", "reason")
    return {
        "版本": version.name,
        "各县": {"all": len(builds), **stand},
        "落后的县": dg.MetadataValue.table(
            [
                dg.TableRecord({column: str(getattr(build, column) or "") for column in columns})
                for build in behind[:MOST_SHOWN]
            ],
            dg.TableSchema([dg.TableColumn(column, "string") for column in columns]),
        ),
        "位置": dg.MetadataValue.path(str(version.path)),
        "核查": version.manifest["gates"],
        "各表行数": version.manifest["row_counts"],
    }


def _night(
    run_id: str,
    landed: Landed,
    outcomes: Sequence[BatchOutcome],
    held: Mapping[str, Held],
    base: Version | None,
    known_on: datetime | None,
) -> Night:
    """What the night comes to for each county: fresh, as before, or held."""
    passed = {county for outcome in outcomes for county in outcome.passed}
    before = county_builds(base.manifest) if base else {}
    counties = {}
    for county, made_from in ({county: "" for county in landed.failed} | landed.counties).items():
        if county in passed:
            fresh = CountyBuild(county, "fresh", registry_hash=landed.house, fingerprint=made_from)
            counties[county] = fresh
        elif county in held:
            counties[county] = kept(county, before.get(county), held[county])
        elif county in before:
            counties[county] = before[county]
    dbt = sum((Counter(outcome.dbt) for outcome in outcomes), Counter[str]())
    return Night(
        run_id=run_id,
        parts=[
            Part(outcome.build, outcome.passed) for outcome in outcomes if outcome.build and outcome.passed
        ],
        counties=counties,
        landing=landed.report,
        gates=[gate for outcome in outcomes for gate in outcome.gates],
        dbt_results=dbt,
        fingerprint=landed.house,
        as_known_on=known_on,
    )
