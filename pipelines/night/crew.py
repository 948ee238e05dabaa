"""The two processes that work on a batch: the gates, and dbt.

What does not belong here: what they are asked (batch).
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Self

from pipelines.night.dbt_process import DbtProcess
from pipelines.quality.gatekeeper import Gatekeeper


class Crew:
    """Begins to load the gates at once; a context manager, at whose end both processes go.

    Args:
        gatekeeper: one that stands already and is left standing; without it, one is started.
        dbt: the same of dbt.
        log: where a started gatekeeper's process writes what it prints.
    """

    def __init__(
        self,
        gatekeeper: Gatekeeper | None = None,
        dbt: DbtProcess | None = None,
        log: Path | None = None,
    ) -> None:
        self.gatekeeper = gatekeeper or Gatekeeper(log)
        self.dbt = dbt or DbtProcess()
        self._ours = ExitStack()
        if gatekeeper is None:
            self._ours.push(self.gatekeeper)
        if dbt is None:
            self._ours.callback(self.dbt.end)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ours.close()
