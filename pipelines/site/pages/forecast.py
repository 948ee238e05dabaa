"""The forecast: pupils with their band, what they need, and the years in which a verdict turns.

What does not belong here: what there is today (resources), the closing plan (its workbook).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from pipelines.site import charts
from pipelines.site.facts import Facts, Row
from pipelines.site.shown import NOT_SET, rounded
from pipelines.site.writing import Writer
from pipelines.warehouse.forecast import why_wide

WHOLE = ("part", "all")
"""The word for what is of all towns or schools: its kind and code."""


def write(facts: Facts, writer: Writer) -> None:
    """Write the page; of a county without class rosters it says so."""
    scenario = _leading(facts)
    stages = list(dict.fromkeys(row["stage"] for row in facts["forecasts"]))
    stages.sort(key=[row["code"] for row in facts.where("words", word_kind="stage")].index)
    writer.write(
        "forecast.html",
        "forecast.html",
        "forecast.html",
        "学生数预测",
        scenario=scenario,
        scenarios=[row["word"] for row in _scenarios(facts)],
        stages=[_stage(facts, stage, scenario) for stage in stages],
        towns=_towns(facts, stages, scenario),
        past=[_past(row) for row in facts["forecast_accuracy"]],
        turns=_turns(facts, scenario),
        main=facts.main,
        why_wide=_why_wide(facts, scenario),
    )


def _why_wide(facts: Facts, scenario: str) -> str:
    """Why the band is wide, where the first of all scenarios could not be reckoned."""
    first = next(iter(facts.where("words", word_kind="forecast_scenario")), None)
    known = [row for row in facts["forecasts"] if row["scenario"] == scenario and row["low"] is not None]
    if not scenario or first is None or first["word"] == scenario or not known:
        return ""
    return why_wide(known[-1]["school_year"], first["word"])


def _scenarios(facts: Facts) -> list[Row]:
    there = {row["scenario"] for row in facts["forecasts"]}
    return [row for row in facts.where("words", word_kind="forecast_scenario") if row["word"] in there]


def _leading(facts: Facts) -> str:
    """The first scenario that could be reckoned for the whole county."""
    whole = facts.word(*WHOLE)
    known = {
        row["scenario"]
        for row in facts["forecasts"]
        if row["town_code"] == whole and row["value"] is not None
    }
    return next((row["word"] for row in _scenarios(facts) if row["word"] in known), "")


def _people(value: float | None) -> str:
    return rounded(value, 0)


def _between(row: Row) -> str:
    return NOT_SET if row["low"] is None else f"{_people(row['low'])}–{_people(row['high'])}"


def _stage(facts: Facts, stage: str, scenario: str) -> dict[str, Any]:
    """The county's pupils of a stage: what was, what is expected, and what that needs."""
    of_stage = {"stage": stage, "scenario": scenario, "town_code": facts.word(*WHOLE)}
    known = [
        {
            "year": row["school_year"],
            "value": row["value"],
            "printed": _people(row["value"]),
            "tip": f"{row['school_year']}学年 {_people(row['value'])} 人",
        }
        for row in facts.where("pupils", stage=stage)
    ]
    years = []
    for row in facts.where("forecasts", **of_stage):
        need = facts.one("forecast_needs", **of_stage, school_year=row["school_year"]) or {}
        years.append(
            row
            | {
                "year": row["school_year"],
                "printed": _people(row["value"]),
                "between": _between(row),
                "tip": f"{row['school_year']}学年 预计 {_people(row['value'])} 人（{_between(row)}）",
                "others": [
                    _people(_other(facts, row, word["word"]))
                    for word in _scenarios(facts)
                    if word["word"] != scenario
                ],
                "classes": _people(need.get("classes_needed")),
                "lacking": _people(need.get("classes_lacking")),
                "teachers": _people(need.get("teachers_needed")),
            }
        )
    drawn = [one for one in years if one["value"] is not None]
    need = facts.one("forecast_needs", **of_stage) or {}
    return {
        "stage": stage,
        "years": years,
        "chart": charts.band(known, drawn) if drawn else None,
        "classes_there": _people(need.get("classes_there")),
        "teachers_there": _people(need.get("teachers_there")),
    }


def _other(facts: Facts, row: Row, scenario: str) -> float | None:
    """The same pupils in another scenario."""
    key = {name: row[name] for name in ("stage", "town_code", "school_year")}
    other = facts.one("forecasts", **key, scenario=scenario)
    return other["value"] if other else None


def _towns(facts: Facts, stages: Sequence[str], scenario: str) -> list[dict[str, Any]]:
    """Every town at the first and the last year, with the classes that it needs then."""
    names = {row["town_code"]: row["town_name"] for row in facts["towns"]}
    codes = dict.fromkeys(row["town_code"] for row in facts["forecasts"])
    codes.pop(facts.word(*WHOLE), None)
    found = []
    for stage in stages:
        for code in sorted(codes):
            key = {"stage": stage, "scenario": scenario, "town_code": code}
            rows = facts.where("forecasts", **key)
            if not rows:
                continue
            first, last = rows[0], rows[-1]
            need = facts.one("forecast_needs", **key, school_year=last["school_year"]) or {}
            found.append(
                {
                    "town": names.get(code, code),
                    "stage": stage,
                    "first_year": first["school_year"],
                    "last_year": last["school_year"],
                    "first": _people(first["value"]),
                    "last": _people(last["value"]),
                    "between": _between(last),
                    "needed": _people(need.get("classes_needed")),
                    "there": _people(need.get("classes_there")),
                }
            )
    return found


def _past(row: Row) -> dict[str, Any]:
    """What the past says of a stage so many years ahead."""
    return row | {
        "missed": rounded(row["error"], 1),
        "missed_as_last_year": rounded(row["error_as_last_year"], 1),
        "held": NOT_SET if row["covered"] is None else f"{rounded(row['covered'], 0)}%",
    }


def _turns(facts: Facts, scenario: str) -> list[dict[str, Any]]:
    """By year, the verdicts that turn under the main ruleset: to the worse first."""
    found = []
    rows = facts.of_ruleset("forecast_turns", scenario=scenario)
    for year, of_year in groupby(rows, key=lambda row: row["school_year"]):
        turned = [
            row
            | {
                "name": facts.name_of(row["school_code"]),
                "indicator": facts.indicators[row["indicator_code"]]["indicator_name"],
                "word": facts.verdict(row["status"]),
                "word_today": facts.verdict(row["status_today"]),
                "pupils": f"{row['pupils_change']:+.0f}%",
            }
            for row in of_year
        ]
        worse = [row for row in turned if row["status"] != "met"]
        better = [row for row in turned if row["status"] == "met"]
        found.append({"year": year, "worse": worse, "better": better, "turned": [*worse, *better]})
    return found
