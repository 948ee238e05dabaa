"""dbt started before it may build: it loads itself and its project while the gate behind landing judges.

It waits for a lock that the run holds (starting). If the run ends without a word, however it ends, dbt has
nothing to do and goes. What does not belong here: how dbt is started (dbt_cli), and what it builds
(build_step).
"""

from __future__ import annotations

import shutil
from collections.abc import Generator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.orchestration.dbt_cli import DbtProcess, start_build, unfinished_build
from pipelines.orchestration.dbt_for_dagster import DbtCliInvocation
from pipelines.orchestration.resources import RefreshRequest
from pipelines.orchestration.starting import Starting
from pipelines.settings import Settings


class DbtAhead:
    """The dbt of one run."""

    def __init__(self) -> None:
        self._begun: tuple[DbtCliInvocation, Starting, Path] | None = None

    def begin(
        self,
        dbt: DbtProcess,
        settings: Settings,
        run_id: str,
        request: RefreshRequest,
        manifest: Mapping[str, Any],
    ) -> None:
        """Start dbt and let it load; it touches no database yet."""
        folder = unfinished_build(settings, run_id).parent
        starting = Starting.held(folder)
        invocation = start_build(dbt, settings, run_id, request, manifest=manifest, starting=starting)
        self._begun = (invocation, starting, folder)

    def take(self, context: dg.AssetExecutionContext) -> DbtCliInvocation | None:
        """Let dbt build everything for a step; None when it was not begun, or the step wants only a part."""
        if context.op_execution_context.is_subset:
            self.end()
        if self._begun is None:
            return None
        (invocation, starting, _), self._begun = self._begun, None
        invocation.context = context
        starting.allow()
        return invocation

    def end(self) -> None:
        """Do away with a dbt that nobody took, and with the folder it would have built in."""
        if self._begun is None:
            return
        (invocation, starting, folder), self._begun = self._begun, None
        invocation.process.kill()
        invocation.process.communicate()
        starting.refuse()
        with suppress(OSError):
            shutil.rmtree(folder)


@dg.resource(description="dbt 在核查时先行装载。dbt, loading while the first gate judges.")
def dbt_ahead_of_a_run(_: dg.InitResourceContext) -> Generator[DbtAhead]:
    """The dbt of one run; it goes when the last step has ended, if nobody took it."""
    ahead = DbtAhead()
    try:
        yield ahead
    finally:
        ahead.end()
