"""dbt as a process of its own, told by its environment; it loads while the gate behind landing judges.

What does not belong here: what goes on in that process (dbt_tasks), and when it is asked (batch).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version as installed_version
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from pipelines.errors import Trouble
from pipelines.night import dbt_tasks
from pipelines.night.registry import BUILD, NIGHTLY, lay_registry
from pipelines.processes.worker import Worker, WorkerGone
from pipelines.sentences import Sentence
from pipelines.settings import Settings

A_MOMENT = 0.1
"""Seconds between two looks whether dbt is done."""
SENDS_NOTHING = {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}
Heard = Callable[[dbt_tasks.Heard], None]


class DbtGone(Trouble):
    """The process of dbt ended before dbt was done."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(
            Sentence(
                "dbt 的进程中途结束（退出码 {exit_code}），本次没有算完，上一版继续有效。"
                "请确认内存够用后重新刷新。",
                exit_code=exit_code,
            )
        )


@dataclass(frozen=True)
class Asked:
    """What a build is made of, and where: the landed rows, the file to build, and of which run it is.

    `known_on` is UTC without a zone; None for now. `acknowledged` is what counties say of findings, as JSON.
    """

    landing: Path
    build: Path
    run_id: str
    known_on: datetime | None = None
    acknowledged: str = "[]"


class DbtProcess:
    """A process that has loaded dbt and the project, and builds one batch after another."""

    def __init__(self) -> None:
        self._worker: Worker | None = None

    def load(self, settings: Settings) -> Worker:
        """Start the process, unless it stands, and have it load what a build needs but no database."""
        if self._worker is None:
            self._worker = start_dbt(settings)
            self._worker.submit(dbt_tasks.load, settings.dbt_project.absolute())
        return self._worker

    def build(
        self, settings: Settings, asked: Asked, heard: Heard, *, select: Sequence[str] = ()
    ) -> list[dict[str, Any]]:
        """Build what is downstream of landing, beside the registry.

        Args:
            settings: where the project is, and how much memory and how many threads it may take.
            asked: from which landed rows into which file.
            heard: called with everything that dbt says.
            select: the names of the models to build, where it is not all of them.

        Returns:
            What came of every node: `unique_id`, `status` and `message`, by dbt's names.

        Raises:
            DbtFault: dbt could not begin.
            DbtGone: its process ended.
        """
        asked.build.parent.mkdir(parents=True, exist_ok=True)
        lay_registry(settings, asked.build)
        artifacts = asked.build.parent.absolute() / "dbt"
        ours, theirs = Pipe(duplex=False)
        try:
            worker = self.load(settings)
            with ours, theirs:
                ended = worker.submit(
                    dbt_tasks.run,
                    settings.dbt_project.absolute(),
                    dbt_environment(settings, asked.build, asked.landing),
                    _arguments(asked, select, artifacts),
                    theirs,
                )
                while ours.poll(A_MOMENT) or not ended.done():
                    if ours.poll():
                        heard(ours.recv())
            results = worker.result(ended).nodes
        except WorkerGone as gone:
            self.end()
            raise DbtGone(gone.exit_code) from gone
        return results

    def end(self) -> None:
        """End the process, whatever it is at: what it was building is of no use to anyone."""
        if self._worker:
            self._worker.end()
        self._worker = None


def start_dbt(settings: Settings) -> Worker:
    """A process for dbt that knows of no home yet."""
    return Worker(environment=before_any_home(settings) | SENDS_NOTHING)


def before_any_home(settings: Settings) -> dict[str, str]:
    """What the dbt project is told where it is parsed: whatever depends on a home would undo the parse."""
    return {
        "JUNHENG_BUILD_DB": BUILD,
        "JUNHENG_LANDING_DB": "landing.duckdb",
        "JUNHENG_MEMORY_LIMIT": "1GB",
        "JUNHENG_THREADS": "1",
        "DBT_TARGET_PATH": str(settings.made_by_dbt.absolute()),
    }


def dbt_environment(settings: Settings, build: Path, landing: Path) -> dict[str, str]:
    """What the dbt project is told by its environment: which files, how much memory, how many threads."""
    return {
        "JUNHENG_BUILD_DB": str(build.absolute()),
        "JUNHENG_LANDING_DB": str(landing.absolute()),
        "JUNHENG_MEMORY_LIMIT": settings.memory_limit,
        "JUNHENG_THREADS": str(settings.threads),
        "DBT_PROFILES_DIR": str(settings.dbt_project.absolute()),
        **SENDS_NOTHING,
    }


def _arguments(asked: Asked, select: Sequence[str], artifacts: Path) -> list[str]:
    variables = {
        "run_id": asked.run_id,
        "as_known_on": asked.known_on.isoformat(sep=" ") if asked.known_on else "",
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "code_version": installed_version("junheng"),
        "acknowledgements": asked.acknowledged,
    }
    where = ["--target-path", str(artifacts), "--vars", json.dumps(variables)]
    selection = ["--select", *select] if select else NIGHTLY
    return [dbt_tasks.NO_ARTIFACTS, "run", *selection, *where]
