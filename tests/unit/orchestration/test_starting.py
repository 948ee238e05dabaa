"""A process that was started early begins when it is told to, and ends when there is nothing left to do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from pathlib import Path

import pytest

from pipelines.orchestration.starting import Starting, may_begin

A_MOMENT = 0.2


def test_who_was_told_nothing_begins_at_once() -> None:
    assert may_begin({})


def test_it_waits_until_it_is_allowed(tmp_path: Path) -> None:
    starting = Starting.held(tmp_path)
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(may_begin, starting.environment)
        with pytest.raises(StillWaiting):
            waiting.result(A_MOMENT)
        starting.allow()
        assert waiting.result()


def test_it_does_not_begin_when_the_run_ends_without_a_word(tmp_path: Path) -> None:
    starting = Starting.held(tmp_path)
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(may_begin, starting.environment)
        starting.refuse()
        assert not waiting.result()
