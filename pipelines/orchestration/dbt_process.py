"""dbt as a process of its own, told by its environment; it loads while the gate behind landing judges.

What does not belong here: what goes on in that process (dbt_tasks), and what the models are to Dagster
(dbt_graph).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version as installed_version
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.errors import Trouble
from pipelines.landing.beside import read_beside
from pipelines.landing.gather import gather
from pipelines.landing.store import counties_landed
from pipelines.orchestration import dbt_tasks
from pipelines.orchestration.registry import NIGHTLY, lay_registry
from pipelines.orchestration.resources import RefreshRequest
from pipelines.processes.worker import Worker, WorkerGone
from pipelines.quality.acknowledgements import acknowledged
from pipelines.settings import Settings

A_MOMENT = 0.1
"""Seconds between two looks whether dbt is done."""
GATHERED = "landing.duckdb"
SENDS_NOTHING = {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}
Heard = Callable[[dbt_tasks.Heard], None]


class DbtGone(Trouble):
    """The process of dbt ended before dbt was done."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(
            f"dbt 的进程中途结束（退出码 {exit_code}），本次没有算完，上一版继续有效。"
            "请确认内存够用后重新刷新。"
        )


class DbtProcess:
    """The dbt of one run: its process stands until it has built, or the run ends."""

    def __init__(self) -> None:
        self._worker: Worker | None = None

    def load(self, settings: Settings) -> Worker:
        """Start the process, unless it stands, and have it load what a build needs but no database."""
        if self._worker is None:
            self._worker = start_dbt(settings)
            self._worker.submit(dbt_tasks.load, settings.dbt_project.absolute())
        return self._worker

    def build(
        self,
        settings: Settings,
        run_id: str,
        request: RefreshRequest,
        heard: Heard,
        *,
        select: Sequence[str] = (),
    ) -> list[dict[str, Any]]:
        """Build what is downstream of landing into the unfinished build of a run, beside the registry.

        Args:
            settings: where things are.
            run_id: of the run.
            request: as of when to build.
            heard: called with everything that dbt says.
            select: the names of the models to build, where it is not all of them.

        Returns:
            What came of every node: `unique_id`, `status` and `message`, by dbt's names.

        Raises:
            DbtFault: dbt could not begin.
            DbtGone: its process ended.
        """
        unfinished = unfinished_build(settings, run_id)
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        lay_registry(settings, unfinished)
        artifacts = unfinished.parent.absolute() / "dbt"
        ours, theirs = Pipe(duplex=False)
        try:
            worker = self.load(settings)
            with ours, theirs:
                ended = worker.submit(
                    dbt_tasks.run,
                    settings.dbt_project.absolute(),
                    dbt_environment(settings, unfinished, gathered(settings, run_id)),
                    _arguments(settings, run_id, request, select, artifacts),
                    theirs,
                )
                while ours.poll(A_MOMENT) or not ended.done():
                    if ours.poll():
                        heard(ours.recv())
            results = worker.result(ended).nodes
        except WorkerGone as gone:
            raise DbtGone(gone.exit_code) from gone
        worker.close()  # until it has ended, it keeps what it has built
        return results

    def end(self) -> None:
        """End the process, whatever it is at: what it was building is of no use to anyone."""
        if self._worker:
            self._worker.end()
        self._worker = None


@dg.resource(description="dbt 在自己的进程里运行。dbt, in a process of its own for the whole run.")
def dbt_of_a_run(_: dg.InitResourceContext) -> Generator[DbtProcess]:
    """The dbt of one run; its process goes when it has built, at the latest when the last step has ended."""
    dbt = DbtProcess()
    try:
        yield dbt
    finally:
        dbt.end()


def start_dbt(settings: Settings) -> Worker:
    """A process for dbt that knows of no home yet: what depends on one would undo the parse."""
    nowhere = {
        "JUNHENG_BUILD_DB": settings.build_db.name,
        "JUNHENG_LANDING_DB": GATHERED,
        "JUNHENG_MEMORY_LIMIT": "1GB",
        "JUNHENG_THREADS": "1",
    }
    return Worker(environment=nowhere | SENDS_NOTHING)


def dbt_environment(settings: Settings, build: Path, landing: Path) -> dict[str, str]:
    """What the dbt project is told by its environment: which files, how much memory, how many threads.

    Args:
        settings: where things are.
        build: the file that is built.
        landing: what landed, gathered.
    """
    return {
        "JUNHENG_BUILD_DB": str(build.absolute()),
        "JUNHENG_LANDING_DB": str(landing.absolute()),
        "JUNHENG_MEMORY_LIMIT": settings.memory_limit,
        "JUNHENG_THREADS": str(settings.threads),
        "DBT_PROFILES_DIR": str(settings.dbt_project.absolute()),
        **SENDS_NOTHING,
    }


def unfinished_build(settings: Settings, run_id: str) -> Path:
    """The file that dbt builds for one run, in a folder with the run's name beside the finished build.

    The dbt of a killed run may outlive it for a moment; it goes on in a folder of its own.
    """
    return settings.build_db.parent / run_id / settings.build_db.name


def gathered(settings: Settings, run_id: str) -> Path:
    """What landed, of all counties, as one file; gathered for a run by whichever step asks first."""
    into = unfinished_build(settings, run_id).with_name(GATHERED)
    if into.exists():
        return into
    return gather(settings, counties_landed(settings), into, beside=read_beside(settings))


def _arguments(
    settings: Settings, run_id: str, request: RefreshRequest, select: Sequence[str], artifacts: Path
) -> list[str]:
    variables = {
        "run_id": run_id,
        "as_known_on": request.known_on.isoformat(sep=" ") if request.known_on else "",
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "code_version": installed_version("junheng"),
        "acknowledgements": acknowledged(settings, request.known_on),
    }
    where = ["--target-path", str(artifacts), "--vars", json.dumps(variables)]
    selection = ["--select", *select] if select else NIGHTLY
    return [dbt_tasks.NO_ARTIFACTS, "run", *selection, *where]
