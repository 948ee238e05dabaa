"""The two processes that work on a batch: the gates, and dbt.

What does not belong here: what they are asked (batch).
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pipelines.night.dbt_process import DbtProcess
from pipelines.quality.gatekeeper import Gatekeeper


class Crew:
    """Begins to load the gates at once; a context manager, at whose end both processes go.

    Args:
        gatekeeper: one that stands already and is left standing; without it, one is started.
        log: where a started gatekeeper's process writes what it prints.
    """

    def __init__(self, gatekeeper: Gatekeeper | None = None, log: Path | None = None) -> None:
        self._is_ours = gatekeeper is None
        self.gatekeeper = gatekeeper or Gatekeeper(log)
        self.dbt = DbtProcess()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.dbt.end()
        if self._is_ours:
            self.gatekeeper.__exit__()
