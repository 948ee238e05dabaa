"""One page a school: every indicator against its threshold, what it lacks, and from each figure to its rows.

What does not belong here: schools beside each other (resources).
"""

from __future__ import annotations

from typing import Any

from pipelines.site import charts
from pipelines.site.facts import Facts, Row
from pipelines.site.pages.resources import otherwise
from pipelines.site.shown import NOT_SET, bare_value, grouped, judged, number, point, staged
from pipelines.site.writing import Writer


def write(facts: Facts, writer: Writer) -> None:
    """Write a page for every school of the register."""
    for school in facts["schools"]:
        code = school["school_code"]
        figures = [_figure(facts, row) for row in _rows(facts, code)]
        writer.write(
            f"school/{code}.html",
            "school.html",
            "resources.html",
            school["school_name"],
            school=school,
            main=facts.main,
            standing=_standing(facts, code),
            lacking=[one for one in figures if one["status"] in ("near", "unmet")],
            areas=_areas(facts, figures),
            trends=[chart for row in _rows(facts, code) if (chart := _trend(facts, row))],
            classes=facts.where("classes", school_code=code),
            files=_files(facts, code),
            measures=_measures(facts, code),
        )


def _rows(facts: Facts, code: str) -> list[Row]:
    """The school's figures under the main ruleset, in the order of the indicators, primary first."""
    rows = facts.of_ruleset("school_indicators", school_code=code)
    stages = list(facts.stages())
    return sorted(
        rows,
        key=lambda row: (
            facts.indicators[row["indicator_code"]]["sort_order"],
            stages.index(row["stage"]) if row["stage"] in stages else -1,
        ),
    )


def _standing(facts: Facts, code: str) -> list[dict[str, Any]]:
    """Whether the school passes, stage by stage, under every ruleset."""
    return [
        row
        | {
            "ruleset": ruleset["name"],
            "verdict": facts.verdict(row["verdict"]),
            "word": facts.word("pass", {True: "true", False: "false", None: "unknown"}[row["passes"]]),
            "code": row["verdict"],
        }
        for ruleset in facts["rulesets"]
        for row in facts.of_ruleset("compliance", ruleset, school_code=code)
    ]


def _figure(facts: Facts, row: Row) -> Row:
    key = {name: row[name] for name in ("ruleset_code", "school_code", "stage", "indicator_code")}
    earlier = [
        f"{one['school_year']} {bare_value(facts, one)}"
        for one in facts.where("school_years", **key)
        if one["school_year"] < facts.county.school_year
    ]
    indicator = facts.indicators[row["indicator_code"]]
    worked = row["numerator"] is not None and row["denominator"] is not None
    return judged(facts, row) | {
        "area": indicator["area"],
        "formula": indicator["formula"],
        "parts": f"{number(row['numerator'])} ÷ {number(row['denominator'])}" if worked else "",
        "earlier": [] if indicator["kind"] == "evidence" else earlier,
        "others": otherwise(facts, row),
    }


def _areas(facts: Facts, figures: list[Row]) -> list[dict[str, Any]]:
    order = dict.fromkeys(row["area"] for row in facts["indicators"])
    found = [{"name": area, "rows": [one for one in figures if one["area"] == area]} for area in order]
    return [one for one in found if one["rows"]]


def _trend(facts: Facts, row: Row) -> dict[str, Any] | None:
    """The years of a resource."""
    indicator = facts.indicators[row["indicator_code"]]
    if indicator not in facts.resources:
        return None
    key = {name: row[name] for name in ("ruleset_code", "school_code", "stage", "indicator_code")}
    points = [
        point(facts, one, one["value"], grouped(one["printed_value"]))
        for one in facts.where("school_years", **key)
    ]
    if not points:
        return None
    return {
        "code": row["indicator_code"],
        "name": f"{indicator['indicator_name']}{staged(row['stage'])}",
        "limit": judged(facts, row)["limit"],
        "chart": charts.trend(points, row["threshold"]),
    }


def _files(facts: Facts, code: str) -> list[dict[str, Any]]:
    """The files behind the school's figures, with the faults that lie in its own rows."""
    found: dict[str, dict[str, Any]] = {}
    for source in facts.where("sources", school_code=code):
        file = facts.one("files", file_id=source["file_id"])
        if file is None:
            continue
        one = found.setdefault(source["file_id"], file | {"rows": set(), "faults": []})
        one["rows"].add((source["sheet"], source["rows"]))
    for file_id, one in found.items():
        for finding in facts.where("findings", file_id=file_id):
            if finding["row"] is not None and any(
                sheet == finding["sheet"] and _within(finding["row"], rows) for sheet, rows in one["rows"]
            ):
                one["faults"].append(finding)
    return sorted(found.values(), key=lambda one: str(one["path"]))


def _within(row: int, ranges: str | None) -> bool:
    """Whether a row is one of "5-12,19"."""
    for part in (ranges or "").split(","):
        first, _, last = part.partition("-")
        if first and int(first) <= row <= int(last or first):
            return True
    return False


def _measures(facts: Facts, code: str) -> list[dict[str, Any]]:
    """The figures handed in for the school, each with its file, sheet and rows, and what is made of it."""
    used: dict[str, list[str]] = {}
    for row in facts["indicator_measures"]:
        of_measure = used.setdefault(row["measure_code"], [])
        if row["indicator_code"] not in of_measure:
            of_measure.append(row["indicator_code"])
    found = []
    for row in facts.where("measures", school_code=code):
        if row["measure_code"] not in used or row["is_derived"]:
            continue
        key = {name: row[name] for name in ("school_code", "stage", "measure_code")}
        places = [
            place | {"path": (facts.one("files", file_id=place["file_id"]) or {}).get("path", NOT_SET)}
            for place in facts.where("sources", **key)
        ]
        shown = "不公布" if row["is_suppressed"] else f"{number(row['value'])} {row['unit'] or ''}".strip()
        found.append(row | {"shown": shown, "places": places, "indicators": used[row["measure_code"]]})
    return sorted(
        found, key=lambda one: (str(one["source_dataset"]), one["measure_name"], one["stage"] or "")
    )
