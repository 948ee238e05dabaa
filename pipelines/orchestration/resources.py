"""What the steps of a run share: settings, what was asked for, the lock, someone who watches.

What does not belong here: what the steps do.
"""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

import dagster as dg
from pydantic import Field

from pipelines.night.crew import Crew
from pipelines.settings import Settings
from pipelines.warehouse.lock import refresh_lock

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, how much of it is done and how much there is."""


def nobody_watches(stage: str, done: int, total: int) -> None:
    """The progress of a run that nobody watches."""


class SettingsResource(dg.ConfigurableResource[Settings]):
    """The settings of this code location, read from `JUNHENG_*` and `junheng.toml` when it was loaded."""

    values: dict[str, Any]

    @classmethod
    def of(cls, settings: Settings) -> "SettingsResource":
        """The settings as a resource; paths are made absolute, because dbt runs in a folder of its own.

        Dagster shows a resource's values on its pages, so the address of PostgreSQL is not among them; `read`
        finds it where it was found before.
        """
        values = {
            name: str(value.absolute()) if isinstance(value, Path) else value
            for name, value in settings.model_dump(exclude={"postgres_url"}).items()
            if value is not None
        }
        return cls(values=values | {"time_zone": str(settings.time_zone)})

    def read(self) -> Settings:
        """The settings."""
        return Settings(**self.values)


class RefreshRequest(dg.ConfigurableResource[None]):
    """What a refresh is asked for: which counties' files to read (all when empty), and as of when."""

    counties: list[str] = Field(default_factory=list)
    as_known_on: str | None = None

    @property
    def known_on(self) -> datetime | None:
        """The time (UTC without a zone) as of which to build, None for now."""
        return datetime.fromisoformat(self.as_known_on) if self.as_known_on else None


class RefreshLock(dg.ConfigurableResource[None]):
    """Holds the home's refresh lock for the whole run, unless who started the run holds it."""

    settings: SettingsResource
    held_by_caller: bool = False

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Generator[None]:
        """Hold the lock until the last step has ended.

        Raises:
            Busy: another refresh is running.
        """
        lock: AbstractContextManager[None] = (
            nullcontext() if self.held_by_caller else refresh_lock(self.settings.read())
        )
        with lock:
            yield


@dg.resource(description="核查和 dbt 各有自己的进程。The gates and dbt, in processes of their own.")
def crew_of_a_run(_: dg.InitResourceContext) -> Generator[Crew]:
    """The crew of one run; its processes go when the last step has ended."""
    with Crew() as crew:
        yield crew
