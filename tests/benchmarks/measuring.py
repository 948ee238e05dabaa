"""Runs a command and measures it: wall time, and the peak memory of all its processes.

What does not belong here: what is run (steps).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BETWEEN_LOOKS = 0.05
"""Seconds between two looks at the memory."""
PAGE = os.sysconf("SC_PAGE_SIZE")


class StepFailed(Exception):
    """The command that was to be measured did not succeed."""


@dataclass(frozen=True)
class Measured:
    """What one command took: seconds of wall time, bytes of memory (shared pages count twice)."""

    seconds: float
    peak_bytes: int


def measure(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str] | None = None
) -> Measured:
    """Run a command to its end, in a session of its own so that its children are known.

    Raises:
        StepFailed: it left with another exit code than 0; with the end of what it said.
    """
    with tempfile.TemporaryFile() as said:
        started = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        peak = 0
        while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
            peak = max(peak, memory_of_session(process.pid))
            time.sleep(BETWEEN_LOOKS)
        seconds = time.monotonic() - started
        _, status, usage = ended
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            tail = said.read().decode(errors="replace")[-2000:]
            raise StepFailed(f"{' '.join(command)} left with {process.returncode}:\n{tail}")
    # the kernel's own figure of the largest process, in case the worst moment fell between two looks
    return Measured(seconds, max(peak, usage.ru_maxrss * 1024))


def memory_of_session(session: int) -> int:
    """Bytes in memory of every process of a session, at this moment."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            # the second field, the name, may hold blanks; the session is the fourth after it
            if int((process / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                total += int((process / "statm").read_text().split()[1]) * PAGE
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total
