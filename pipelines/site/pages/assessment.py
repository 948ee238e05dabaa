"""Assessment and satisfaction: local exams, with what is not published; national monitoring; the survey.

What does not belong here: verdicts over them (indicators Q9, S1).
"""

from __future__ import annotations

from typing import Any

from pipelines.site.facts import Facts, Row
from pipelines.site.shown import NOT_SET, judged, number, rounded
from pipelines.site.writing import Writer


def write(facts: Facts, writer: Writer) -> None:
    """Write the page."""
    exams = dict.fromkeys((row["exam"], row["grade"]) for row in facts["exams"] if row["grade"] is not None)
    writer.write(
        "assessment.html",
        "assessment.html",
        "assessment.html",
        "监测与满意度",
        monitoring=_monitoring(facts),
        exams=[_exam(facts, exam, grade) for exam, grade in exams],
        methods=_satisfaction(facts),
    )


def _monitoring(facts: Facts) -> list[Row]:
    """What the national monitoring found, subject by subject."""
    rows = [
        judged(facts, row)
        for row in facts.of_ruleset("county_indicators", school_year=facts.county.school_year)
        if row["dimension"] and facts.indicators[row["indicator_code"]]["kind"] == "monitoring"
    ]
    codes = list(dict.fromkeys(sorted(row["indicator_code"] for row in rows)))
    together: dict[tuple[str | None, str], dict[str, Row]] = {}
    for row in rows:
        together.setdefault((row["stage"], row["dimension"]), {})[row["indicator_code"]] = row
    return [
        {
            "stage": stage,
            "subject": dimension.partition("=")[2],
            "codes": codes,
            "cells": [cells.get(code) for code in codes],
        }
        for (stage, dimension), cells in together.items()
    ]


def _exam(facts: Facts, exam: str, grade: int) -> dict[str, Any]:
    """An exam: the county's figures by subject, and each school's."""
    rows = facts.where("exams", exam=exam, grade=grade)
    subjects = list(dict.fromkeys(row["subject"] for row in rows))
    schools = dict.fromkeys(row["school_code"] for row in rows if row["school_code"])
    return {
        "name": exam,
        "subjects": subjects,
        "whole": [_result(row) for row in rows if row["school_code"] is None],
        "schools": [
            {
                "code": code,
                "name": facts.name_of(code),
                "results": [
                    _result(found)
                    if (found := facts.one("exams", exam=exam, grade=grade, school_code=code, subject=one))
                    else None
                    for one in subjects
                ],
            }
            for code in schools
        ],
        "hidden": len([row for row in rows if row["is_suppressed"]]),
    }


def _result(row: Row) -> Row:
    names = {
        "mean": 1,
        "standard_deviation": 1,
        "pass_rate": 1,
        "excellent_rate": 1,
        "between_school_share": 3,
    }
    shown = {name: rounded(row[name], decimals) for name, decimals in names.items()}
    return row | {"shown": shown, "takers": number(row["takers"]) if row["takers"] is not None else NOT_SET}


def _satisfaction(facts: Facts) -> list[dict[str, Any]]:
    """The survey by kind of answer: the whole, by respondent, by town."""
    found = []
    for method in dict.fromkeys(row["method"] for row in facts["satisfaction"]):
        rows = [
            row
            | {
                "name": row["respondent_type"]
                or row["town_name"]
                or row["town_code"]
                or facts.word("part", "all"),
                "by": "town" if row["town_code"] else "respondent" if row["respondent_type"] else "whole",
                "rate": rounded(row["satisfaction_rate"], 1),
            }
            for row in facts.where("satisfaction", method=method)
        ]
        order = ("whole", "respondent", "town")
        rows.sort(key=lambda row: order.index(row["by"]))
        found.append({"name": method, "rows": [row | {"first": row["by"] == "whole"} for row in rows]})
    return found
