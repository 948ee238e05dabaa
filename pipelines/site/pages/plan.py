"""The tasks of the county's plan: each measurable statement, its figure, its departments, its date.

What does not belong here: items that no plan names (morning, indicators).
"""

from __future__ import annotations

from typing import Any

from pipelines.site import charts
from pipelines.site.facts import Facts, Row
from pipelines.site.shown import judged, lines, said_of_balance
from pipelines.site.writing import Writer


def write(facts: Facts, writer: Writer) -> None:
    """Write the page; of a county without a plan it says so."""
    rulesets = [one for one in facts["rulesets"] if facts.of_ruleset("tasks", one)]
    writer.write(
        "plan.html",
        "plan.html",
        "plan.html",
        "推进任务",
        plans=[{"name": one["name"], "tasks": _tasks(facts, one)} for one in rulesets],
    )


def _tasks(facts: Facts, ruleset: Row) -> list[dict[str, Any]]:
    found = []
    for task in facts.of_ruleset("tasks", ruleset):
        key = {"ruleset_code": ruleset["ruleset_code"], "task": task["task"]}
        progress = facts.one("task_progress", **key)
        statements: dict[str, list[str]] = {}
        for row in facts.where("statements", **key):
            statements.setdefault(row["statement"], []).append(row["indicator_code"])
        found.append(
            task
            | {
                "progress": progress,
                "word": facts.verdict(progress["status"]) if progress else "",
                "bar": charts.shares(
                    [
                        (code, progress[f"statements_{code}"], facts.verdict(code))
                        for code in ("met", "unmet", "no_data")
                    ]
                )
                if progress
                else None,
                "statements": [_statement(facts, ruleset, text, codes) for text, codes in statements.items()],
            }
        )
    return found


def _statement(facts: Facts, ruleset: Row, text: str, codes: list[str]) -> dict[str, Any]:
    """A statement with every figure that measures it: the county's, and of a resource its coefficient."""
    year = facts.county.school_year
    figures = []
    for code in codes:
        for row in facts.of_ruleset("county_indicators", ruleset, school_year=year, indicator_code=code):
            if row["dimension"] is None:
                one = judged(facts, row)
                stage = f"{row['stage']}：" if row["stage"] else ""
                figures.append(one | {"said": [f"{stage}{line}" for line in lines(row["conclusion"])]})
        for row in facts.of_ruleset("balance", ruleset, school_year=year, indicator_code=code):
            figures.append(
                row
                | {
                    "said": [said_of_balance(row)],
                    "word": facts.verdict(row["status"]),
                }
            )
    departments = "、".join(dict.fromkeys(facts.departments_of(code) for code in codes))
    return {"text": text, "figures": figures, "departments": departments}
