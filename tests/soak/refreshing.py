"""The small counties of the soak, and a refresh of theirs as a process of its own.

A refresh loads for ten seconds and works for two. So most are copies of a process that has loaded everything
(loaded), and so are the processes that they start; what they do and how they end is the same. A share are
begun as a person begins one. What does not belong here: what is true of them afterwards (look).
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path
from unittest import mock

from pipelines.processes import worker
from pipelines.settings import PROJECT, Settings
from tests.unit.orchestration.tiny_county import TINY, TinyCounty

PUBLISHING = "[publish]"
"""How the line begins that a refresh says when it begins to publish."""
COPIES = multiprocessing.get_context("forkserver")
A_MOMENT = 0.005
"""Seconds between two looks at what a refresh says."""


def small_counties(folder: Path) -> TinyCounty:
    """Counties of one school each below a folder, with few tables in dbt; made where there are none."""
    project = folder / "dbt_project"
    if not project.exists():
        shutil.copytree(TINY, project)
        registry = Path("seeds", "registry")
        (project / registry).mkdir(parents=True)
        for name in ("datasets.csv", "departments.csv"):
            shutil.copy(Settings().dbt_project / registry / name, project / registry / name)
    return TinyCounty.below(folder, project)


def load_once(settings: Settings, **others: str) -> None:
    """Begin the process that refreshes are copies of; they find these settings in their environment."""
    with mock.patch.dict(os.environ, _told(settings) | others):
        COPIES.set_forkserver_preload(["tests.soak.loaded"])
        forkserver.ensure_running()


class Refresh:
    """A refresh that is under way; what it says goes to a file beside the home.

    Args:
        settings: of which home.
        loads: whether it is a new interpreter that loads everything itself.
    """

    def __init__(self, settings: Settings, *, loads: bool) -> None:
        self._said = settings.home.parent / "said.txt"
        self._said.write_text("")
        self._process: subprocess.Popen[bytes] | BaseProcess
        if loads:
            with self._said.open("w") as said:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "pipelines.command", "refresh"],
                    stdout=said, stderr=said, cwd=PROJECT, env={**os.environ, **_told(settings)},
                )  # fmt: skip
        else:
            self._process = COPIES.Process(target=_refresh, args=(self._said,))
            self._process.start()
        assert self._process.pid
        self._number = self._process.pid

    def says(self) -> str:
        """What it has said so far."""
        return self._said.read_text(encoding="utf-8")

    def wait_until_it_publishes(self) -> None:
        """Or until it has ended."""
        while PUBLISHING not in self.says() and self.code is None:
            time.sleep(A_MOMENT)

    def kill(self) -> None:
        """End it without a word, as a power cut would."""
        with suppress(ProcessLookupError):
            os.kill(self._number, signal.SIGKILL)

    def wait(self) -> int:
        """Its exit code, negative for a signal, when it has ended."""
        if isinstance(self._process, subprocess.Popen):
            return self._process.wait()
        self._process.join()
        assert self._process.exitcode is not None
        return self._process.exitcode

    @property
    def code(self) -> int | None:
        """Its exit code, None while it goes on."""
        if isinstance(self._process, subprocess.Popen):
            return self._process.poll()
        return self._process.exitcode


def _refresh(says: Path) -> None:
    """What a copy does: what `junheng refresh` does, with copies for the processes that it starts."""
    from pipelines.command.main import main

    with says.open("a") as said:
        for standard in (1, 2):
            os.dup2(said.fileno(), standard)
    with mock.patch.object(worker.multiprocessing, "get_context", lambda _: COPIES):
        main(["refresh"])


def _told(settings: Settings) -> dict[str, str]:
    names = ("raw", "home", "dbt_project", "expectations", "settle_seconds")
    return {f"JUNHENG_{name.upper()}": str(getattr(settings, name)) for name in names}
