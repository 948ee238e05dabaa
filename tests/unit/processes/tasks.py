"""What a worker of the tests is asked to do; it must be found under one name in every process."""

from __future__ import annotations

import atexit
import os
import signal

import duckdb


class CannotBeCarried(Exception):
    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")


def fail() -> None:
    raise CannotBeCarried("in two", "words")


def end_by(signal_number: int) -> None:
    os.kill(os.getpid(), signal_number)


def be_told_to_end_while_shutting_down() -> None:
    atexit.register(os.kill, os.getpid(), signal.SIGTERM)


def draws_bars() -> bool:
    return bool(duckdb.connect().execute("select current_setting('enable_progress_bar')").fetchall()[0][0])
