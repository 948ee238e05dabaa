"""A process beside this one: what it is asked comes back, what goes wrong is told, and it goes in the end."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.processes.worker import Worker, WorkerGone
from tests.unit.outliving import outlive, runs
from tests.unit.processes.tasks import (
    be_told_to_end_while_shutting_down,
    draws_bars,
    end_by,
    fail,
    tell_its_end_as_a_fault,
)

ORPHAN = """
import time
from pipelines.processes.worker import Worker
with Worker() as idle, Worker() as busy:
    busy.submit(time.sleep, 600)
    print(idle.number, busy.number, flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(environment={"JUNHENG_TEST": "told"}) as worker:
        yield worker


def test_what_it_is_asked_is_done_in_another_process_one_thing_after_another(worker: Worker) -> None:
    numbers = [worker.submit(os.getpid) for _ in range(3)]
    assert {worker.result(one) for one in numbers} == {worker.number}
    assert worker.number != os.getpid()


def test_a_long_query_in_it_draws_no_bar_over_what_is_told(worker: Worker) -> None:
    assert not worker.ask(draws_bars)


def test_it_finds_in_its_environment_what_it_was_told(worker: Worker) -> None:
    assert worker.ask(os.getenv, "JUNHENG_TEST") == "told"
    assert "JUNHENG_TEST" not in os.environ


def test_what_goes_wrong_is_raised_here_and_the_next_thing_is_done(worker: Worker) -> None:
    with pytest.raises(ZeroDivisionError):
        worker.ask(divmod, 1, 0)
    assert worker.ask(divmod, 7, 2) == (3, 1)


def test_what_goes_wrong_and_cannot_be_carried_is_told_in_words(worker: Worker) -> None:
    with pytest.raises(RuntimeError, match="CannotBeCarried: in two words"):
        worker.ask(fail)


def test_an_interrupt_from_the_keyboard_is_left_to_its_owner(worker: Worker) -> None:
    worker.ask(end_by, signal.SIGINT)
    assert worker.ask(os.getpid) == worker.number


def test_what_it_prints_is_no_result(
    worker: Worker, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert worker.ask(print, "to whom it may concern") is None
    log = tmp_path / "run.log"
    log.write_text("before\n")
    with Worker(log=log) as logged:
        logged.ask(os.system, "echo to the log; echo and this >&2")
    assert log.read_text() == "before\nto the log\nand this\n"
    assert capfd.readouterr().out == ""


def test_one_that_dies_says_how_and_so_does_every_later_question() -> None:
    with Worker() as worker:
        for _ in range(2):
            with pytest.raises(WorkerGone, match="exit code -9"):
                worker.ask(end_by, signal.SIGKILL)


def test_at_the_end_nobody_waits_for_what_it_is_at() -> None:
    began = time.monotonic()
    with Worker() as worker:
        asleep = worker.submit(time.sleep, 600)
        number = worker.number
    assert time.monotonic() - began < 60
    assert not runs(number)
    assert asleep.done()


def test_one_that_is_told_to_end_while_it_shuts_down_goes_without_a_word(tmp_path: Path) -> None:
    log = tmp_path / "run.log"
    with Worker(log=log) as worker:
        worker.ask(be_told_to_end_while_shutting_down)
        worker.close()
    assert log.read_text() == ""


def test_one_that_is_told_to_end_says_no_more_whatever_it_is_at(tmp_path: Path) -> None:
    log = tmp_path / "run.log"
    with Worker(log=log) as worker, pytest.raises(WorkerGone):
        worker.ask(tell_its_end_as_a_fault)
    assert log.read_text() == ""


def test_when_its_owner_is_killed_it_goes_too_whatever_it_is_at() -> None:
    assert outlive(ORPHAN) == []
