"""Who owes what: every department and every town with its shortfalls in their own quantities, and their sums.

What does not belong here: datasets that are owed (owed).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.site.facts import Facts, Row
from pipelines.site.shown import LACKING, NOT_SET, grouped, judged
from pipelines.site.writing import Writer


def write(facts: Facts, writer: Writer) -> None:
    """Write the page over all, and one for every department and every town."""
    answering = {row["department_code"] for row in facts["answering"]}
    departments = [
        _owner("department", row["department_code"], row["department_name"])
        for row in facts["departments"]
        if row["department_code"] in answering
    ]
    towns = [_owner("town", row["town_code"], row["town_name"]) for row in facts["towns"]]
    owners = [*departments, *towns]
    for owner in owners:
        owner["totals"] = _totals(facts, owner)
        for name, column in (("lacking", "lacking"), ("unknown", "no_data")):
            owner[name] = list(
                dict.fromkeys((row["indicator_code"], row["name"]) for row in owner["totals"] if row[column])
            )
    writer.write(
        "owing.html",
        "owing.html",
        "owing.html",
        "部门和镇街",
        main=facts.main,
        departments=departments,
        towns=towns,
        columns=_columns(facts, towns),
    )
    for owner in owners:
        writer.write(
            owner["path"],
            "owner.html",
            "owing.html",
            owner["name"],
            main=facts.main,
            owner=owner,
            totals=owner["totals"],
            shortfalls=_shortfalls(facts, owner),
            others=_others(facts, owner),
            schools=[
                row
                for row in facts["schools"]
                if owner["kind"] == "town" and row["town_code"] == owner["code"]
            ],
        )


def _owner(kind: str, code: str, name: str) -> dict[str, Any]:
    return {"kind": kind, "code": code, "name": name, "path": f"{kind}/{code}.html"}


def _in_order(facts: Facts, rows: Sequence[Row]) -> list[Row]:
    stages = [None, *facts.stages()]
    return sorted(
        rows,
        key=lambda row: (
            facts.indicators[row["indicator_code"]]["sort_order"],
            stages.index(row["stage"]) if row["stage"] in stages else len(stages),
        ),
    )


def _totals(facts: Facts, owner: dict[str, Any]) -> list[Row]:
    """What is missing together, indicator by indicator."""
    column, other = (
        ("department_code", "town_code")
        if owner["kind"] == "department"
        else ("town_code", "department_code")
    )
    rows = facts.of_ruleset("shortfall_totals", **{column: owner["code"], other: None})
    return [
        row
        | {
            "name": facts.indicators[row["indicator_code"]]["indicator_name"],
            "shown": f"{grouped(row['printed_shortfall'])} {row['shortfall_unit'] or ''}".strip()
            if row["printed_shortfall"] is not None
            else NOT_SET,
            "printed": grouped(row["printed_shortfall"]),
        }
        for row in _in_order(facts, rows)
    ]


def _columns(facts: Facts, towns: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What towns lack, side by side: an indicator and stage a column, a town a cell."""
    found: dict[tuple[str, str | None], dict[str, Row]] = {}
    for town in towns:
        for row in town["totals"]:
            found.setdefault((row["indicator_code"], row["stage"]), {})[town["code"]] = row
    listed = [
        {
            "indicator_code": code,
            "stage": stage,
            "name": facts.indicators[code]["indicator_name"],
            "unit": next((row["shortfall_unit"] for row in cells.values() if row["shortfall_unit"]), ""),
            "cells": [cells.get(town["code"]) for town in towns],
        }
        for (code, stage), cells in found.items()
    ]
    return _in_order(facts, listed)


def _of_owner(facts: Facts, owner: dict[str, Any], ruleset: Row) -> list[Row]:
    """The shortfalls of an owner, each once; those of a town are listed for every department."""
    found: dict[tuple[Any, ...], Row] = {}
    named = f"{owner['kind']}_code"
    for row in facts.of_ruleset("shortfalls", ruleset, **{named: owner["code"]}):
        key = tuple(row[name] for name in ("indicator_code", "school_code", "stage", "dimension"))
        found.setdefault(key, row)
    return list(found.values())


def _shortfalls(facts: Facts, owner: dict[str, Any]) -> list[dict[str, Any]]:
    """The shortfalls, indicator by indicator."""
    grouped_rows: dict[str, list[Row]] = {}
    for row in _in_order(facts, _of_owner(facts, owner, facts.main)):
        one = judged(facts, row | {"comparison": _comparison(facts, row)})
        place = facts.name_of(row["school_code"]) if row["school_code"] else row["dimension"] or "全县"
        school = facts.schools.get(row["school_code"] or "")
        grouped_rows.setdefault(row["indicator_code"], []).append(
            one | {"place": place, "town": (school or {}).get("town_name") or NOT_SET}
        )
    return [
        {"code": code, "name": facts.indicators[code]["indicator_name"], "rows": rows}
        for code, rows in grouped_rows.items()
    ]


def _comparison(facts: Facts, row: Row) -> str | None:
    found = facts.of_ruleset("thresholds", indicator_code=row["indicator_code"])
    return found[0]["comparison"] if found else None


def _others(facts: Facts, owner: dict[str, Any]) -> list[dict[str, Any]]:
    """What other rulesets list that the main one does not, and the other way round."""

    def listed(ruleset: Row) -> set[tuple[Any, ...]]:
        names = ("indicator_code", "school_code", "stage", "dimension")
        return {
            tuple(row[name] for name in names)
            for row in _of_owner(facts, owner, ruleset)
            if row["status"] in LACKING
        }

    mine = listed(facts.main)
    found = []
    for ruleset in facts["rulesets"]:
        if ruleset is facts.main:
            continue
        theirs = listed(ruleset)
        found.append(
            {
                "name": ruleset["name"],
                "total": len(theirs),
                "without": _named(facts, mine.difference(theirs)),
                "besides": _named(facts, theirs.difference(mine)),
            }
        )
    return found


def _named(facts: Facts, keys: set[tuple[Any, ...]]) -> list[str]:
    said = [
        f"{code} {facts.name_of(school) if school else dimension or '全县'}{f' {stage}' if stage else ''}"
        for code, school, stage, dimension in keys
    ]
    return sorted(said)
