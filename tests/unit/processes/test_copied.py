"""A task in a copy of this process: what comes of it, what goes wrong, and that nothing of it stays."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from multiprocessing import Pipe

import pytest

from pipelines.processes.copied import in_a_copy
from pipelines.processes.worker import Worker, WorkerGone
from tests.unit.outliving import outlive, runs
from tests.unit.processes.tasks import SEEN, asleep_in_a_copy, end_by, look, seen

ORPHAN = """
from pipelines.processes.worker import Worker
from tests.unit.processes.tasks import asleep_in_a_copy
import time
from multiprocessing import Pipe
ours, theirs = Pipe(duplex=False)
with Worker() as worker:
    worker.submit(asleep_in_a_copy, theirs)
    print(worker.number, ours.recv(), flush=True)
    time.sleep(600)
"""


def test_what_a_copy_finds_out_comes_back_and_what_it_remembers_does_not() -> None:
    with Worker() as worker:
        assert worker.ask(in_a_copy, partial(look, "once")) == ["once"]
        assert worker.ask(in_a_copy, partial(look, "twice")) == ["twice"]
        assert worker.ask(seen) == SEEN == []


def test_what_goes_wrong_in_a_copy_is_raised_and_the_next_one_is_well() -> None:
    with Worker() as worker:
        with pytest.raises(ZeroDivisionError):
            worker.ask(in_a_copy, partial(divmod, 1, 0))
        assert worker.ask(in_a_copy, partial(divmod, 7, 2)) == (3, 1)


def test_a_copy_that_dies_says_how() -> None:
    with Worker() as worker, pytest.raises(WorkerGone) as gone:
        worker.ask(in_a_copy, partial(end_by, signal.SIGKILL))
    assert gone.value.exit_code == -signal.SIGKILL


def test_who_waits_for_a_copy_and_is_told_to_end_goes_at_once_and_so_does_the_copy() -> None:
    ours, theirs = Pipe(duplex=False)
    with Worker() as worker, theirs:
        asleep = worker.submit(asleep_in_a_copy, theirs)
        copy = ours.recv()
        began = time.monotonic()
        os.kill(worker.number, signal.SIGTERM)
        with pytest.raises(WorkerGone, match="exit code 0"):
            worker.result(asleep)
        assert time.monotonic() - began < 3
        assert not runs(copy)


def test_when_the_owner_of_who_waits_is_killed_both_go() -> None:
    assert outlive(ORPHAN) == []
