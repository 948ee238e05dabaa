"""A case with the pupils that a later school year is forecast to have, all else as it is today.

What each unit must reach grows and shrinks with its pupils; what the stages of a campus share is split by
the pupils of that year. A unit without a forecast keeps today's pupils, and how many those are is said.
What does not belong here: the forecast (dbt), and making a plan (closing).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import duckdb

from pipelines.errors import WrongCall
from pipelines.planning.change import Change
from pipelines.planning.reading import Case
from pipelines.planning.situation import Situation, Standing, Unit
from pipelines.sentences import Sentence
from pipelines.warehouse.forecast import forecast_of
from pipelines.warehouse.reading import records
from pipelines.warehouse.words import WHOLE

PUPILS_MEASURE = "pupils"
"""What stages are weighed by and resources are divided by (standard.md §1)."""
PUPILS = f"""
select school_code, stage, value from marts.fct_forecast
where
    county_code = $county_code and school_year = $school_year and scenario = $scenario
    and school_code != {WHOLE} and grade = {WHOLE} and value is not null
"""


class NoForecast(WrongCall):
    """The version holds no forecast of the year that was asked for."""

    def __init__(self, county_code: str, year: int) -> None:
        super().__init__(
            Sentence(
                "{county_code} 没有 {year} 学年各校的学生数预测：没有班级名册，或该学年不在预测之内；"
                '有哪些学年：junheng query "from bi.学生数预测 select distinct 学年"。',
                county_code=county_code,
                year=year,
            )
        )


def in_year(connection: duckdb.DuckDBPyConnection, case: Case, year: int) -> Case:
    """The case with the pupils of a later school year, in the forecast's first scenario.

    Args:
        connection: the version.
        case: what there is today.
        year: a school year, by the calendar year in which it begins.

    Raises:
        NoForecast: no school of the county has a forecast for that year.
    """
    expected, _ = forecast_of(connection, case.scope.county_code)
    scenario = expected[0]["scenario"] if expected else ""
    asked = {"county_code": case.scope.county_code, "school_year": year, "scenario": scenario}
    rows = records(connection, PUPILS, asked) if expected else []
    pupils = {Unit(row["school_code"], row["stage"]): round(row["value"]) for row in rows}
    if not pupils:
        raise NoForecast(case.scope.county_code, year)
    situation = with_pupils(case.situation, pupils)
    without = sum(unit not in pupils for unit in case.situation.units)
    gone = len(case.situation.units) - len(situation.units)
    said = [
        f"按 {year} 学年预计的学生数（{scenario}）求得，资源按现在的算；",
        "“现在通过”是现在的资源按那时的学生数。",
    ]
    if without:
        said.append(f"{without} 个评价单元没有预测，按现在的学生数。")
    if gone:
        said.append(f"{gone} 个评价单元届时没有学生，没有列入。")
    return replace(
        case, situation=situation, about_pupils="".join(said), pupils_changed=_changed(case, pupils)
    )


def _changed(case: Case, pupils: Mapping[Unit, int]) -> tuple[Change, ...]:
    """The pupils of a later year as changes to today's."""
    scope, today = case.scope, case.situation.pupils
    return tuple(
        Change(scope.county_code, scope.school_year, *unit, PUPILS_MEASURE, float(pupils[unit] - many))
        for unit, many in sorted(today.items())
        if pupils.get(unit, many) != many
    )


def with_pupils(situation: Situation, pupils: Mapping[Unit, int]) -> Situation:
    """A situation with other pupils of some units; a unit that has none any more is no unit.

    Args:
        situation: what there is today.
        pupils: of the units that have others.
    """
    then = {unit: pupils.get(unit, today) for unit, today in situation.pupils.items()}
    grown = {unit: Fraction(many, situation.pupils[unit]) for unit, many in then.items()}
    standings = {
        (unit, code): _with(situation, unit, code, grown)
        for unit, code in situation.standings
        if then[unit] > 0
    }
    return replace(
        situation, pupils={unit: many for unit, many in then.items() if many > 0}, standings=standings
    )


def _with(situation: Situation, unit: Unit, code: str, grown: Mapping[Unit, Fraction]) -> Standing:
    standing = situation.standings[unit, code]
    share = standing.share
    if code in situation.of_campus:
        # of a stage that is not judged nothing is forecast: it keeps its part of the weights
        of_campus = {
            one: situation.standings[one, code].share
            for one in situation.by_campus[unit.school]
            if (one, code) in situation.standings
        }
        total = 1 - sum(of_campus.values()) + sum(part * grown[one] for one, part in of_campus.items())
        share = standing.share * grown[unit] / total
    return Standing(
        has=standing.has * share / standing.share,
        threshold=standing.threshold * grown[unit],
        floor=standing.floor * grown[unit],
        share=share,
    )
