"""When a refresh happened, where the machine's clock has not always been right.

Refreshes follow each other, so their times must rise. Where they do not, as few of them as possible are taken
to be wrong: a clock that was set ahead for a night is outvoted as soon as the clock is right again, and a
clock that is behind now is outvoted by the many nights before. What is wrong is noted anew between its
neighbours, in every table of the ledger; what the clock said is kept (`ledger.clock`). A refresh that cannot
be placed better counts as late as can be, so that nothing is said to have been known before it is certain
that it was. What does not belong here: the clock of those who sent files (their times decide nothing but
which of two files of one refresh is the newer).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb

from pipelines.ingest.model import Finding
from pipelines.local_time import local_time, zone_name

WAS_AHEAD, IS_BEHIND = "clock_was_ahead", "clock_is_behind"
"""The rules."""
A_LITTLE = timedelta(minutes=5)
"""So much a clock may be put right without a word."""
NEXT = timedelta(microseconds=1)
TIMES = {
    "refresh": ("started_at",),
    "file_version": ("first_seen", "received_at"),
    "presence": ("noted_at",),
    "held": ("noted_at",),
    "finding": ("found_at",),
    "key_check": ("noted_at",),
}
"""The columns of the ledger that hold the time of a refresh."""
REFRESHES = """
select refresh_id, started_at, coalesce(min(clock.said), started_at) as said
from store.ledger.refresh left join store.ledger.clock using (refresh_id)
group by refresh_id, started_at order by started_at, refresh_id
"""
LAST_EVENT = "select max(noted_at) from store.ledger.presence"


@dataclass(frozen=True)
class Moment:
    """When this refresh counts as having happened (UTC without a zone), and what is told of the clock."""

    at: datetime
    told: Finding | None = None


def moment_of(
    connection: duckdb.DuckDBPyConnection, refresh_id: str, county_code: str, now: datetime, zone: ZoneInfo
) -> Moment:
    """When a refresh counts as having happened; where the clock was wrong before, that is put right.

    Args:
        connection: writes the store `store`.
        refresh_id: the refresh, which is not in the ledger yet.
        county_code: whose store it is.
        now: what the clock says, UTC without a zone.
        zone: of the people who are told.
    """
    before = connection.execute(REFRESHES).fetchall()
    (last,) = connection.execute(LAST_EVENT).fetchone() or (None,)
    last = max([at for _, at, _ in before] + ([last] if last else []), default=None)
    if last is None or (now > last and all(at == said for _, at, said in before)):
        return Moment(now)
    if last >= now > last - A_LITTLE:
        return Moment(last + NEXT)
    said = [*(said for *_, said in before), now]
    counts = in_order(said, [*(at for _, at, _ in before), now])
    moved = [
        (one, at, right, clock)
        for (one, at, clock), right in zip(before, counts[:-1], strict=True)
        if at != right
    ]
    for one, at, right, clock in moved:
        _note(connection, one, county_code, clock, right, now)
        _put_right(connection, at, right)
    if counts[-1] != now:
        _note(connection, refresh_id, county_code, now, counts[-1], now)
        return Moment(counts[-1], _is_behind(now, last, zone))
    wrong = [at for _, at, right, _ in moved if at > now]
    return Moment(now, _was_ahead(len(wrong), max(wrong), now, zone) if wrong else None)


def in_order(said: Sequence[datetime], counted: Sequence[datetime]) -> list[datetime]:
    """When refreshes that followed each other happened, by what the clock said each time.

    Args:
        said: what the clock said.
        counted: as what each counted so far, which stays where it fits between its neighbours.
    """
    right = _longest_rise(said)
    counts: list[datetime] = []
    for at in range(len(said)):
        after = next((one for one in right if one >= at), None)
        before = counts[-1] if counts else datetime.min
        if after is None:
            counts.append(before + NEXT)
        elif after == at:
            counts.append(said[at])
        elif before < counted[at] < said[after]:
            counts.append(counted[at])
        else:
            counts.append(max(said[after] - (after - at) * NEXT, before + NEXT))
    return counts


def _longest_rise(values: Sequence[datetime]) -> list[int]:
    """The places of the longest sequence of rising values; of two as long, the one with the later end."""
    ends: list[datetime] = []
    length, former, last_of = [], [], dict[int, int]()
    for at, value in enumerate(values):
        long = bisect_left(ends, value)
        ends[long : long + 1] = [value]
        length.append(long)
        former.append(last_of.get(long - 1))
        last_of[long] = at
    place = max((at for at in range(len(values)) if length[at] == len(ends) - 1), default=None)
    found = []
    while place is not None:
        found.append(place)
        place = former[place]
    return found[::-1]


def _note(
    connection: duckdb.DuckDBPyConnection,
    refresh_id: str,
    county_code: str,
    said: datetime,
    counts_as: datetime,
    now: datetime,
) -> None:
    connection.execute(
        "insert into store.ledger.clock values (?, ?, ?, ?, ?)",
        [refresh_id, county_code, said, counts_as, now],
    )


def _put_right(connection: duckdb.DuckDBPyConnection, noted: datetime, right: datetime) -> None:
    for table, columns in TIMES.items():
        for column in columns:
            connection.execute(
                f"update store.ledger.{table} set {column} = ? where {column} = ?", [right, noted]
            )


def _was_ahead(times: int, latest: datetime, now: datetime, zone: ZoneInfo) -> Finding:
    return Finding(
        rule=WAS_AHEAD,
        severity="warn",
        found=(
            f"服务器的时钟曾经走在前面：有 {times} 次刷新记的时间（最晚 {local_time(latest, zone)}）比现在"
            f"（{local_time(now, zone)}，{zone_name(zone)}）还晚；已改记为这次刷新以前，先后次序没有变"
        ),
        expected="一直准的时钟",
        remedy="请给服务器设好自动对时；以前按日期另出的版本（--as-known-on）如受影响，请重新做一次。",
    )


def _is_behind(now: datetime, last: datetime, zone: ZoneInfo) -> Finding:
    return Finding(
        rule=IS_BEHIND,
        severity="warn",
        found=(
            f"服务器的时钟现在是 {local_time(now, zone)}（{zone_name(zone)}），比以前刷新记的时间"
            f"（最晚 {local_time(last, zone)}）还早；这次收到的文件记在其后，先后次序没有变"
        ),
        expected="一直准的时钟",
        remedy="请检查服务器的时钟，设好自动对时。如果现在才是准的，再刷新几晚，以前走快的会自动改记。",
    )
