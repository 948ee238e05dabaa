"""The processes that a refresh starts, standing for all refreshes of these tests: they take seconds to load.

What does not belong here: what is refreshed.
"""

from __future__ import annotations

import functools
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from unittest import mock

from pipelines.night.dbt_process import DbtProcess
from pipelines.orchestration import publish_step
from pipelines.orchestration.run import RefreshOutcome, refresh
from pipelines.quality.gatekeeper import Gatekeeper
from pipelines.settings import Settings


@functools.cache
def gatekeeper() -> Gatekeeper:
    """One that goes when this process ends."""
    return Gatekeeper()


@functools.cache
def dbt_of(project: Path) -> DbtProcess:
    """The same of dbt, for a project that no test changes."""
    return DbtProcess()


def refreshed(
    settings: Settings, *, as_known_on: datetime | None = None, shown: bool = True
) -> RefreshOutcome:
    """A refresh by those that stand.

    Args:
        settings: where things are.
        as_known_on: of which day, if of an earlier one.
        shown: with reports and pages; they take a fifth of a night, and many tests ask for figures alone.
    """
    unseen = mock.patch.object(publish_step, "write_papers")
    with nullcontext() if shown else unseen:
        return refresh(
            settings, as_known_on=as_known_on, gatekeeper=gatekeeper(), dbt=dbt_of(settings.dbt_project)
        )
