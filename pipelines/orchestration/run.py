"""One refresh in one process: the nightly job, without a Dagster server.

What does not belong here: the steps, and how a result is printed (command).
"""

from __future__ import annotations

import errno
import logging
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Literal
from uuid import uuid4

from pipelines.errors import Trouble, in_words
from pipelines.landing.report import LandingReport
from pipelines.landing.troubles import NO_ROOM
from pipelines.night.crew import Crew
from pipelines.night.dbt_process import DbtProcess
from pipelines.orchestration.record import RunRecord
from pipelines.orchestration.run_log import LOG, saying_to
from pipelines.processes.spill import spill_folder
from pipelines.quality.gatekeeper import Gatekeeper
from pipelines.quality.refusal import reasons
from pipelines.sentences import Sentence
from pipelines.settings import Settings
from pipelines.warehouse.held import note_held
from pipelines.warehouse.lock import Busy, refresh_lock
from pipelines.warehouse.versions import current, pointed_to, sweep_leftovers

Outcome = Literal["published", "affirmed", "refused", "failed", "busy", "stopped"]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class RefreshOutcome:
    """What came of a refresh.

    Attributes:
        outcome: published · affirmed (nothing had changed) · refused (by a gate) · failed (an error) ·
            busy (another refresh is running) · stopped (told to end).
        version: the version published or affirmed.
        reasons: why it was refused or failed, a sentence each; those of gates are Chinese alone.
        landing: what landing did, where it came so far.
        seconds: how long it took.
        held: why counties keep their last good figures, or have none, by county.
    """

    outcome: Outcome
    version: str | None
    reasons: list[str]
    landing: LandingReport | None
    seconds: float
    held: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Underway:
    """What whoever breaks a refresh off must know of it.

    Attributes:
        record: what it leaves behind; None before it has the home's lock, and when it is done.
        found: the name of the version in force when it began.
        published: the name of the version that it published, when it is done.
    """

    record: RunRecord | None = None
    found: str | None = None
    published: str | None = None


def refresh(
    settings: Settings,
    *,
    counties: Sequence[str] = (),
    as_known_on: datetime | None = None,
    progress: Progress | None = None,
    gatekeeper: Gatekeeper | None = None,
    dbt: DbtProcess | None = None,
    underway: Underway | None = None,
) -> RefreshOutcome:
    """Land what is new, gate, build, gate again, publish; never raises for what goes wrong on the way.

    Args:
        settings: where things are.
        counties: read the files of these counties only; all when empty.
        as_known_on: build what was known then (UTC without a zone); such a version is not made the one in
            force.
        progress: called with the stage, how much of it is done and how much there is.
        gatekeeper: one that stands already; without it, one is started for this refresh.
        dbt: the same of dbt.
        underway: is told of the record.
    """
    started = time.monotonic()
    record = RunRecord(settings, str(uuid4()))
    underway = underway or Underway()
    outcome: Outcome
    try:
        with refresh_lock(settings):
            underway.record, underway.found = record, pointed_to(settings)
            with_crew = partial(Crew, gatekeeper, dbt, record.log)
            error = _run(settings, record, list(counties), as_known_on, progress, with_crew)
            ended, landed = record.ended(), record.landed()
            if ended:
                record.drop()
            else:
                outcomes = record.outcomes()
                note_held(settings, {county: why for one in outcomes for county, why in one.held.items()})
            underway.published = ended.version if ended and ended.outcome == "published" else None
            underway.record = None
    except Busy as busy:
        return RefreshOutcome("busy", None, [busy.sentence], None, time.monotonic() - started)
    outcomes = record.outcomes()
    said = reasons(gate for one in outcomes for gate in one.gates)
    troubles = [trouble for one in outcomes for trouble in one.troubles]
    if ended:
        outcome, said = ended.outcome, []
    elif said and not troubles:
        outcome = "refused"
        said.append(Sentence("全部核查结果见 {folder}。", folder=record.folder))
    elif troubles:
        outcome = "failed"
        said += [*troubles, Sentence("运行记录见 {log}。", log=record.log)]
    else:
        outcome = "failed"
        said = [
            error or Sentence("运行没有走到发布。"),
            Sentence("运行记录见 {log}。", log=record.log),
        ]
        # a full disk holds no page either
        with suppress(OSError):
            record.write_failure(said[0])
    return RefreshOutcome(
        outcome,
        ended.version if ended else None,
        said,
        landed.report if landed else None,
        time.monotonic() - started,
        ended.held if ended else {},
    )


def break_off(settings: Settings, underway: Underway) -> RefreshOutcome:
    """Sweep up behind a refresh that goes no further, and say what stands."""
    if underway.record:
        sweep_leftovers(settings)
        underway.record.drop()
    version = current(settings)
    published = underway.published
    if version and underway.record and version.name != underway.found:
        published = version.name
    if published:
        said = Sentence(
            "刷新被中止；在这以前版本 {version} 已经发布，余下的下一次刷新会补上。", version=published
        )
        return RefreshOutcome("stopped", published, [said], None, 0)
    stands = (
        Sentence("版本 {version} 仍然有效", version=version.name) if version else Sentence("还没有发布过版本")
    )
    said = Sentence(
        "刷新被中止，没有发布新版本；{stands}。已经读完的文件不会重读，再刷新一次就接着做。", stands=stands
    )
    return RefreshOutcome("stopped", None, [said], None, 0)


def _run(
    settings: Settings,
    record: RunRecord,
    counties: list[str],
    as_known_on: datetime | None,
    progress: Progress | None,
    with_crew: Callable[[], Crew],
) -> Sentence | None:
    """Run the job; what Dagster and dbt say goes to the run's log. Returns what went wrong, in a line."""
    record.open()
    with saying_to(record.log) as log:
        try:
            with with_crew() as crew:
                _execute(settings, record, crew, counties, as_known_on, progress)
        except Trouble as trouble:
            return trouble.sentence
        except OSError as error:
            with suppress(OSError):
                traceback.print_exc(file=log)
            return in_words(error)
        except Exception as error:
            with suppress(OSError):
                traceback.print_exc(file=log)
            return _of_the_program(error)
    return None


def _of_the_program(error: Exception) -> Sentence:
    """What is told of an error of the program: its words may quote a cell, so they are in the log alone."""
    if any(words in str(error) for words in NO_ROOM):  # DuckDB has no code for it
        return in_words(OSError(errno.ENOSPC, ""))
    return Sentence(
        "程序出错（{kind}），没有发布，现行版本没有变；请把运行记录交给维护人员。",
        kind=type(error).__name__,
    )


def _execute(
    settings: Settings,
    record: RunRecord,
    crew: Crew,
    counties: list[str],
    as_known_on: datetime | None,
    progress: Progress | None,
) -> None:
    import dagster as dg

    from pipelines.orchestration.nightly import NIGHTLY
    from pipelines.orchestration.project import definitions_for
    from pipelines.orchestration.resources import (
        HomeLocked,
        RefreshRequest,
        nobody_watches,
    )

    known_on = as_known_on.replace(tzinfo=UTC).isoformat() if as_known_on else ""
    definitions = definitions_for(
        settings,
        watched=False,
        resources={
            "request": RefreshRequest(counties=counties, as_known_on=known_on),
            "lock": HomeLocked(),
            "crew": crew,
            "progress": progress or nobody_watches,
        },
        loggers={LOG: dg.LoggerDefinition(lambda _: logging.getLogger(LOG))},
    )
    job = definitions.resolve_job_def(NIGHTLY.name)
    # a folder of Dagster's own would stay where a run is killed
    with (
        spill_folder() as aside,
        dg.DagsterInstance.ephemeral(tempdir=aside, settings={"telemetry": {"enabled": False}}) as instance,
    ):
        job.execute_in_process(run_id=record.run_id, instance=instance, run_config={"loggers": {LOG: {}}})
