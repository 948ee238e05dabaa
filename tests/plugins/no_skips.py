"""With `JUNHENG_CI` set, a skipped test is a failed one: what was not run has not been shown.

What does not belong here: fixtures, and anything that changes a test that runs.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def forbid(report: Report) -> Report:
    """Turn a skip into a failure; a test that is expected to fail is left as it is."""
    if os.environ.get("JUNHENG_CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: skipped, which JUNHENG_CI forbids. {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test, a fixture or a mark that skips."""
    return forbid((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A module that skips as a whole."""
    return forbid((yield))
