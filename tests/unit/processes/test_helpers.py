"""Processes that help: everything is done once, whoever goes away, and nothing goes on after a fault."""

from __future__ import annotations

import os
from functools import partial

import pytest

from pipelines.processes.helpers import Helpers
from tests.unit.outliving import runs
from tests.unit.processes.tasks import CannotBeCarried, fail_here, go_away_elsewhere, where_after


def test_without_helpers_everything_is_done_here_in_its_order() -> None:
    assert Helpers().do(partial(divmod, number, 2) for number in range(3)) == [(0, 0), (0, 1), (1, 0)]


def test_whoever_is_free_takes_the_next_task_and_each_is_done_once() -> None:
    with Helpers(1) as helpers:
        came = helpers.do([partial(where_after, 0.05, number) for number in range(60)])
    assert sorted(number for _, number in came) == list(range(60))
    assert len({process for process, _ in came}) == 2 == helpers.hands


def test_what_a_helper_that_went_away_was_at_is_done_here() -> None:
    with Helpers(1) as helpers:
        came = helpers.do([partial(go_away_elsewhere, os.getpid(), 0.2, number) for number in range(20)])
    assert sorted(came) == list(range(20))


def test_what_one_raises_is_raised_here_and_no_helper_goes_on() -> None:
    with Helpers(1) as helpers:
        (helper,) = {process for process, _ in helpers.do([partial(where_after, 1.0, 0)] * 4)} - {os.getpid()}
        with pytest.raises(CannotBeCarried):
            # what the helper is at would not end
            helpers.do([partial(fail_here, os.getpid())] * 2)
        assert not runs(helper)
