"""Runs a command and measures it: wall time, and the peak memory of all its processes.

What does not belong here: what is run (steps).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

BETWEEN_LOOKS = 0.05
"""Seconds between two looks at the memory."""
HIGHER = 1.01
"""So many times what was seen before is looked at again."""
LARGE = 100_000_000
"""Bytes; a process with fewer only waits for another."""
PAGE = os.sysconf("SC_PAGE_SIZE")


class StepFailed(Exception):
    """The command that was to be measured did not succeed."""


@dataclass(frozen=True)
class Measured:
    """What one command took.

    Attributes:
        seconds: of wall time.
        peak_bytes: memory of all its processes when it was most; a page that several share counts once.
        processes: how many of them were at work then, each with more than `LARGE` bytes.
    """

    seconds: float
    peak_bytes: int
    processes: int = 1


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
        highest, peak = 0.0, (0, 1)
        while (ended := os.waitpid(process.pid, os.WNOHANG))[0] == 0:
            # what is resident is soon asked; sharing out pages takes long, so only when more was never seen
            if (resident := resident_in_session(process.pid)) > highest * HIGHER:
                highest, peak = resident, max(peak, shared_out_in_session(process.pid))
            time.sleep(BETWEEN_LOOKS)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(ended[1])
        if process.returncode:
            said.seek(0)
            tail = said.read().decode(errors="replace")[-2000:]
            raise StepFailed(f"{' '.join(command)} left with {process.returncode}:\n{tail}")
    return Measured(seconds, *peak)


def resident_in_session(session: int) -> int:
    """Bytes in memory of every process of a session at this moment; a shared page counts in each."""
    return sum(int(said.split()[1]) * PAGE for said in _said_of_session(session, "statm"))


def shared_out_in_session(session: int) -> tuple[int, int]:
    """Bytes in memory of a session at this moment, each page once; how many processes are large."""
    lines = (line for said in _said_of_session(session, "smaps_rollup") for line in said.splitlines())
    each = [int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")]
    return sum(each), sum(one > LARGE for one in each)


def _said_of_session(session: int, file: str) -> Iterator[str]:
    """What the kernel's file says of each process of a session that is still there."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            # the second field, the name, may hold blanks; the session is the fourth after it
            if int((process / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                yield (process / file).read_text()
