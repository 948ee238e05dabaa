"""Work goes on until the program is told to end: then its processes go, and a word is said."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from pipelines.processes.ending import TOLD_BY, work_until_told
from pipelines.settings import PROJECT
from tests.unit.outliving import runs

PROGRAM = """
import os, sys, time
from pipelines.processes.ending import work_until_told
from pipelines.processes.worker import Worker

def work():
    worker = Worker()
    print(worker.number, flush=True)
    try:
        worker.ask(time.sleep, 600)
    finally:
        print("drew a conclusion", flush=True)

if __name__ == "__main__":
    work_until_told(work, lambda number: print("left", number, flush=True))
"""


@pytest.mark.parametrize(("told", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_program_that_is_told_to_end_ends_its_processes_says_so_and_nothing_else(
    told: signal.Signals, code: int
) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PROJECT,
    )  # fmt: skip
    assert program.stdout
    worker = int(program.stdout.readline())
    program.send_signal(told)
    said, complained = program.communicate(timeout=60)
    assert (program.returncode, said, complained) == (code, f"left {told}\n", "")
    assert not runs(worker)


HEARD_BY_ANOTHER_THREAD = """
import signal, threading, time
from pipelines.processes.ending import work_until_told

def work():
    time.sleep(1)  # the first thread waits by now
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
    time.sleep(600)

if __name__ == "__main__":
    work_until_told(work, lambda number: print("left", number, flush=True))
"""
DEAF_FROM_BIRTH = """
import signal, time
from pipelines.processes.ending import work_until_told

def work():
    signal.raise_signal(signal.SIGTERM)
    time.sleep(600)

if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # as whoever started it may have left it
    work_until_told(work, lambda number: print("left", number, flush=True))
"""


@pytest.mark.parametrize("code", [HEARD_BY_ANOTHER_THREAD, DEAF_FROM_BIRTH], ids=["another", "deaf"])
def test_it_ends_whichever_thread_the_system_tells_and_whatever_it_was_started_with(code: str) -> None:
    program = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=PROJECT)
    try:
        said, _ = program.communicate(timeout=10)
    finally:
        program.kill()
    assert (program.returncode, said) == (143, f"left {signal.SIGTERM}\n")


def test_what_the_work_comes_to_is_handed_on_and_what_goes_wrong_is_raised() -> None:
    before = [signal.getsignal(one) for one in TOLD_BY]
    assert work_until_told(lambda: 3, print) == 3
    with pytest.raises(ZeroDivisionError):
        work_until_told(lambda: 1 // 0, print)
    assert [signal.getsignal(one) for one in TOLD_BY] == before
