"""Changes to measures: what a plan does, or what a person wrote into a file, in one form.

A what-if builds the marts over them (orchestration.what_if). What does not belong here: building.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isfinite, nan
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import WrongCall
from pipelines.ingest.encoding import decode
from pipelines.ingest.model import Unreadable
from pipelines.planning.change import Change
from pipelines.planning.reading import Case
from pipelines.planning.steps import Step
from pipelines.planning.steps import changes as changes_of
from pipelines.sentences import Listed, Sentence
from pipelines.warehouse.reading import records

HEADINGS = ("学校标识码", "学段", "数据项", "改变")
"""Of a file of changes; a stage may be blank where the school has one only, or shares what is changed."""
YEAR = "学年"
"""A further heading, where it is not the newest school year."""
SCHOOLS = """
with newest as (
    select county_code, max(school_year) as school_year from marts.dim_school group by county_code
)
select
    schools.county_code, schools.school_year, schools.school_code,
    newest.school_year = schools.school_year as is_newest
from marts.dim_school as schools inner join newest on schools.county_code = newest.county_code
"""
STAGES = """
select distinct county_code, school_year, school_code, stage from marts.fct_school_measure
where stage is not null order by all
"""
MEASURES = """
select
    measure_code, measure_name,
    is_plant or measure_code not in (
        select measure_code from marts.fct_school_measure where stage is not null and measure_code is not null
    ) as is_whole
from marts.dim_measure
"""
"""What stages share, and what no stage is told of: such as rooms."""


class WrongChanges(WrongCall):
    """A file of changes cannot be used; every row that is wrong is named."""

    def __init__(self, path: Path, wrong: Sequence[str]) -> None:
        super().__init__(
            Sentence(
                "{path} 有 {places} 处不能用：\n{wrong}",
                path=path.name,
                places=len(wrong),
                wrong=Listed(wrong, "\n"),
            )
        )


def of_plan(case: Case, steps: Sequence[Step]) -> list[Change]:
    """A plan as changes to the measures that are the numerators of its indicators.

    Args:
        case: what the plan was made from.
        steps: what is done.
    """
    scope = case.scope
    summed: dict[tuple[str, str, str], Fraction] = defaultdict(Fraction)
    for (place, indicator), quantity in changes_of(case.situation, steps).items():
        measure, factor = case.measures[indicator]
        summed[place.school, place.stage, measure] += quantity * factor
    return [
        Change(scope.county_code, scope.school_year, school, stage or None, measure, float(delta))
        for (school, stage, measure), delta in sorted(summed.items())
        if delta
    ]


def read_changes(connection: duckdb.DuckDBPyConnection, path: Path) -> list[Change]:
    """The changes of a file, for the newest school year unless it names another.

    Args:
        connection: the version whose schools and measures they are about.
        path: CSV as spreadsheets save it, with the headings 学校标识码, 学段, 数据项 and 改变.

    Raises:
        WrongChanges: a row names a school, stage or measure that there is not, or no number.
    """
    rows = csv.DictReader(_text(path).splitlines())
    if missing := [heading for heading in HEADINGS if heading not in (rows.fieldnames or ())]:
        raise WrongCall(
            Sentence(
                "{path} 缺少列：{missing}。表头应有 {headings}。",
                path=path.name,
                missing=missing,
                headings=HEADINGS,
            )
        )
    known = _Known(connection)
    found: list[Change] = []
    wrong: list[Sentence] = []
    for number, row in enumerate(rows, start=2):
        try:
            found.append(known.change({name: (cell or "").strip() for name, cell in row.items() if name}))
        except ValueError as error:
            wrong.append(Sentence("第 {number} 行：{error}", number=number, error=error))
    if wrong:
        raise WrongChanges(path, wrong)
    return found


def write_changes(path: Path, changes: Sequence[Change]) -> None:
    """Write changes as a file that `read_changes` reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([YEAR, *HEADINGS])
        writer.writerows(
            [one.school_year, one.school_code, one.stage, one.measure_code, f"{one.delta:g}"]
            for one in changes
        )


class _Known:
    """The schools, stages and measures of a version."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        schools = records(connection, SCHOOLS)
        self._newest = {row["school_code"]: row for row in schools if row["is_newest"]}
        self._every = {(row["school_code"], row["school_year"]): row for row in schools}
        self._stages = _stages(connection)
        measures = records(connection, MEASURES)
        self._measures = {row["measure_name"]: row for row in measures} | {
            row["measure_code"]: row for row in measures
        }

    def change(self, row: Mapping[str, str]) -> Change:
        """The change of a row.

        Raises:
            ValueError: what is wrong with it.
        """
        code, stage, name, text = (row[heading] for heading in HEADINGS)
        school = self._school(code, row.get(YEAR, ""))
        if name not in self._measures:
            raise ValueError(Sentence("没有数据项“{name}”，写代码或名称，见 bi.办学数据项。", name=name))
        measure = self._measures[name]
        there = self._stages.get((school["county_code"], school["school_year"], code), ())
        if stage and stage not in there:
            raise ValueError(
                Sentence("{code} 没有学段“{stage}”，有的是{there}。", code=code, stage=stage, there=there)
            )
        if not stage and len(there) != 1 and not measure["is_whole"]:
            raise ValueError(Sentence("{code} 有几个学段（{there}），请写明学段。", code=code, there=there))
        delta = _number(text)
        of = None if measure["is_whole"] else stage or there[0]
        return Change(school["county_code"], school["school_year"], code, of, measure["measure_code"], delta)

    def _school(self, code: str, year: str) -> Mapping[str, Any]:
        if not year:
            if code not in self._newest:
                raise ValueError(Sentence("最新学年没有学校“{code}”。", code=code))
            return self._newest[code]
        found = self._every.get((code, int(year))) if year.isdigit() else None
        if found is None:
            raise ValueError(Sentence("{year} 学年没有学校“{code}”。", year=year, code=code))
        return found


def _text(path: Path) -> str:
    try:
        return decode(path.read_bytes())
    except Unreadable as error:
        raise WrongCall(Sentence("{path}：{error}", path=path.name, error=error)) from error


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = nan
    if not isfinite(number):
        raise ValueError(Sentence("“改变”应是数，读到的是“{text}”。", text=text))
    return number


def _stages(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, int, str], tuple[str, ...]]:
    found: dict[tuple[str, int, str], tuple[str, ...]] = {}
    for row in records(connection, STAGES):
        key = row["county_code"], row["school_year"], row["school_code"]
        found[key] = (*found.get(key, ()), row["stage"])
    return found
