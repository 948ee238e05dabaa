"""Indicators: formula, basis, rulesets side by side, and the county's own figures worked through.

What does not belong here: schools beside each other over all indicators (resources).
"""

from __future__ import annotations

from typing import Any

from pipelines.site import charts
from pipelines.site.facts import Facts, Row
from pipelines.site.shown import (
    LACKING,
    NOT_SET,
    counts_schools,
    grouped,
    judged,
    lines,
    number,
    point,
    shown_limit,
)
from pipelines.site.writing import Writer

OPEN = ("unmet", "near", "no_data")
"""Verdicts that want something done, the gravest first."""


def write(facts: Facts, writer: Writer) -> None:
    """Write the list, and one page an indicator."""
    listed = [_listed(facts, one) for one in facts["indicators"]]
    areas = list(dict.fromkeys(one["area"] for one in listed))
    writer.write(
        "indicators.html",
        "indicators.html",
        "indicators.html",
        "指标",
        main=facts.main,
        areas=[{"name": area, "rows": [one for one in listed if one["area"] == area]} for area in areas],
    )
    for one in facts["indicators"]:
        code = one["indicator_code"]
        writer.write(
            f"indicator/{code}.html",
            "indicator.html",
            "indicators.html",
            f"{code} {one['indicator_name']}",
            indicator=one,
            main=facts.main,
            grain=facts.word("grain", one["grain"]),
            departments=facts.departments_of(code),
            statements=facts.of_ruleset("statements", indicator_code=code),
            rulesets=[_ruleset(facts, ruleset, code) for ruleset in facts["rulesets"]],
            balanced=one in facts.resources,
            details=_figures(facts, code, details=True),
            trends=_trends(facts, one),
            schools=_schools(facts, code),
            measures=_measures(facts, code),
        )


def _figures(facts: Facts, code: str, ruleset: Row | None = None, *, details: bool = False) -> list[Row]:
    """The county's own figures of the year: its verdicts, or the detail below them."""
    rows = facts.of_ruleset(
        "county_indicators", ruleset, school_year=facts.county.school_year, indicator_code=code
    )
    found = []
    for row in rows:
        if (row["dimension"] is not None) is details:
            one = judged(facts, row)
            # a document is judged, and not divided by anything
            known = NOT_SET not in (one["shown"], number(row["numerator"]), number(row["denominator"]))
            worked = known and not counts_schools(facts, row)
            parts = f"{number(row['numerator'])} ÷ {number(row['denominator'])}" if worked else ""
            found.append(
                one | {"parts": parts, "lines": lines(row["conclusion"]), "schools": _lacking(facts, row)}
            )
    return found


def _lacking(facts: Facts, row: Row) -> str:
    """How many schools lack it, where the county does for their sake: its own figure may reach the limit."""
    indicator = facts.indicators[row["indicator_code"]]
    is_told = counts_schools(facts, row) or not indicator["grain"].startswith("school")
    if row["status"] not in LACKING or is_told:
        return ""
    counted = (("near", row["subjects_near"]), ("unmet", row["subjects_unmet"]))
    lacking = "、".join(f"{count} 所{facts.verdict(code)}" for code, count in counted if count)
    return f"{row['subjects_total']} 所中 {lacking}" if lacking else ""


def _listed(facts: Facts, indicator: Row) -> Row:
    return indicator | {
        "figures": _figures(facts, indicator["indicator_code"]),
        "departments": facts.departments_of(indicator["indicator_code"]),
    }


def _ruleset(facts: Facts, ruleset: Row, code: str) -> dict[str, Any]:
    """How a ruleset judges the indicator, stage by stage, and what comes of it."""
    limits = facts.of_ruleset("thresholds", ruleset, indicator_code=code)
    return {
        "name": ruleset["name"],
        "rows": [
            row
            | {
                "limits": [_limit(facts, one) for one in limits if one["stage"] in (None, row["stage"])],
                "balance": _balance(facts, ruleset, row),
            }
            for row in _figures(facts, code, ruleset)
        ],
    }


def _limit(facts: Facts, row: Row) -> Row:
    kind = facts.one("schools", school_type_code=row["school_type_code"])
    return {
        "said": shown_limit(facts, row),
        "kind": kind["school_type"] if kind else row["school_type_code"],
        "floor": None if row["floor"] is None else number(row["floor"]),
    }


def _balance(facts: Facts, ruleset: Row, row: Row) -> Row | None:
    key = {name: row[name] for name in ("school_year", "indicator_code", "stage")}
    found = facts.one("balance", ruleset_code=ruleset["ruleset_code"], **key)
    if found is None:
        return None
    mean = grouped(found["printed_mean"])
    word = facts.verdict(found["status"])
    return found | {"word": word, "limit": number(found["cv_limit"]), "printed_mean": mean}


def _trends(facts: Facts, indicator: Row) -> list[dict[str, Any]]:
    """The county's figure over the years, stage by stage."""
    rows = facts.of_ruleset("county_indicators", indicator_code=indicator["indicator_code"], dimension=None)
    found: list[dict[str, Any]] = []
    if indicator["kind"] == "evidence":
        return found
    for stage in dict.fromkeys(row["stage"] for row in rows):
        points = [
            point(facts, row, row["value"], judged(facts, row)["shown"])
            for row in rows
            if row["stage"] == stage and row["value"] is not None
        ]
        if points:
            of_county = indicator["grain"] == "county"
            limit = next(row["threshold"] for row in reversed(rows) if row["stage"] == stage)
            found.append({"stage": stage, "chart": charts.trend(points, limit if of_county else None)})
    return found


def _schools(facts: Facts, code: str) -> list[Row]:
    """Every school's figure, those that lack something first."""
    rows = [
        judged(facts, row)
        | {
            "name": facts.name_of(row["school_code"]),
            "town": (facts.schools.get(row["school_code"]) or {}).get("town_name") or "—",
        }
        for row in facts.of_ruleset("school_indicators", indicator_code=code)
        if row["status"] != "not_applicable"
    ]
    return sorted(rows, key=lambda row: (_urgency(row), row["town"], row["name"], row["stage"] or ""))


def _urgency(row: Row) -> int:
    return OPEN.index(row["status"]) if row["status"] in OPEN else len(OPEN)


def _measures(facts: Facts, code: str) -> list[dict[str, Any]]:
    """What the indicator is computed from, and which datasets gave it this year."""
    found: dict[str, dict[str, Any]] = {}
    for row in facts.where("indicator_measures", indicator_code=code):
        given = [
            *facts.where("measures", measure_code=row["measure_code"]),
            *facts.where("county_measures", measure_code=row["measure_code"]),
        ]
        if not given:
            continue
        one = found.setdefault(
            row["measure_code"], {"name": given[0]["measure_name"], "roles": [], "datasets": []}
        )
        for name, value in (
            ("roles", facts.word("measure_role", row["role"])),
            *(("datasets", facts.dataset(one_given["source_dataset"])) for one_given in given),
        ):
            if value and value not in one[name]:
                one[name].append(value)
    return list(found.values())
