"""Whether a process that belongs to another still runs.

What does not belong here: starting one.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from pipelines.settings import PROJECT

PATIENCE = 120


def outlive(owner: str) -> list[int]:
    """The processes that still run some time after their owner was killed.

    Args:
        owner: a program that prints their numbers in one line and then waits.
    """
    command = [sys.executable, "-c", owner]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT)
    assert process.stdout
    with process:
        owned = [int(number) for number in process.stdout.readline().split()]
        process.send_signal(signal.SIGKILL)
    assert owned, "the owner started none"
    gives_up = time.monotonic() + PATIENCE
    while any(map(runs, owned)) and time.monotonic() < gives_up:
        time.sleep(0.2)
    return [one for one in owned if runs(one)]


def runs(process: int) -> bool:
    """Whether it is there and not merely waiting to be counted by its parent."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    return False
