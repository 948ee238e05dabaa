"""What a worker of the tests is asked to do; it must be found under one name in every process."""

from __future__ import annotations

import atexit
import os
import signal
import time
import traceback
from functools import partial
from multiprocessing.connection import Connection

import duckdb

from pipelines.processes.copied import in_a_copy

SEEN: list[str] = []
"""What this process has looked at."""


class CannotBeCarried(Exception):
    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")


def fail() -> None:
    raise CannotBeCarried("in two", "words")


def fail_here(here: int) -> None:
    time.sleep(1 if os.getpid() == here else 600)
    fail()


def raise_this(error: Exception) -> None:
    raise error


def end_by(signal_number: int) -> None:
    os.kill(os.getpid(), signal_number)


def be_told_to_end_while_shutting_down() -> None:
    atexit.register(os.kill, os.getpid(), signal.SIGTERM)


def tell_its_end_as_a_fault() -> None:
    """As libraries do that catch whatever ends what they were called for."""
    try:
        end_by(signal.SIGTERM)
    except SystemExit:
        traceback.print_exc()
        os.system("echo the same, from below >&2")
        raise


def draws_bars() -> bool:
    return bool(duckdb.connect().execute("select current_setting('enable_progress_bar')").fetchall()[0][0])


def look(what: str) -> list[str]:
    SEEN.append(what)
    return SEEN


def seen() -> list[str]:
    return SEEN


def asleep_in_a_copy(tell: Connection) -> None:
    in_a_copy(partial(_sleep, tell))


def _sleep(tell: Connection) -> None:
    tell.send(os.getpid())
    time.sleep(600)


def where_after(seconds: float, number: int) -> tuple[int, int]:
    time.sleep(seconds)
    return os.getpid(), number


def go_away_elsewhere(here: int, seconds: float, number: int) -> int:
    """As a process does that the system needs the memory of."""
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(seconds)
    return number
