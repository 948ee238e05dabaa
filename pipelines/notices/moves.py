"""Verdicts that are others than when they were last looked at.

What does not belong here: which file moved a figure (quality.figure_change).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from pipelines.notices.cause import Cause
from pipelines.warehouse.reading import open_version, records
from pipelines.warehouse.versions import Version
from pipelines.warehouse.words import ALL_AREAS

READS = {
    *("fct_recognition", "fct_county_indicator", "dim_indicator", "dim_ruleset", "dim_county"),
    *("dim_code_word", "bridge_county_indicator_department"),
}
HAS = "select table_name from duckdb_tables() where schema_name = 'marts'"
VERDICTS = f"""
with newest as (
    select county_code, max(school_year) as school_year from marts.fct_recognition group by county_code
),
verdicts as (
    select
        county_code, school_year, ruleset_code, '' as indicator_code, '' as stage,
        case when passes then 'true' when passes is null then 'unknown' else 'false' end as verdict
    from marts.fct_recognition where area = {ALL_AREAS}
    union all
    select county_code, school_year, ruleset_code, indicator_code, coalesce(stage, ''), status
    from marts.fct_county_indicator where dimension is null
)
select
    verdicts.*, counties.county_name, rulesets.name as ruleset, indicators.indicator_name,
    coalesce(departments.codes, []) as departments
from verdicts
inner join newest using (county_code, school_year)
inner join marts.dim_ruleset as rulesets using (ruleset_code)
left join marts.dim_county as counties using (county_code)
left join marts.dim_indicator as indicators using (indicator_code)
left join (
    select county_code, indicator_code, list(distinct department_code) as codes
    from marts.bridge_county_indicator_department group by all
) as departments using (county_code, indicator_code)
order by verdicts.county_code, rulesets.ruleset_code, indicators.sort_order nulls first, stage
"""
BECAUSE = f"""
select
    change.county_code, change.school_year, change.ruleset_code,
    coalesce(change.indicator_code, '') as indicator_code, coalesce(change.stage, '') as stage,
    list_sort(list(distinct files.path)) as paths
from quality.figure_change as change
inner join quality.figure_change_file using (version, table_name, key)
inner join quality.file_version as files using (file_id)
where change.column_name in ('status', 'passes') and change.dimension is null
    and (change.table_name = 'fct_county_indicator' or change.area = {ALL_AREAS})
group by all
"""
HAS_CAUSES = (
    "select 1 from duckdb_tables() where schema_name = 'quality' and table_name = 'figure_change_file'"
)
FILES = 3
"""Files that moved a verdict that are named; the others are counted."""
WORDS = "select code, word from marts.dim_code_word where word_kind in ('verdict', 'pass')"
Known = dict[str, str]


def verdicts_now(version: Version) -> list[dict[str, Any]]:
    """Every verdict of a county's newest year; none where a version does not tell."""
    with open_version(version) as connection:
        if not {row["table_name"] for row in records(connection, HAS)} >= READS:
            return []
        words = {row["code"]: row["word"] for row in records(connection, WORDS)}
        found = records(connection, VERDICTS)
        tells_why = connection.execute(HAS_CAUSES).fetchone()
        because = records(connection, BECAUSE) if tells_why else []
    files = {_key(one): one["paths"] for one in because}
    return [
        one | {"word": words.get(one["verdict"], one["verdict"]), "files": files.get(_key(one), [])}
        for one in found
    ]


def known(verdicts: list[dict[str, Any]]) -> Known:
    """The verdicts as they are remembered: the word by what it is of."""
    return {_key(one): one["word"] for one in verdicts}


def moves(before: Mapping[str, str], verdicts: list[dict[str, Any]], version: Version) -> Iterator[Cause]:
    """What is told of verdicts that are others than before; those that were not known then are not told.

    The same move by several rulesets is told once.
    """
    moved = [
        one | {"was": before[_key(one)]}
        for one in verdicts
        if before.get(_key(one), one["word"]) != one["word"]
    ]
    moved.sort(key=_move)
    for _, alike in groupby(moved, _move):
        yield _told(list(alike), version)


def _move(one: Mapping[str, Any]) -> tuple[str, ...]:
    parts = ("county_code", "school_year", "indicator_code", "stage", "was", "word")
    return tuple(str(one[part]) for part in parts)


def _told(alike: Sequence[Mapping[str, Any]], version: Version) -> Cause:
    one = alike[0]
    county = f"{one['county_name'] or ''}（{one['county_code']}）{one['school_year']} 学年"
    of = f"{one['indicator_code']} {one['indicator_name']}{one['stage'] and '（' + one['stage'] + '）'}"
    what = of if one["indicator_code"] else "认定结论"
    files = list(dict.fromkeys(path for each in alike for path in each["files"]))
    named = "".join(f"《{path}》" for path in files[:FILES])
    more = f"等 {len(files)} 个文件" if len(files) > FILES else ""
    because = (f"由{named}{more}引起。",) if files else ()
    return Cause(
        key=f"moved {version.name} {_key(one)}",
        title=f"{county}：{what}由“{one['was']}”变为“{one['word']}”",
        what=(*because, f"所按标准：{'、'.join(str(each['ruleset']) for each in alike)}。"),
        now=f"已在版本 {version.name} 里，报表和网页都按新的判定。",
        todo="前后的数字见网页首页“与上一版本相比”。",
        since=version.created_at.isoformat(timespec="seconds"),
        county_code=one["county_code"],
        departments=frozenset(one["departments"]),
    )


def _key(one: Mapping[str, Any]) -> str:
    parts = ("county_code", "school_year", "ruleset_code", "indicator_code", "stage")
    return " ".join(str(one[part]) for part in parts)
