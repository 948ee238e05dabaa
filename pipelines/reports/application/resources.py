"""表Ⅱ-1 and 表Ⅱ-2: how many schools reach each resource indicator, and school by school with what they have.

Only units that count stand here (standard.md §1), the primary part of a mixed school in a row of its own.
What does not belong here: the coefficients between schools (balance).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.reports.indicators import STAGES, Indicator
from pipelines.reports.layout import layout, listed
from pipelines.reports.scope import Scope
from pipelines.reports.words import PASSES
from pipelines.warehouse.reading import records
from pipelines.workbooks.page import Page

UNITS = """
with measures as (
    select
        school_code, stage,
        any_value(value) filter (where measure_code = 'grades') as grades,
        any_value(value) filter (where measure_code = 'classes') as classes
    from marts.fct_school_measure
    where
        county_code = $county_code and school_year = $school_year and stage is not null
        and measure_code in ('grades', 'classes')
    group by all
)

select
    units.stage, units.school_code, schools.school_name, schools.school_type_code, schools.provider_type_code,
    units.pupils, measures.grades, measures.classes, units.passes
from marts.fct_school_compliance as units
inner join marts.dim_school as schools using (county_code, school_year, school_code)
left join measures using (school_code, stage)
where
    units.county_code = $county_code and units.school_year = $school_year
    and units.ruleset_code = $ruleset_code
order by schools.town_code, units.school_code
"""
FIGURES = """
select stage, school_code, indicator_code, value, status from marts.fct_school_indicator
where county_code = $county_code and school_year = $school_year and ruleset_code = $ruleset_code
"""
EMPTY_STAGES = """
select stage, min(status) as status from marts.fct_county_balance
where county_code = $county_code and school_year = $school_year and ruleset_code = $ruleset_code
group by stage having count(distinct status) = 1
"""
COUNTS = ("pupils", "grades", "classes")
REMARKS = {"met": "达标", "near": "达到85%", "unmet": "未达到85%", "no_data": "缺数据"}
"""What the remark says of each verdict: the form asks which indicators are met and which reach 85%."""


@dataclass(frozen=True)
class Unit:
    """A school's stage that counts, and its values and verdicts by indicator."""

    facts: dict[str, Any]
    values: dict[str, float | None]
    statuses: dict[str, str]

    @property
    def status(self) -> str:
        """The verdict on the whole unit."""
        return PASSES[self.facts["passes"]]

    @property
    def remark(self) -> str:
        """Which indicators have which verdict."""
        by_status = {
            status: [code for code, one in self.statuses.items() if one == status] for status in REMARKS
        }
        return "；".join(
            f"{REMARKS[status]}：{'、'.join(codes)}" for status, codes in by_status.items() if codes
        )


def units_of(
    connection: duckdb.DuckDBPyConnection, scope: Scope, indicators: Sequence[Indicator]
) -> dict[str, list[Unit]]:
    """The units that count, by stage, from town to town."""
    figures = {
        (row["stage"], row["school_code"], row["indicator_code"]): row
        for row in records(connection, FIGURES, scope.parameters)
    }
    found: dict[str, list[Unit]] = {stage: [] for stage in STAGES}
    for facts in records(connection, UNITS, scope.parameters):
        judged = {
            one.indicator_code: figures[key]
            for one in indicators
            if (key := (facts["stage"], facts["school_code"], one.indicator_code)) in figures
        }
        values = {code: row["value"] for code, row in judged.items()}
        found[facts["stage"]].append(
            Unit(facts, values, {code: row["status"] for code, row in judged.items()})
        )
    return found


def empty_stages(connection: duckdb.DuckDBPyConnection, scope: Scope) -> dict[str, str]:
    """The verdict on a stage in which no unit counts: it does not concern the county, or nothing is known."""
    return {row["stage"]: row["status"] for row in records(connection, EMPTY_STAGES, scope.parameters)}


def fill_school_counts(
    page: Page, indicators: Sequence[Indicator], units: dict[str, list[Unit]], empty: dict[str, str]
) -> None:
    """表Ⅱ-1: per stage how many schools reach each indicator, and which share of all; verdicts below.

    Args:
        page: where it is written.
        indicators: those of the columns, in their order.
        units: the units that count, by stage.
        empty: the verdict on a stage without a unit.
    """
    page.headings(["学段", "项目", *(one.indicator_name for one in indicators), "综合评估"])
    page.headings(["", "", *(f"L{number}" for number in range(1, len(indicators) + 2))])
    judged: dict[str, list[str]] = {}
    for stage, of_stage in units.items():
        page.cell(page.row, 0, stage, "code", down=2)
        page.cell(page.row, 1, "达标学校总数（所）")
        page.cell(page.row + 1, 1, "达标学校比例（%）")
        judged[stage] = []
        for column, statuses in enumerate(_by_column(indicators, of_stage), start=2):
            verdict = verdict_over(statuses) if statuses else empty.get(stage, "no_data")
            met = statuses.count("met") if statuses else None
            page.figure(page.row, column, met, 0, verdict)
            page.figure(page.row + 1, column, met and 100 * met / len(statuses), 1, verdict)
            judged[stage].append(verdict)
        page.row += 2
    page.row += 1
    page.line("判定（供核对，不属于申报表）：每所学校都达标，该格才达标。", "section")
    for stage, verdicts in judged.items():
        page.cell(page.row, 0, stage, "code")
        page.cell(page.row, 1, f"共 {len(units[stage])} 所")
        for column, verdict in enumerate(verdicts, start=2):
            page.verdict(page.row, column, verdict)
        page.row += 1


def _by_column(indicators: Sequence[Indicator], of_stage: Sequence[Unit]) -> list[list[str]]:
    """The verdicts of a stage's units on each indicator, and on the unit as a whole."""
    by_indicator = [
        [unit.statuses.get(one.indicator_code, "no_data") for unit in of_stage] for one in indicators
    ]
    return [*by_indicator, [unit.status for unit in of_stage]]


def verdict_over(statuses: Sequence[str]) -> str:
    """Over schools: unmet if any is, else no_data if any lacks data (standard.md §2)."""
    if any(status in ("near", "unmet") for status in statuses):
        return "unmet"
    return "no_data" if "no_data" in statuses else "met"


def fill_units(page: Page, indicators: Sequence[Indicator], units: dict[str, list[Unit]]) -> None:
    """表Ⅱ-2: a row a unit, 小学 first, and below it how many there are of which kind."""
    first = page.row
    names = ["学校名称", "举办者类型", "在校生数\n（人）", "年级数\n（个）", "班级数\n（个）"]
    names += [one.heading for one in indicators]
    page.headings(["学段", *names, "该校综合评估是否达标", "备注\n（哪几项指标达标，哪几项指标达到85%）"])
    page.headings(["", *(f"L{number}" for number in range(1, len(names) + 3))], repeat_from=first)
    for stage, of_stage in units.items():
        for unit in of_stage:
            _fill_unit(page, stage, indicators, unit)
    for note in unit_notes(units):
        page.line(note)


def _fill_unit(page: Page, stage: str, indicators: Sequence[Indicator], unit: Unit) -> None:
    page.cell(page.row, 0, stage, "code")
    page.cell(page.row, 1, unit.facts["school_name"])
    page.cell(page.row, 2, unit.facts["provider_type_code"], "code")
    for column, count in enumerate(COUNTS, start=3):
        page.figure(page.row, column, unit.facts[count], 0)
    column = 3 + len(COUNTS)
    for at, one in enumerate(indicators, start=column):
        code = one.indicator_code
        page.figure(page.row, at, unit.values.get(code), one.decimals, unit.statuses.get(code))
    page.verdict(page.row, column + len(indicators), unit.status)
    page.cell(page.row, column + len(indicators) + 1, unit.remark)
    page.row += 1


def unit_notes(units: dict[str, list[Unit]]) -> list[str]:
    """The foot notes: units of each stage, and of which kind they are."""
    notes = []
    for stage, of_stage in units.items():
        kinds = Counter(unit.facts["school_type_code"] for unit in of_stage)
        said = []
        for row in layout("unit_counts"):
            if row["stage"] == stage:
                types = listed(row["school_types"])
                count = sum(number for kind, number in kinds.items() if not types or kind in types)
                said.append(row["text"].format(count=count))
        notes.append("，".join(said) + "。")
    return notes
