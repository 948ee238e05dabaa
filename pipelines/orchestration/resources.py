"""What the steps of a run share: settings, what was asked for, the lock, someone who watches.

What does not belong here: what the steps do.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg
from pydantic import Field

from pipelines.local_time import end_of_day
from pipelines.night.crew import Crew
from pipelines.orchestration.record import RunRecord
from pipelines.settings import Settings
from pipelines.warehouse.lock import Busy, refresh_lock

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
    """What a refresh is asked for."""

    counties: list[str] = Field(
        default_factory=list,
        description="只读这些县（六位代码），空为全部。Only these counties; empty is all.",
    )
    school_years: list[int] = Field(
        default_factory=list,
        description="重算时重读这些学年的文件，空为全部学年。School years to read again; empty is all.",
    )
    as_known_on: str = Field(
        default="", description="只用到该日为止收到的文件，如 2024-10-31。Files received by then."
    )
    anew: bool = Field(
        default=False,
        description="所选的县没有变化也重读、重算。Read and compute them again though none changed.",
    )

    def known_on(self, zone: ZoneInfo) -> datetime | None:
        """The time (UTC without a zone) as of which to build, None for now.

        Raises:
            NoDay: it is no date.
        """
        return end_of_day(self.as_known_on, zone) if self.as_known_on else None


@dataclass(frozen=True)
class HomeLocked:
    """That no other refresh works on the home as long as the run lasts."""


PATIENCE_SECONDS = 600.0
"""How long a run waits for another refresh of the same home, such as one from the command line."""


@dg.resource(
    required_resource_keys={"settings"}, description="一个仓库同时只有一次刷新。One refresh at a time."
)
def lock_of_a_run(context: dg.InitResourceContext) -> Generator[HomeLocked]:
    """Hold the home's lock until the last step has ended; a run that published or affirmed leaves no record.

    Raises:
        Busy: another refresh did not end in time.
    """
    settings: SettingsResource = context.resources.settings
    try:
        with refresh_lock(settings.read(), PATIENCE_SECONDS):
            yield HomeLocked()
            record = RunRecord(settings.read(), context.run.run_id) if context.run else None
            if record and record.ended():
                record.drop()
    except Busy as busy:
        raise dg.Failure(str(busy), allow_retries=False) from busy


@dg.resource(description="核查和 dbt 各有自己的进程。The gates and dbt, in processes of their own.")
def crew_of_a_run(_: dg.InitResourceContext) -> Generator[Crew]:
    """The crew of one run; its processes go when the last step has ended."""
    with Crew() as crew:
        yield crew
