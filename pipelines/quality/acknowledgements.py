"""Acknowledgements: a county says that what was found is right all the same, and then it is not told again.

They are a county's own rows (county_rows): whose county, the number of the finding (核实号 of the feedback
workbook), why, who answers for it, the last day. What does not belong here: which finding a number is, and
what becomes of it (the findings models of dbt).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime

from pipelines.county_rows.own_rows import OwnRows
from pipelines.settings import Settings

TABLE = "acknowledged"
COLUMNS = {
    "county_code": "县代码",
    "finding_number": "核实号",
    "reason": "理由",
    "owner": "责任人",
    "last_day": "最后一天",
}


def acknowledged(settings: Settings, rows: OwnRows, known_on: datetime | None = None) -> str:
    """The rows as a build is told them: JSON, each with whether its last day is over.

    Args:
        settings: on whose clocks a day ends.
        rows: what counties wrote.
        known_on: as of when the build is, UTC without a zone; None for now.
    """
    moment = known_on.replace(tzinfo=UTC) if known_on else datetime.now(UTC)
    today = moment.astimezone(settings.time_zone).date()
    told = [{name: row[column] for name, column in COLUMNS.items()} for row in rows.of(TABLE)]
    marked = [one | {"is_over": _is_over(one["last_day"], today)} for one in told]
    return json.dumps(marked, ensure_ascii=False)


def acknowledged_by(said: str, county_code: str) -> Sequence[str]:
    """Of what a build is told, what one county says, in words that are always the same."""
    return [
        json.dumps(one, ensure_ascii=False) for one in json.loads(said) if one["county_code"] == county_code
    ]


def _is_over(last_day: str | None, today: date) -> bool:
    return last_day is not None and today > date.fromisoformat(last_day)
