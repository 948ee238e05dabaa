"""A Dask cluster on loopback: a scheduler and workers, as they are started by hand.

What does not belong here: what is computed on it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

QUIET = {"DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "0", "PYTHONUNBUFFERED": "1"}


@dataclass
class Cluster:
    """A scheduler and its workers, each a process of its own that runs in `folder`."""

    folder: Path
    address: str = ""
    scheduler: subprocess.Popen[str] | None = None
    workers: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, workers: int) -> None:
        self.scheduler = self._run("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        assert self.scheduler.stderr
        for line in self.scheduler.stderr:
            if found := re.search(r"Scheduler at:\s+(tcp://\S+)", line):
                self.address = found[1]
                break
        # nobody reads on, and a full pipe would stop it
        threading.Thread(target=self.scheduler.stderr.read, daemon=True).start()
        for _ in range(workers):
            self.workers.append(
                self._run("worker", self.address, "--no-nanny", "--nthreads", "1", quiet=True)
            )

    def _run(self, kind: str, *arguments: str, quiet: bool = False) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + kind, *arguments],
            cwd=self.folder,
            env=os.environ | QUIET,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if quiet else subprocess.PIPE,
            text=True,
        )

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            if process:
                with suppress(ProcessLookupError):
                    process.kill()
                process.wait()
