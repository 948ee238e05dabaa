"""Times as people read them, in the time zone of the settings.

What does not belong here: how times are kept (UTC everywhere), and durations.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from pipelines.errors import Trouble
from pipelines.sentences import Sentence

NAMES: Mapping[str, str] = {"Asia/Shanghai": "北京时间"}
"""What people call a time zone; others bear their own name."""


class NoDay(Trouble):
    """What was to be a day is none."""

    def __init__(self, text: str) -> None:
        super().__init__(Sentence("应为日期，如 2024-10-31，收到“{text}”。", text=text))


def local_time(moment: datetime | str | None, zone: ZoneInfo) -> str:
    """A moment to the second, on the clocks of a time zone; empty where there is none.

    Args:
        moment: a time or an ISO text; without a zone it is UTC.
        zone: the time zone of the reader.
    """
    if not moment:
        return ""
    time = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{(time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(zone):%Y-%m-%d %H:%M:%S}"


def zone_name(zone: ZoneInfo) -> str:
    """What people call a time zone."""
    return NAMES.get(zone.key, zone.key)


def day(text: str) -> date:
    """A day that a person named.

    Raises:
        NoDay: it is no date.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NoDay(text) from error


def end_of_day(text: str, zone: ZoneInfo) -> datetime:
    """The last moment of a day, or the moment itself if a time is given too, as UTC without a zone.

    Raises:
        NoDay: it is no date.
    """
    try:
        moment = datetime.combine(date.fromisoformat(text), time.max, zone)
    except ValueError:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise NoDay(text) from error
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return moment.astimezone(UTC).replace(tzinfo=None)
