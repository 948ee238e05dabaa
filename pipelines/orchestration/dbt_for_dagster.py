"""dagster-dbt without dbt in this process: everything of it that this project uses comes from here.

dbt runs in a process of its own (ADR 3). Loaded into this one as well, it costs two seconds of every command
and is asked nothing. dagster-dbt does without it where it is not installed, so it is hidden while that loads.
What does not belong here: running dbt (dbt_cli).
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

ASKED_FOR = "dbt.version"
"""What dagster-dbt asks for to see whether dbt is installed."""


@contextmanager
def _hidden(module: str) -> Iterator[None]:
    """A module that cannot be imported for the moment, as the language provides for it: an entry of None."""
    if module in sys.modules:  # somebody has loaded it, so nothing is saved
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


with _hidden(ASKED_FOR):
    from dagster_dbt import DagsterDbtTranslator, DbtCliInvocation, DbtCliResource, dbt_assets

__all__ = ["DagsterDbtTranslator", "DbtCliInvocation", "DbtCliResource", "dbt_assets"]
