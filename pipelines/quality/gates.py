"""The gates: every expectation of a stage run on a file, with waivers taken into account.

What does not belong here: how a suite is run (validation), and what happens when a gate stays shut
(orchestration).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal, get_args

from pipelines.quality.suites import Severity, Stage, read_suites
from pipelines.quality.validation import Verdict, validate
from pipelines.quality.waivers import Waiver, read_waivers, waivers_in_force

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

    @property
    def blocks(self) -> bool:
        """Whether it stops publishing."""
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
    known_on: datetime | None = None,
    today: date | None = None,
) -> list[GateResult]:
    """Run every suite of a stage.

    An expectation that cannot be judged (its SQL does not run) blocks, whatever its severity: nobody knows
    whether it holds.

    Args:
        database: the landing store or the finished build; nothing may be writing into it.
        directory: the folder `expectations`, with `waivers.toml`.
        run_id: the refresh.
        stage: which gate.
        threads: how many threads DuckDB may take.
        memory_limit: how much memory, in DuckDB's words.
        known_on: judge landed rows as they were known then (UTC without a zone).
        today: the day on which waivers must hold; today in UTC when not given.

    Raises:
        SuiteFault: a suite file cannot be used.
        WaiverFault: `waivers.toml` cannot be used.
    """
    suites = read_suites(directory, stage)
    waivers = waivers_in_force(
        read_waivers(directory / WAIVERS), suites, stage=stage, today=today or datetime.now(UTC).date()
    )
    verdicts = validate(
        database, suites, stage, threads=threads, memory_limit=memory_limit, known_on=known_on
    )
    return [_judge(verdict, run_id, waivers) for verdict in verdicts]


def _judge(verdict: Verdict, run_id: str, waivers: Mapping[tuple[str, str], Waiver]) -> GateResult:
    suite, expectation = verdict.suite, verdict.expectation
    severity, observed = expectation.severity, verdict.observed
    waiver = waivers.get((suite.name, expectation.name))
    if verdict.fault:
        severity, observed = "block", f"无法核查：{verdict.fault}"
    elif waiver and severity == "block" and not verdict.success:
        severity = "warn"
        observed = f"{observed}（{waiver.owner} 豁免至 {waiver.until}：{waiver.reason}）"
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
    )
