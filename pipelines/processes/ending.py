"""The end of a program that is told to end while it is at work: SIGTERM of a system, SIGINT of a person.

The work goes on in a thread of its own, so that the first thread hears at once, whatever the work is at, and
so that no library puts its own handling of signals in place of this one. What does not belong here: what is
swept up before the program leaves, and what is said.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import wait
from types import FrameType
from typing import TypeVar

T = TypeVar("T")
TOLD_BY = (signal.SIGTERM, signal.SIGINT)
PATIENCE_SECONDS = 3.0
"""How long other processes may take to end before they are killed."""
AT_MOST_SECONDS = 20.0
"""After that the program leaves, wherever it is with what it does before."""
AT_LEAST_EVERY_SECONDS = 0.5
"""How often the first thread looks whether the program has been told to end."""
NO_WORD = "ignore:resource_tracker:UserWarning"
LEAVING = threading.Event()
"""Set when this program has been told to end: no thread begins anything or draws conclusions any more."""


def exit_code_of(number: int) -> int:
    """With what a program leaves that a signal told to end, as shells count it: 143 SIGTERM, 130 SIGINT."""
    return 128 + number


def work_until_told(work: Callable[[], T], leave: Callable[[int], None]) -> T:
    """Do some work; when told to end, end the other processes, call `leave` with the signal and go.

    What stands on the disk then must be whole whenever the work breaks off, as if the program was killed.

    Args:
        work: done in another thread; what it raises is raised here.
        leave: called in this thread, which must be the first one of the program; a few seconds are left.
    """

    def told(number: int, _: FrameType | None) -> None:
        for one in TOLD_BY:
            signal.signal(one, signal.SIG_IGN)
        last = threading.Timer(AT_MOST_SECONDS, os._exit, [exit_code_of(number)])
        last.daemon = True
        last.start()
        try:
            LEAVING.set()
            _end_other_processes()
            leave(number)
        finally:
            os._exit(exit_code_of(number))

    # the tracker that standard Python starts takes away what is left of the system's own, and need not say so
    if NO_WORD not in sys.warnoptions:
        sys.warnoptions.append(NO_WORD)
    before = {one: signal.signal(one, told) for one in TOLD_BY}
    # a program is born deaf to what whoever started it did not want to hear
    signal.pthread_sigmask(signal.SIG_UNBLOCK, TOLD_BY)
    try:
        with ThreadPoolExecutor(1, thread_name_prefix="work") as pool:
            working = pool.submit(work)
            # the system may tell another thread, and then nothing wakes this one, in which Python answers
            while not futures.wait([working], AT_LEAST_EVERY_SECONDS).done:
                pass
            return working.result()
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def stay_if_leaving() -> None:
    """Where this program is leaving, go no further: what was lost is no fault, and nothing is begun anew."""
    if LEAVING.is_set():
        threading.Event().wait()


def _end_other_processes() -> None:
    children = multiprocessing.active_children()
    for child in children:
        child.terminate()
    waiting = {child.sentinel: child for child in children}
    while waiting and (gone := wait(list(waiting), PATIENCE_SECONDS)):
        for child in children:
            if child.sentinel in gone:
                waiting.pop(child.sentinel)
    for child in waiting.values():
        child.kill()
    if waiting:
        wait(list(waiting), PATIENCE_SECONDS)
