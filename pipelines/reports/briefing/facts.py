"""What the version says that a briefing tells: rows of marts and views, and the figures its sentences name.

What does not belong here: what is asked of the version (queries), how it is put (parts).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any

import duckdb

from pipelines.reports.briefing.queries import (
    AREAS,
    BEHIND,
    COEFFICIENTS,
    KNOWN_ON,
    LAST,
    MOVED,
    OWED,
    TASKS,
    UNITS,
)
from pipelines.reports.scope import Scope
from pipelines.warehouse.reading import records
from pipelines.warehouse.versions import STAMP, Version

Row = dict[str, Any]


def last_briefing(connection: duckdb.DuckDBPyConnection, county_code: str, today: date) -> date:
    """The day of the last briefing, by the interval of the county."""
    (row,) = records(connection, LAST, {"county_code": county_code, "today": today})
    return date.fromisoformat(str(row["since"]))


@dataclass(frozen=True)
class Facts:
    """What a briefing about a scope tells.

    Attributes:
        connection: the version, open.
        version: the version.
        scope: a county, a school year and the ruleset that speaks.
        since: the day of the last briefing, by the clock on the wall.
    """

    connection: duckdb.DuckDBPyConnection
    version: Version
    scope: Scope
    since: date

    @property
    def today(self) -> date:
        """The day of the version, by the clock on the wall."""
        return self.version.created_at.astimezone(self.version.time_zone).date()

    def rows(self, sql: str) -> list[Row]:
        """The rows of one of the queries."""
        asked = {
            **self.scope.parameters,
            "today": self.today,
            "since": datetime.combine(self.since, time(), self.version.time_zone)
            .astimezone(UTC)
            .strftime(STAMP),
        }
        return records(self.connection, sql, {name: asked[name] for name in asked if f"${name}" in sql})

    @cached_property
    def areas(self) -> list[Row]:
        """How far the county has come, area by area, the whole last."""
        return self.rows(AREAS)

    @cached_property
    def tasks(self) -> list[Row]:
        """The tasks of the plan; none where the ruleset has no plan."""
        return self.rows(TASKS)

    @cached_property
    def moved(self) -> list[Row]:
        """Verdicts that are others than at the last briefing, the county's first."""
        return self.rows(MOVED)

    @cached_property
    def behind(self) -> list[Row]:
        """Items that keep the county from being recognised, in the order to see to them."""
        return self.rows(BEHIND)

    @cached_property
    def coefficients(self) -> list[Row]:
        """Coefficients of variation that are judged."""
        return self.rows(COEFFICIENTS)

    @cached_property
    def owed(self) -> list[Row]:
        """What was not handed in, or refused."""
        return self.rows(OWED)

    @cached_property
    def named(self) -> Mapping[str, str]:
        """The figures that sentences may name (code words of the kind briefing_fact)."""
        (whole,) = [row for row in self.areas if row["area"] == self.areas[-1]["area"]]
        (units,) = self.rows(UNITS)
        (known,) = self.rows(KNOWN_ON)
        moved = {
            f"moved_{way}": len([row for row in self.moved if row["movement"] == way])
            for way in ("better", "worse", "lost", "known")
        }
        figures = {
            "county_name": self.scope.county_name,
            "years": self.scope.years,
            "ruleset_name": self.scope.ruleset_name,
            "version_on": said_of_day(self.today),
            "known_on": said_of_day(self._day(known["known_on"])),
            "since_on": said_of_day(self.since),
            **{name: whole[name] for name in ("items_total", "items_met", "items_unmet", "items_no_data")},
            **units,
            "tasks_total": len(self.tasks),
            "tasks_met": len([row for row in self.tasks if row["status"] == "met"]),
            **moved,
            "open_items": len(self.behind),
            "coefficients_total": len(self.coefficients),
            "coefficients_over": len([row for row in self.coefficients if row["status"] == "unmet"]),
        }
        return {name: str(value) for name, value in figures.items()}

    def _day(self, moment: datetime | None) -> date | None:
        return moment.replace(tzinfo=UTC).astimezone(self.version.time_zone).date() if moment else None


def said_of_day(day: date | None) -> str:
    """A day as people write it."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "—"
