"""The first step: files land, one output a dataset and a table of the ledger.

When nothing that a build depends on has changed, nothing is yielded, so everything downstream is skipped, and
the version in force is affirmed. What does not belong here: how files are read and landed (landing).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import Any, Final
from zoneinfo import ZoneInfo

import dagster as dg

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.county_rows.own_rows import OwnRows, own_rows
from pipelines.errors import Trouble
from pipelines.landing.digest import digests, is_anything_known
from pipelines.landing.land import land as land_files
from pipelines.landing.report import DatasetCounts, LandingReport
from pipelines.landing.tables import LEDGER, ROWS, VIEWS
from pipelines.local_time import local_time
from pipelines.night.crew import Crew
from pipelines.night.own_registry import prepare_registry
from pipelines.orchestration.answering import answer_senders
from pipelines.orchestration.bi_step import copy_for_bi
from pipelines.orchestration.groups import group_of
from pipelines.orchestration.owners import MODELLERS
from pipelines.orchestration.record import Ended, Landed, RunRecord
from pipelines.orchestration.resources import HomeLocked, Progress, RefreshRequest, SettingsResource
from pipelines.orchestration.telling import CHANGED, POOL, tag_run, told_to_a_server
from pipelines.quality.acknowledgements import acknowledged, acknowledged_by
from pipelines.quality.gates import check_files
from pipelines.quality.waivers import read_waivers, waived_for, waivers_of
from pipelines.sentences import Listed, Sentence
from pipelines.settings import Settings
from pipelines.warehouse.county_build import county_builds
from pipelines.warehouse.fingerprint import WAIVERS, of_counties, of_house, of_own_headings
from pipelines.warehouse.held import note_held
from pipelines.warehouse.set_aside import see_that_it_can_be_built_on, set_damaged_aside
from pipelines.warehouse.versions import affirm, current, sweep_leftovers

SAID_OF_ROWS: Final = {"landing": "", "aside": "搁置的行（没有计入，只记着有这一行和读得出的格）："}
"""What stands before the description of a dataset: its rows that landed, and those set aside."""
LANDED_TOGETHER = dg.AssetKey("land")
"""Everything that lands, where nobody watches."""


class NothingKnownYet(Trouble):
    """A refresh was asked for a day on which no file had been received yet."""

    def __init__(self, known_on: datetime, zone: ZoneInfo) -> None:
        super().__init__(
            Sentence(
                "到 {known_on} 为止还没有收到任何文件，没有可以计算的，也没有发布；"
                "各文件何时收到，见视图“文件清单”的“收到时间”。",
                known_on=local_time(known_on, zone),
            )
        )


class HeldByTheirRows(Trouble):
    """No county is left to compute, because what they wrote in `county/` cannot be used."""

    def __init__(self, said: Mapping[str, list[str]]) -> None:
        reasons = Listed((one for told in said.values() for one in told), "\n")
        super().__init__(Sentence("没有可以计算的县。{reasons}", reasons=reasons))


def landing_specs(
    owners: Mapping[str, str], descriptions: Mapping[tuple[str, str], str]
) -> list[dg.AssetSpec]:
    """What lands: every dataset of the contracts, what is known of its rows set aside, and the ledger.

    Args:
        owners: the department that owes a dataset, by dataset.
        descriptions: what the dbt project says of its sources, by schema and table.
    """
    datasets = [
        dg.AssetSpec(
            dg.AssetKey([schema, name]),
            group_name=group_of(schema),
            owners=[owners[name]],
            description=SAID_OF_ROWS[schema] + (descriptions.get((schema, name)) or dataset.title),
            kinds={"polars", "duckdb"},
            skippable=True,
        )
        for schema, (name, dataset) in product(ROWS, DATASETS.items())
    ]
    ledger = [
        dg.AssetSpec(
            dg.AssetKey(["ledger", table]),
            group_name=group_of("ledger"),
            owners=[MODELLERS],
            description=descriptions.get(("ledger", table)),
            kinds={"duckdb"},
            skippable=True,
        )
        for table in (*LEDGER, *VIEWS)
    ]
    return [*datasets, *ledger]


def land_step(specs: list[dg.AssetSpec], *, watched: bool = True) -> dg.AssetsDefinition:
    """The step that lands files, with what it makes.

    Args:
        specs: what lands.
        watched: by a server; where nobody watches, all of it is one asset (see `build_step`).
    """
    together = dg.AssetSpec(LANDED_TOGETHER, skippable=True)

    @dg.multi_asset(name="land", specs=specs if watched else [together], pool=POOL)
    def land(
        context: dg.AssetExecutionContext,
        settings: SettingsResource,
        request: RefreshRequest,
        lock: dg.ResourceParam[HomeLocked],
        progress: dg.ResourceParam[Progress],
        crew: dg.ResourceParam[Crew],
    ) -> Iterator[dg.MaterializeResult[None]]:
        with told_to_a_server(context):
            yield from _steps(context, settings.read(), request, progress, crew)

    return land


def _steps(
    context: dg.AssetExecutionContext,
    settings: Settings,
    request: RefreshRequest,
    progress: Progress,
    crew: Crew,
) -> Iterator[dg.MaterializeResult[None]]:
    # hours of reading and building must not end in a slip of the pen
    check_files(settings.expectations)
    known_on = request.known_on(settings.time_zone)
    rows = prepare_registry(settings, own_rows(settings))
    sweep_leftovers(settings)
    record = RunRecord(settings, context.run.run_id).open()
    set_aside = set_damaged_aside(settings, context.run.run_id)
    # the gates load while files are read
    report, now = _land(settings, context.run.run_id, request, progress, crew.gatekeeper.begin)
    report.mended[:0] = set_aside
    if known_on and not is_anything_known(settings, known_on):
        raise NothingKnownYet(known_on, settings.time_zone)
    landed = _landed(settings, report, known_on, rows, request)
    if landed.changed and (set_aside := see_that_it_can_be_built_on(settings)):
        report.mended[:0] = set_aside
        landed = _landed(settings, report, known_on, rows, request)
    record.write_landed(landed)
    tag_run(context, {CHANGED: str(len(landed.changed))})
    version = current(settings)
    if version and not landed.changed and not known_on:
        affirm(settings, context.run.run_id, now)
        note_held(settings, landed.failed)
        answer_senders(settings, context.log)
        copy_for_bi(settings, context.log)
        record.write_ended(Ended("affirmed", version.name, landed.failed))
        context.log.info(f"没有变化，版本 {version.name} 继续有效。")
        return
    if not landed.changed and landed.own_rows:
        raise HeldByTheirRows(landed.own_rows)
    context.log.info(f"要计算的县：{'、'.join(landed.changed)}")
    for key in sorted(context.selected_asset_keys):
        schema, table = key.path[0], key.path[-1]
        counts = report.datasets.get(table, DatasetCounts()) if schema == "landing" else None
        yield dg.MaterializeResult(asset_key=key, metadata=_metadata(counts))


def _land(
    settings: Settings,
    run_id: str,
    request: RefreshRequest,
    progress: Progress,
    is_moving: Callable[[], object],
) -> tuple[LandingReport, datetime]:
    now = datetime.now(UTC)
    report = land_files(
        settings,
        refresh_id=run_id,
        now=now.replace(tzinfo=None),
        counties=request.counties,
        read_again=request.school_years if request.anew else None,
        progress=progress,
        is_moving=is_moving,
    )
    return report, now


def _landed(
    settings: Settings,
    report: LandingReport,
    known_on: datetime | None,
    rows: OwnRows,
    request: RefreshRequest,
) -> Landed:
    """What landing found, held against the version in force: whose figures may be others than there."""
    house = of_house(settings, known_on) + rows.for_all
    said = acknowledged(settings, rows, known_on)
    today = datetime.now(settings.time_zone).date()
    waivers = [*read_waivers(settings.expectations / WAIVERS), *waivers_of(rows, sorted(rows.by_county))]
    counties = of_counties(
        house,
        digests(settings, known_on),
        lambda county: [
            *waived_for(waivers, county, today),
            *acknowledged_by(said, county),
            *rows.said_by(county),
            *of_own_headings(settings, county),
        ],
    )
    version = None if known_on else current(settings)
    before = county_builds(version.manifest) if version else {}
    landed = Landed(report, house, counties, [], dict(rows.held))
    asked_for = frozenset(request.counties or counties) if request.anew else frozenset[str]()
    changed = [
        county
        for county, made_from in counties.items()
        if county not in landed.failed
        and (county in asked_for or county not in before or before[county].fingerprint != made_from)
    ]
    return replace(landed, changed=sorted(changed))


def _metadata(counts: DatasetCounts | None) -> dict[str, Any]:
    """What landed in this run."""
    if counts is None:
        return {}
    return {
        "文件": counts.files,
        "读入的行": counts.rows_read,
        "采用的行": counts.rows_accepted,
        "搁置的行": counts.rows_rejected,
        "略过的行": counts.rows_passed_over,
    }
