"""Which tests run in one process where several share the work: those of a file, or of a costly fixture.

A fixture that publishes a whole version is made once in each process that needs it, so its tests stay
together. What does not belong here: fixtures, and anything that changes a test that runs.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

COSTLY = ("second_night", "taught")


def together(item: pytest.Item) -> str:
    """The name of the tests that a test stays with."""
    fixtures: Iterable[str] = getattr(item, "fixturenames", ())
    return next((name for name in COSTLY if name in fixtures), item.path.as_posix())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tell pytest-xdist (`--dist loadgroup`); a run in one process takes no notice."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(together(item)))
