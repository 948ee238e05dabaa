"""The morning of a region: how its counties stand, what turned, who is behind and with what.

A province's page and, where a version holds several, the nation's. What does not belong here: the table of
all counties (league), figures beside each other (compare), and anything of one county alone (county).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

import duckdb

from pipelines.local_time import local_time
from pipelines.site import charts
from pipelines.site.league import AREAS, AT_RULESET, AT_VERDICT, STATES
from pipelines.warehouse.reading import records
from pipelines.warehouse.regions import NATION, OF_COUNTY, beginning_of, prefecture_of, province_of

Row = dict[str, Any]
T = TypeVar("T")
K = TypeVar("K")

NAMES: Final = "select region_code as code, region_name as name, target_year from marts.dim_region"
STANDING: Final = f"""
with newest as (
    select region_code, ruleset_code, max(school_year) as school_year
    from marts.fct_league where region_kind != '{OF_COUNTY}' group by all
)
select
    region_code as code, rulesets.name as ruleset, school_year, split_part(figure, '/', 2) as area,
    value::integer as passing, counties_in as counted, counties_total as total, change::integer as change
from marts.fct_league
inner join newest using (region_code, ruleset_code, school_year)
inner join marts.dim_ruleset as rulesets using (ruleset_code)
where region_kind != '{OF_COUNTY}' and figure like 'passes/%'
order by ruleset_code
"""
TURNED: Final = """
select
    县代码 as code, 标准名称 as ruleset, 判定变动前 as before, 判定变动后 as after,
    方向代码 as movement, 方向 as way,
    list(评价方面) as areas
from bi.变动说明 where 表名 = 'fct_recognition' and 方向代码 != 'same'
group by 县代码, 标准代码, 标准名称, 判定变动前, 判定变动后, 方向代码, 方向
order by 县代码, 标准代码, 方向代码
"""
MOVED: Final = """
with places as (
    select distinct 县代码 as code, 学年, 学校代码, 学段, 指标代码, 明细, 方向代码 as movement
    from bi.变动说明 where 表名 != 'fct_recognition'
)
select
    code, count(*) as places, count(*) filter (where movement = 'better') as better,
    count(*) filter (where movement = 'worse') as worse, count(*) filter (where movement = 'lost') as lost
from places group by code order by places desc, code
"""
BEHIND: Final = """
with newest as (
    select county_code, max(school_year) as school_year from marts.fct_recognition group by county_code
),

refused as (
    select county_code, count(distinct file_id) as refused from quality.file_version
    where state = 'refused' group by county_code
),

missing as (
    select county_code, count(distinct dataset) as missing from quality.finding
    inner join newest using (county_code, school_year)
    where rule = 'dataset_missing' group by county_code
),

late as (
    select county_code, count(distinct provider) as late from quality.provider_score
    inner join newest using (county_code, school_year)
    where days_late > 0 group by county_code
)

select
    county_code as code, status, reason, since, data_as_of, coalesce(refused, 0) as refused,
    coalesce(missing, 0) as missing, coalesce(late, 0) as late
from meta.county_build
left join refused using (county_code)
left join missing using (county_code)
left join late using (county_code)
where status != 'withdrawn'
order by refused desc, missing desc, county_code
"""
TWICE: Final = """
with newest as (select 区域代码, max(学年) as 学年 from bi.跨县重复 group by all)

select
    区域代码 as code, 区域名称 as name, 另一区域代码 as other_code, 另一区域名称 as other_name,
    数据集名称 as register, coalesce(学校名称, 学校代码) as school, 学年名称 as years, 条数 as entries
from bi.跨县重复
inner join newest using (区域代码, 学年)
order by 条数 desc, 区域代码, 另一区域代码, 数据集代码, 学校代码
"""
SHAPES: Final = ("met", "near", "unmet", "no_data", "")
"""The shapes of verdicts from good to unknown."""
LISTED: Final = 40
"""Rows of a list that are shown; how many more there are is said."""
ORDER: Final = ("missing", "kept", "fresh")
"""Who is told first: a county without figures, then one with old ones."""


class Regions:
    """What the version says of its regions, read once.

    Args:
        connection: the version.
        rows: of the league, as `league_rows` gives them.
        whole: what the verdict of all areas together is called.
        zone: where the people are who read it.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, rows: Sequence[Row], whole: str, zone: ZoneInfo
    ) -> None:
        self._rows, self._whole, self._zone = rows, whole, zone
        self._regions = {row["code"]: row for row in records(connection, NAMES)}
        self._areas = [row["area"] for row in records(connection, AREAS)]
        self._standing = records(connection, STANDING)
        self._turned, self._moved = records(connection, TURNED), records(connection, MOVED)
        self._behind = records(connection, BEHIND)
        self._twice = records(connection, TWICE)
        self._states = {row["code"]: row["word"] for row in records(connection, STATES)}
        self._counties = {row["code"]: row["name"] for row in rows}

    @property
    def provinces(self) -> list[str]:
        """The codes of the provinces of which there are counties."""
        return sorted({province_of(code) for code in self._counties})

    def name(self, code: str) -> str:
        """What a region is called; its code where it is in no list."""
        return str(self._regions[code]["name"]) if code in self._regions else code

    def counties(self, region: str) -> dict[str, str]:
        """The names of the counties of a region by their codes."""
        begins = beginning_of(region)
        return {code: name for code, name in self._counties.items() if code.startswith(begins)}

    def morning(self, region: str) -> dict[str, Any]:
        """What the page of a region shows.

        Args:
            region: its code: a province's, or the nation's.
        """
        behind = self._of(self._behind, region)
        turned = [self._turn(row) for row in self._of(self._turned, region)]
        moved = [row | {"name": self._counties[row["code"]]} for row in self._of(self._moved, region)]
        told = [self._told(row) for row in behind if _is_behind(row)]
        told.sort(
            key=lambda row: ORDER.index(row["status"])
        )  # of one kind, those with most to mend stay first
        states = alike(behind, lambda row: row["status"])
        twice = self._stand_twice(region)
        return {
            "name": self.name(region),
            "total": len(behind),
            "states": [(self._states[code], len(states[code])) for code in reversed(ORDER) if code in states],
            "rulesets": self._rulesets(region),
            "below": self._below(region),
            "turned": turned[:LISTED],
            "turned_more": len(turned[LISTED:]),
            "moved": moved[:LISTED],
            "moved_more": len(moved[LISTED:]),
            "moved_counties": len(moved),
            "behind": told[:LISTED],
            "behind_total": len(told),
            "twice": twice[:LISTED],
            "twice_total": len(twice),
        }

    def _stand_twice(self, region: str) -> list[Row]:
        """What a county of the region has in common with another, school by school."""
        begins = beginning_of(region)
        return [
            row | {"other_linked": row["other_code"].startswith(begins)}
            for row in self._of(self._twice, region)
        ]

    def _of(self, rows: Sequence[Row], region: str) -> list[Row]:
        begins = beginning_of(region)
        return [row for row in rows if row["code"].startswith(begins) and row["code"] in self._counties]

    def _turn(self, row: Row) -> Row:
        """Which verdicts turned alike, the whole before its areas."""
        areas = sorted(row["areas"], key=[self._whole, *self._areas].index)
        return row | {"name": self._counties[row["code"]], "areas": areas}

    def _told(self, row: Row) -> Row:
        return row | {
            "name": self._counties[row["code"]],
            "linked": row["status"] != "missing",
            "state": self._states[row["status"]],
            "as_of": local_time(row["data_as_of"], self._zone)[:16] if row["data_as_of"] else "",
            "since": local_time(row["since"], self._zone)[:10] if row["since"] else "",
        }

    def _rulesets(self, region: str) -> list[Row]:
        """Under each ruleset how many counties pass, as a whole and area by area."""
        by_ruleset: dict[str, dict[str, Row]] = {}
        for row in self._standing:
            if row["code"] == region:
                by_ruleset.setdefault(row["ruleset"], {})[row["area"]] = row
        return [
            self._ruleset(region, name, areas) for name, areas in by_ruleset.items() if self._whole in areas
        ]

    def _ruleset(self, region: str, name: str, areas: Mapping[str, Row]) -> Row:
        begins = beginning_of(region)
        judged = [
            row
            for row in self._rows
            if row["linked"] and row["cells"][AT_RULESET] == name and row["code"].startswith(begins)
        ]
        verdicts = alike(judged, lambda row: (row["verdict"], row["cells"][AT_VERDICT]))
        counted = [
            (verdict, len(verdicts[verdict]))
            for verdict in sorted(verdicts, key=lambda one: SHAPES.index(one[0]))
        ]
        return {
            "name": name,
            "whole": areas[self._whole],
            "verdicts": [(code, word, count) for (code, word), count in counted],
            "bar": charts.shares([(code, count, word) for (code, word), count in counted]),
            "areas": [areas[area] for area in self._areas if area in areas],
        }

    def _below(self, region: str) -> list[Row]:
        """The regions below: a nation's provinces, a province's prefectures, each with its verdicts."""
        region_of = province_of if region == NATION else prefecture_of
        counties = alike(self.counties(region), region_of)
        passing = {(row["code"], row["ruleset"]): row for row in self._standing if row["area"] == self._whole}
        rulesets = list(dict.fromkeys(row["ruleset"] for row in self._standing if row["code"] == region))
        return [
            {
                "code": code,
                "name": self.name(code),
                "target_year": self._regions.get(code, {}).get("target_year"),
                "counties": len(counties[code]),
                "passing": [passing.get((code, ruleset)) for ruleset in rulesets],
            }
            for code in sorted(counties)
        ]


def alike(things: Iterable[T], kind: Callable[[T], K]) -> dict[K, list[T]]:
    """What there is of each kind."""
    found: dict[K, list[T]] = {}
    for thing in things:
        found.setdefault(kind(thing), []).append(thing)
    return found


def province_page(code: str) -> str:
    """The name of the page of a province, where a version holds several."""
    return f"{code}.html"


def _is_behind(row: Row) -> bool:
    return bool(row["status"] != "fresh" or row["refused"] or row["missing"] or row["late"])
