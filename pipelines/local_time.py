"""Times as people read them, in the time zone of the settings.

What does not belong here: how times are kept (UTC everywhere), and durations.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

NAMES: Mapping[str, str] = {"Asia/Shanghai": "北京时间"}
"""What people call a time zone; others bear their own name."""


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
