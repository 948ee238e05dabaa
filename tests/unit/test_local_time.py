"""A time is kept in UTC and read on the clocks of the reader."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pipelines.local_time import local_time, zone_name

BEIJING = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("moment", "read"),
    [
        (datetime(2026, 11, 27, 18, 3, 9, tzinfo=UTC), "2026-11-28 02:03:09"),
        (datetime(2026, 11, 27, 18, 3, 9), "2026-11-28 02:03:09"),
        ("2026-11-27T18:03:09.5+00:00", "2026-11-28 02:03:09"),
        ("2024-10-31T15:59:59", "2024-10-31 23:59:59"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_time_is_read_on_the_clocks_of_the_reader(moment: datetime | str | None, read: str) -> None:
    assert local_time(moment, BEIJING) == read


def test_a_zone_is_called_what_people_call_it() -> None:
    assert [zone_name(BEIJING), zone_name(ZoneInfo("Asia/Urumqi"))] == ["北京时间", "Asia/Urumqi"]
