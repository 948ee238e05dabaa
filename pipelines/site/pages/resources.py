"""Resources: schools against R1–R7, coefficients against their limits, how far schools are from passing.

What does not belong here: a single school (schools), the formula of an indicator (indicators).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.site import charts
from pipelines.site.facts import Facts, Row
from pipelines.site.shown import NOT_SET, grouped, judged, number, point, rounded
from pipelines.site.writing import Writer

MOST_DRIVERS = 3


def write(facts: Facts, writer: Writer) -> None:
    """Write the page."""
    units = [_unit(facts, one) for one in facts.of_ruleset("compliance")]
    writer.write(
        "resources.html",
        "resources.html",
        "resources.html",
        "资源配置",
        main=facts.main,
        indicators=facts.resources,
        units=units,
        choices=_choices(units),
        coefficients=[_coefficient(facts, one, stage) for stage in facts.stages() for one in facts.resources],
        distributions=[
            chart
            for stage in facts.stages()
            for one in facts.resources
            if (chart := _distribution(facts, one, stage))
        ],
    )


def _choices(units: Sequence[Row]) -> list[dict[str, Any]]:
    """What the table can be filtered by, with the values there are."""
    named = (
        ("town", "镇街"),
        ("stage", "学段"),
        ("kind", "办学类型"),
        ("place", "城乡"),
        ("verdict", "结论"),
    )
    return [
        {"name": name, "label": label, "values": list(dict.fromkeys(unit[name] for unit in units))}
        for name, label in named
    ]


def _unit(facts: Facts, unit: Row) -> Row:
    """A school stage with its seven figures."""
    school = facts.schools.get(unit["school_code"], {})
    passed = {True: "true", False: "false", None: "unknown"}[unit["passes"]]
    return unit | {
        "name": facts.name_of(unit["school_code"]),
        "town": school.get("town_name") or NOT_SET,
        "kind": school.get("school_type") or NOT_SET,
        "place": school.get("urban_rural") or NOT_SET,
        "verdict": facts.word("pass", passed),
        "cells": [_cell(facts, unit, one) for one in facts.resources],
    }


def _cell(facts: Facts, unit: Row, indicator: Row) -> Row | None:
    code = indicator["indicator_code"]
    key = {"school_code": unit["school_code"], "stage": unit["stage"], "indicator_code": code}
    row = facts.one("school_indicators", ruleset_code=unit["ruleset_code"], **key)
    if row is None:
        return None
    one = judged(facts, row)
    said = [f"{code} {indicator['indicator_name']}", f"{one['shown']}，应 {one['limit']}：{one['word']}"]
    if one["lacks"] != NOT_SET:
        said.append(one["lacks"])
    if one["floor"] is not None and one["status"] != "met":
        said.append(f"最低值 {number(one['floor'])}")
    said += [f"{name}：{word}" for name, word in otherwise(facts, row)]
    return one | {"printed": grouped(row["printed_value"]), "tip": "\n".join(said)}


def otherwise(facts: Facts, row: Row) -> list[tuple[str, str]]:
    """The rulesets that judge a school's figure otherwise than its own, with their verdicts."""
    key = {name: row[name] for name in ("school_code", "stage", "indicator_code")}
    others = facts.where("school_indicators", **key)
    return [
        (ruleset["name"], facts.verdict(other["status"]))
        for ruleset in facts["rulesets"]
        for other in others
        if other["ruleset_code"] == ruleset["ruleset_code"] != row["ruleset_code"]
        and other["status"] != row["status"]
    ]


def _coefficient(facts: Facts, indicator: Row, stage: str) -> dict[str, Any]:
    """A coefficient of variation with its limit, its years, and the schools that drive it."""
    key = {
        "ruleset_code": facts.main["ruleset_code"],
        "indicator_code": indicator["indicator_code"],
        "stage": stage,
    }
    years = [row for row in facts.where("balance", **key) if row["cv"] is not None]
    now = facts.one("balance", school_year=facts.county.school_year, **key)
    points = [point(facts, row, row["cv"], row["printed_cv"]) for row in years]
    limit = now["cv_limit"] if now else None
    return {
        "code": indicator["indicator_code"],
        "name": indicator["indicator_name"],
        "unit": indicator["unit"],
        "stage": stage,
        "now": now
        and now
        | {
            "printed_mean": grouped(now["printed_mean"]),
            "word": facts.verdict(now["status"]),
            "limit": number(limit),
        },
        "chart": charts.trend(points, limit) if points else None,
        "drivers": [
            {
                "school_code": row["school_code"],
                "name": facts.name_of(row["school_code"]),
                "value": rounded(row["value"], indicator["decimals"]),
                "without": rounded(row["cv_without"], 3),
            }
            for row in facts.where("drivers", **key)[:MOST_DRIVERS]
        ],
    }


def _distribution(facts: Facts, indicator: Row, stage: str) -> dict[str, Any] | None:
    """Where the units of a stage stand against the threshold."""
    code = indicator["indicator_code"]
    rows = facts.of_ruleset("school_indicators", indicator_code=code, stage=stage)
    judged_rows = [row for row in rows if row["status"] != "not_applicable"]
    known = [row for row in judged_rows if row["value"] is not None and row["threshold"] is not None]
    if not known:
        return None
    units = [
        {
            "value": row["value"],
            "status": row["status"],
            "tip": f"{facts.name_of(row['school_code'])} {judged(facts, row)['shown']}",
        }
        for row in known
    ]
    lacking = [row for row in known if row["status"] != "met"]
    return {
        "code": code,
        "name": indicator["indicator_name"],
        "stage": stage,
        "limit": judged(facts, known[0])["limit"],
        "lacking": len(lacking),
        "total": len(judged_rows),
        "chart": charts.distribution(units, known[0]["threshold"], known[0]["floor"]),
    }
