"""The closing plan: what it comes to, what is done, who gives and gets, and what a budget leaves out.

What does not belong here: making a plan (planning), every single step (its workbook).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from pipelines.site.facts import Facts, Row
from pipelines.site.shown import NOT_SET, rounded
from pipelines.site.writing import Writer

CHEAPEST = "最省"
"""The plan that fulfils every demand; the others keep to a budget."""
COUNTED = frozenset({"人", "间"})
"""Units of which there are no parts."""


def write(facts: Facts, writer: Writer) -> None:
    """Write the page; where no plan was made it says so."""
    plans = facts.of_ruleset("closing_plans")
    cheapest = next((row for row in plans if row["plan"] == CHEAPEST), None)
    names = dict.fromkeys(row["plan"] for row in plans if row["plan"] != CHEAPEST)
    writer.write(
        "closing.html",
        "closing.html",
        "closing.html",
        "达标方案",
        main=facts.main,
        cheapest=None if cheapest is None else _plan(facts, [cheapest]),
        budgets=[_plan(facts, [row for row in plans if row["plan"] == name]) for name in names],
    )


def _plan(facts: Facts, years: Sequence[Row]) -> dict[str, Any]:
    """A plan with its years, what is done in each, who gives whom, and what is left out at the end."""
    name, at_last = years[0]["plan"], years[-1]
    return {
        "name": name,
        "last": at_last["year"],
        "status": at_last["status"],
        "reason": at_last["reason"],
        "before": at_last["units_passing_before"],
        "after": at_last["units_passing_after"],
        "pupils": rounded(at_last["pupils_passing_after"], 0),
        "over": at_last["cv_over_after"],
        "cost": _money(at_last["cost"]),
        "is_priced": at_last["cost"] is not None,
        "years": [_year(facts, row) for row in years],
        "moves": [_move(facts, row) for row in facts.of_ruleset("closing_moves", plan=name)],
        "left_out": _left_out(facts, name, at_last["year"]),
    }


def _year(facts: Facts, row: Row) -> dict[str, Any]:
    done = facts.of_ruleset("closing_totals", plan=row["plan"], year=row["year"])
    return row | {
        "money": _money(row["cost"]),
        "pupils": rounded(row["pupils_passing_after"], 0),
        "done": [
            one | {"amount": _amount(one["quantity"], one["unit"]), "money": _money(one["cost"])}
            for one in done
        ],
    }


def _move(facts: Facts, row: Row) -> dict[str, Any]:
    return row | {
        "giver": facts.name_of(row["from_school_code"]),
        "getter": facts.name_of(row["school_code"]),
        "amount": _amount(row["quantity"], row["unit"]),
    }


def _left_out(facts: Facts, plan: str, year: int) -> list[dict[str, Any]]:
    """The units that do not pass by the end of a year, those with most pupils first."""
    rows = facts.of_ruleset("closing_left_out", plan=plan, year=year)
    return [
        {
            "school_code": code,
            "name": facts.name_of(code),
            "stage": stage,
            "pupils": rounded(pupils, 0),
            "missing": [
                {
                    "indicator_code": one["indicator_code"],
                    "said": f"差 {_amount(one['missing'], one['unit'])} {one['unit']}",
                }
                for one in of_unit
            ],
        }
        for (code, stage, pupils), of_unit in groupby(
            rows, key=lambda row: (row["school_code"], row["stage"], row["pupils"])
        )
    ]


def _amount(quantity: float, unit: str) -> str:
    return rounded(quantity, 0 if unit in COUNTED else 2)


def _money(cost: float | None) -> str:
    return NOT_SET if cost is None else rounded(cost, 2)
