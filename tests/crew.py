"""The processes that a refresh starts, standing for all refreshes of these tests: they take seconds to load.

What does not belong here: what is refreshed.
"""

from __future__ import annotations

import functools
from pathlib import Path

from pipelines.night.dbt_process import DbtProcess
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


def refreshed(settings: Settings) -> RefreshOutcome:
    """A refresh by those that stand."""
    return refresh(settings, gatekeeper=gatekeeper(), dbt=dbt_of(settings.dbt_project))
