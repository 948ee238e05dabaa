"""Everything that a refresh loads, for the process that refreshes of the soak are copies of.

It is imported once for hundreds of refreshes; the settings are told by the environment. What does not belong
here: starting a refresh (refreshing).
"""

from __future__ import annotations

import os
from importlib import import_module

import dagster as dg

from pipelines.night import dbt_tasks
from pipelines.night.dbt_process import SENDS_NOTHING, before_any_home
from pipelines.quality.gatekeeper import NO_ANALYTICS
from pipelines.settings import Settings

told = dict(os.environ)
os.environ.update(before_any_home(Settings()) | SENDS_NOTHING | NO_ANALYTICS)
for name in (
    *("pipelines.command.main", "pipelines.command.outcome", "pipelines.orchestration.project"),
    *(
        "pipelines.landing.several",
        "pipelines.quality.gates",
        "great_expectations",
        "pipelines.notices.round",
    ),
):
    import_module(name)
with dg.DagsterInstance.ephemeral(settings={"telemetry": {"enabled": False}}):
    pass  # it imports what it needs when it is made
dbt_tasks.load(Settings().dbt_project.absolute())
os.environ.clear()
os.environ.update(told)
