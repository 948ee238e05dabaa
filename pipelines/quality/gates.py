"""The gates: every expectation of a stage run on a file, with waivers taken into account.

What does not belong here: how a suite is run (validation), and what happens when a gate stays shut
(orchestration).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal, get_args

from pipelines.quality.suites import Severity, Stage, Suite, read_suites
from pipelines.quality.validation import Verdict, validate
from pipelines.quality.waivers import Waiver, Waivers, read_waivers, waivers_in_force

WAIVERS = "waivers.toml"
STAGES: tuple[Stage, ...] = get_args(Stage)
GateStage = Literal["landing", "marts", "dbt"]


@dataclass(frozen=True)
class GateResult:
    """What one gate said: a row of `quality.expectation_result`, and what a person is told beside it.

    Attributes:
        run_id: the refresh.
        stage: which gate.
        suite: `<stage>.<table>`.
        expectation: its name in the suite, or the dbt test's.
        severity: whether a failure stops publishing.
        success: whether it holds.
        observed: what was found; None where nothing is to be told.
        unexpected_count: rows against it, where rows are counted.
        message: what must hold.
        remedy: what to do when it does not.
        county_code: the county it is about; None where it is about all that were judged together.
        waived_by: who waived what would have blocked, until when and why.
    """

    run_id: str
    stage: GateStage
    suite: str
    expectation: str
    severity: Severity
    success: bool
    observed: str | None = None
    unexpected_count: int | None = None
    message: str = ""
    remedy: str = ""
    county_code: str | None = None
    waived_by: str | None = None

    @property
    def blocks(self) -> bool:
        """Whether it stops its county's figures from being published, or everyone's where it names none."""
        return self.severity == "block" and not self.success


def blocking(gates: Iterable[GateResult]) -> list[GateResult]:
    """The gates that stop publishing."""
    return [gate for gate in gates if gate.blocks]


def check_files(directory: Path) -> None:
    """See that every suite and every waiver can be used, before anything is read or built.

    Args:
        directory: the folder `expectations`, with `waivers.toml`.

    Raises:
        SuiteFault: a suite file cannot be used.
        WaiverFault: `waivers.toml` cannot be used, or names what there is not.
    """
    waivers = read_waivers(directory / WAIVERS)
    for stage in STAGES:
        waivers_in_force(waivers, read_suites(directory, stage), stage=stage, today=date.max)


def run_suites(
    database: Path,
    directory: Path,
    *,
    run_id: str,
    stage: Stage,
    threads: int,
    memory_limit: str = "1GB",
    counties: Sequence[str] = (),
    known_on: datetime | None = None,
    today: date | None = None,
    waivers: Sequence[Waiver] = (),
    past: Path | None = None,
) -> list[GateResult]:
    """Run every suite of a stage; what fails and would block is asked again of each county alone.

    It then holds the counties that fail alone. Where none does, nobody can be named, and it holds all.

    An expectation that cannot be judged (its SQL does not run) blocks, whatever its severity: nobody knows
    whether it holds.

    Args:
        database: the landing store or the finished build; nothing may be writing into it.
        directory: the folder `expectations`, with `waivers.toml`.
        run_id: the refresh.
        stage: which gate.
        threads: how many threads DuckDB may take.
        memory_limit: how much memory, in DuckDB's words.
        counties: whose rows the file holds; where it is not told, a failure names no county.
        known_on: judge landed rows as they were known then (UTC without a zone).
        today: the day on which waivers must hold and things are due; today in UTC when not given.
        waivers: what counties waive themselves, besides `waivers.toml`.
        past: the file of the version in force, for what is compared with it.

    Raises:
        SuiteFault: a suite file cannot be used.
        WaiverFault: `waivers.toml` cannot be used.
    """
    suites = read_suites(directory, stage)
    all_waivers = [*read_waivers(directory / WAIVERS), *waivers]
    day = today or datetime.now(UTC).date()
    in_force = waivers_in_force(all_waivers, suites, stage=stage, today=day)

    def ask(asked: Sequence[Suite], county: str | None = None) -> Iterator[Verdict]:
        return validate(
            database,
            asked,
            stage,
            threads=threads,
            memory_limit=memory_limit,
            known_on=known_on,
            county=county,
            past=past,
            today=day,
        )

    verdicts = list(ask(suites))
    alone = _alone(verdicts, counties, ask)
    return [
        _judge(one, run_id, in_force, county)
        for verdict in verdicts
        for county, one in alone.get(verdict.name) or [(None, verdict)]
    ]


OfCounty = tuple[str | None, Verdict]
Asking = Callable[[Sequence[Suite], str], Iterator[Verdict]]


def _alone(
    verdicts: Sequence[Verdict],
    counties: Sequence[str],
    ask: Callable[[Sequence[Suite], str], Iterator[Verdict]],
) -> dict[tuple[str, str], list[OfCounty]]:
    """What failed and would block, by name, with the counties that fail it alone."""
    failed = [one for one in verdicts if one.expectation.severity == "block" and one.failed]
    if len(counties) == 1:
        return {one.name: [(counties[0], one)] for one in failed}
    names: dict[str, set[str]] = {}
    for one in failed:
        names.setdefault(one.suite.name, set()).add(one.expectation.name)
    again = [
        suite.only(names[suite.name]) for suite in {one.suite.name: one.suite for one in failed}.values()
    ]
    found: dict[tuple[str, str], list[OfCounty]] = {}
    for county in counties if again else ():
        for one in ask(again, county):
            if not one.success:
                found.setdefault(one.name, []).append((county, one))
    return found


def _judge(verdict: Verdict, run_id: str, waivers: Waivers, county: str | None) -> GateResult:
    suite, expectation = verdict.suite, verdict.expectation
    severity, observed, waived_by = expectation.severity, verdict.observed, None
    waiver = waivers.get((*verdict.name, county)) or waivers.get((*verdict.name, None))
    if verdict.fault:
        severity, observed = "block", f"无法核查：{verdict.fault}"
    elif waiver and severity == "block" and not verdict.success:
        severity, waived_by = "warn", f"{waiver.owner} 豁免至 {waiver.until}：{waiver.reason}"
        observed = f"{observed}（{waived_by}）"
    return GateResult(
        run_id=run_id,
        stage=suite.stage,
        suite=suite.name,
        expectation=expectation.name,
        severity=severity,
        success=verdict.success,
        observed=observed,
        unexpected_count=verdict.unexpected_count,
        message=expectation.description,
        remedy=expectation.notes,
        county_code=county,
        waived_by=waived_by,
    )
