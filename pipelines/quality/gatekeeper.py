"""The gates in a process of their own, which loads Great Expectations while files are still landing.

Loading it takes as long as landing a small county, and both want the interpreter; a second process leaves
them a core each, and gives its memory back. What does not belong here: what a gate is (gates), and how a
process is started and ended (processes).
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Self

from pipelines.errors import Trouble
from pipelines.processes.worker import Worker, WorkerGone
from pipelines.quality.gates import GateResult, run_suites
from pipelines.quality.suites import Stage
from pipelines.quality.waivers import Waiver
from pipelines.sentences import Sentence

NO_ANALYTICS = {"GX_ANALYTICS_ENABLED": "false"}


class GateFault(Trouble):
    """A suite or the waivers cannot be used."""


class GatesGone(Trouble):
    """The process ended before it had judged."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(
            Sentence(
                "核查的进程中途结束（退出码 {exit_code}），本次没有发布，上一版继续有效。"
                "请确认内存够用后重新刷新。",
                exit_code=exit_code,
            )
        )


@dataclass(frozen=True, kw_only=True)
class GateRequest:
    """The arguments of `run_suites`."""

    database: Path
    directory: Path
    run_id: str
    stage: Stage
    threads: int
    memory_limit: str
    counties: tuple[str, ...] = ()
    known_on: datetime | None = None
    today: date | None = None
    waivers: tuple[Waiver, ...] = ()
    past: Path | None = None


class Gatekeeper:
    """Hands requests to the process; a context manager, at whose end the process goes.

    It is started when something is asked, or before, by who knows that something will be: most nights nothing
    has changed.

    Args:
        log: where what the process prints is written; this process's standard error when not given.
    """

    def __init__(self, log: Path | None = None) -> None:
        self._log = log
        self._worker: Worker | None = None

    def begin(self) -> Worker:
        """Start the process, unless it stands, and have it load what it needs; waits for nothing."""
        if self._worker is None:
            self._worker = Worker(environment=NO_ANALYTICS, log=self._log)
            self._worker.submit(load)
        return self._worker

    def run(self, request: GateRequest) -> list[GateResult]:
        """Every gate of a stage; when the process is lost, the next request finds another.

        Raises:
            GateFault: a suite or the waivers cannot be used.
            GatesGone: the process ended.
            Exception: the gates could not be run.
        """
        try:
            return self.begin().ask(judge, request)
        except WorkerGone as gone:
            self._worker = None
            raise GatesGone(gone.exit_code) from gone

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, whatever it is at: it only reads."""
        if self._worker:
            self._worker.end()


def load() -> None:
    """The other end: the seconds this takes are why there is a process."""
    gc.disable()  # looking for cycles takes a tenth of the time, and what is found is little

    import great_expectations  # noqa: F401

    gc.freeze()
    gc.enable()


def judge(request: GateRequest) -> list[GateResult]:
    """The other end: run the suites."""
    try:
        return run_suites(**vars(request))
    except Trouble as trouble:
        raise GateFault(trouble.sentence) from trouble
