"""The verdicts of two versions side by side: which became better.

Better is: upwards from 未达标 or 达到85%未达标, from 缺数据 to anything but 未达标, to 不适用 from
anything, and a verdict that is gone without a school of unknown code in its place.
What does not belong here: the changes between the two (changing).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

RANKS = {"unmet": 0, "near": 1, "no_data": 2, "reported": 3, "met": 4, "not_applicable": 5}
"""The order in which a verdict may fall, and must not rise; 缺数据 may become 未达标, never 达标."""
VERDICTS = {
    "fct_school_indicator": ("school_code", "stage", "indicator_code"),
    "fct_county_indicator": ("indicator_code", "stage"),
    "fct_county_balance": ("stage", "indicator_code"),
}
PASSES = {"fct_school_compliance": ("school_code", "stage"), "fct_recognition": ("area",)}


@dataclass(frozen=True)
class Better:
    """A verdict that rose: where, from which word and to which; `after` is None where it is gone."""

    table: str
    key: tuple[object, ...]
    before: str
    after: str | None


def better(before: Path, after: Path, counties: list[str]) -> list[Better]:
    """The verdicts of these counties that are better in one published file than in another."""
    unknown_schools = (
        "select distinct county_code, school_year from marts.dim_school where school_code like '未知%'"
    )
    replaced = set(_rows(after, f"{unknown_schools} and list_contains(?, county_code)", counties))
    found: list[Better] = []
    for table, key in VERDICTS.items():
        where = "dimension is null" if table == "fct_county_indicator" else "true"
        found += _risen(table, key, "status", where, before, after, counties)
    for table, key in PASSES.items():
        word = "case passes when true then 'met' when false then 'unmet' else 'no_data' end"
        found += _risen(table, key, word, "true", before, after, counties)
    return [one for one in found if one.after is not None or one.key[:2] not in replaced]


def _risen(
    table: str,
    key: tuple[str, ...],
    word: str,
    where: str,
    before: Path,
    after: Path,
    counties: list[str],
) -> list[Better]:
    columns = ", ".join(("county_code", "school_year", "ruleset_code", *key))
    sql = f"select {columns}, {word} from marts.{table} where {where} and list_contains(?, county_code)"
    was, now = ({row[:-1]: row[-1] for row in _rows(path, sql, counties)} for path in (before, after))
    return [
        Better(table, place, said, now.get(place))
        for place, said in was.items()
        if _rank(now.get(place), said) > RANKS[said]
    ]


def _rank(after: str | None, before: str) -> int:
    """The rank of a verdict; one that is gone has risen above all, unless it was no verdict."""
    if after is None:
        return RANKS[before] if before in ("not_applicable", "no_data") else max(RANKS.values()) + 1
    # what is not known may have been met or unmet: from a failure it is no rise, and to one it is none
    if after == "no_data" or (after == "unmet" and before == "no_data"):
        return RANKS[before]
    return RANKS[after]


def _rows(path: Path, sql: str, counties: list[str]) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql, [counties]).fetchall()
