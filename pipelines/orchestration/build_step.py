"""The second step: the night of every county that changed, in batches; dbt's tests are asset checks.

What does not belong here: what a batch goes through (night), and how the models look in Dagster (dbt_graph).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg

from pipelines.errors import Trouble
from pipelines.landing.store import counties_landed
from pipelines.night.batch import Batch, BatchOutcome
from pipelines.night.crew import Crew
from pipelines.night.dbt_tasks import Heard
from pipelines.night.one_by_one import Night
from pipelines.night.registry import standing
from pipelines.night.spread import batches, slots_of, spread
from pipelines.orchestration.dbt_graph import asset_specs, check_specs, keys_of, selected
from pipelines.orchestration.land_step import LANDED_TOGETHER
from pipelines.orchestration.record import RunRecord
from pipelines.orchestration.resources import HomeLocked, Progress, RefreshRequest, SettingsResource
from pipelines.orchestration.telling import HELD, NONE_IS, POOL, tag_run, told_to_a_server
from pipelines.quality.gates import GateResult
from pipelines.sentences import Listed, Sentence
from pipelines.settings import Settings

TOGETHER = dg.AssetKey("build")
"""Everything that is built, where nobody watches."""


class NothingPassed(Trouble):
    """No county's figures may be published; the reasons are in the run's record."""

    def __init__(self, outcomes: Sequence[BatchOutcome]) -> None:
        held = {county: why for outcome in outcomes for county, why in outcome.held.items()}
        first = Listed(
            (Sentence("{county}：{why}", county=county, why=why[0]) for county, why in sorted(held.items())),
            "；",
        )
        super().__init__(Sentence("没有可以发布的县，上一版继续有效。{first}", first=first))


def build_step(manifest: Mapping[str, Any], *, watched: bool = True) -> dg.AssetsDefinition:
    """The step that computes.

    Args:
        manifest: dbt's.
        watched: by a server: every seed and model is an asset, every test a check. An instance that ends with
            its process keeps no history for anyone; there they are one asset, because Dagster's bookkeeping
            of them all takes longer than the models.
    """
    stands = standing(manifest)
    specs = asset_specs(manifest)
    models = {name for name, node in manifest["nodes"].items() if node["resource_type"] == "model"}

    @dg.multi_asset(
        name="build",
        specs=specs if watched else [dg.AssetSpec(TOGETHER, deps=[LANDED_TOGETHER])],
        check_specs=check_specs(manifest) if watched else None,
        can_subset=watched,
        pool=POOL,
    )
    def build(
        context: dg.AssetExecutionContext,
        crew: dg.ResourceParam[Crew],
        settings: SettingsResource,
        request: RefreshRequest,
        lock: dg.ResourceParam[HomeLocked],
        progress: dg.ResourceParam[Progress],
    ) -> Iterator[Any]:
        with told_to_a_server(context):
            where = settings.read()
            record = RunRecord(where, context.run.run_id)
            counties = _counties(where, record, request)
            # every batch builds every model
            builds = max(1, len(batches(counties, slots_of(where))))
            listener = _Listener(progress, builds * len(models - stands))
            night = Night(where, manifest, heard=listener.hear, done=listener.note)
            asked = Batch(
                counties,
                where.build / context.run.run_id / str(context.op_execution_context.retry_number),
                context.run.run_id,
                request.known_on(where.time_zone),
                tuple(selected(context, manifest)),
            )
            outcomes = spread(night, asked, crew)
            record.write_outcomes(outcomes)
            tag_run(context, {HELD: _named(outcomes) or NONE_IS})
            if not any(outcome.passed for outcome in outcomes) and asked.counties:
                raise NothingPassed(outcomes)
            if not watched:
                yield dg.MaterializeResult(asset_key=TOGETHER)
                return
            built = frozenset(name for outcome in outcomes for name in outcome.built)
            yield from (
                dg.MaterializeResult(asset_key=key)
                for key in keys_of(stands | built, manifest)
                if key in context.selected_asset_keys
            )
            yield from _checks(context, [gate for outcome in outcomes for gate in outcome.gates])

    return build


def _counties(settings: Settings, record: RunRecord, request: RefreshRequest) -> tuple[str, ...]:
    """The counties to build: those that landing found changed; without a landing, those asked for."""
    landed = record.landed()
    if landed:
        return tuple(landed.changed)
    return tuple(
        county
        for county in sorted(counties_landed(settings))
        if county in request.counties or not request.counties
    )


def _named(outcomes: Sequence[BatchOutcome]) -> str:
    """The counties that are held; empty where none is."""
    return " ".join(sorted(county for outcome in outcomes for county in outcome.held))


def _told(gate: GateResult) -> str:
    """What a gate found, and what must hold."""
    said = gate.observed or "符合"
    return f"{said}（{gate.message.rstrip('。')}）" if gate.message else said


class _Listener:
    """Tells whoever watches how far dbt has come, all batches together."""

    def __init__(self, progress: Progress, models: int) -> None:
        self._progress, self._done, self._total = progress, 0, models
        progress("build", 0, models)

    def hear(self, heard: Heard) -> None:
        if heard.line:
            print(heard.line)
        if heard.done == "model":
            self._done += 1
            # a batch without a county that was held builds every model once more
            self._total = max(self._total, self._done)
            self._progress("build", self._done, self._total)

    def note(self, counties: int) -> None:
        print(f"{counties} counties are done")


def _checks(context: dg.AssetExecutionContext, gates: Sequence[GateResult]) -> Iterator[dg.AssetCheckResult]:
    """What the tests said, for a server: each is a check on the table it is about."""
    by_test: dict[str, list[GateResult]] = {}
    for gate in gates:
        if gate.stage == "dbt":
            by_test.setdefault(gate.expectation, []).append(gate)
    for key in context.selected_asset_check_keys:
        if of_test := by_test.get(key.name):
            yield check_result(key, of_test)


def check_result(key: dg.AssetCheckKey, gates: Sequence[GateResult]) -> dg.AssetCheckResult:
    """What gates said as the result of one check; a county that one holds is named."""
    told = {f"{gate.expectation} {gate.county_code or ''}".strip(): _told(gate) for gate in gates}
    blocked = any(gate.blocks for gate in gates)
    return dg.AssetCheckResult(
        asset_key=key.asset_key,
        check_name=key.name,
        passed=all(gate.success for gate in gates),
        severity=dg.AssetCheckSeverity.ERROR if blocked else dg.AssetCheckSeverity.WARN,
        metadata=told,
    )
