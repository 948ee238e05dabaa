"""Money: a county's year and each school's public funds, in 元 per pupil and 万元.

The compulsory stages only. What does not belong here: how the tables and forms look (writers).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from pipelines.simulate.model import School, YearBook
from pipelines.simulate.tables import by_key, rows, school_years

_COMPULSORY = (("小学", "primary_quota"), ("初中", "junior_quota"))
_LEAST_FUNDED = 100


@dataclass(frozen=True, slots=True)
class SchoolFunds:
    """One school's fiscal year; all but the pupils in 万元."""

    school: School
    funded_pupils: int
    budget: float
    final: float
    paid: float
    training_budget: float
    training_final: float
    fees_due: float
    fees_returned: float


def fiscal_years(school_year: int) -> list[int]:
    """Return the fiscal years handed in with a school year: its own, with the first also the one before."""
    first = school_years()[0]
    known = [int(row["fiscal_year"]) for row in rows("county_finance")]
    return [y for y in known if y == school_year or (school_year == first and y < first)]


def school_funds(book: YearBook, rng: Random) -> list[SchoolFunds]:
    """Return the funds of every school with compulsory pupils."""
    return [_funds(book, s, rng) for s in book.county.open_schools(book.year) if _heads(book, s)]


def county_figures(book: YearBook, fiscal_year: int) -> dict[str, float]:
    """Return the county's figures by the field names of `county_finance_items`."""
    row = {k: float(v) for k, v in by_key("county_finance", "fiscal_year")[str(fiscal_year)].items()}
    schools = book.county.open_schools(book.year)
    pupils = {stage: sum(book.enrolment.pupils(s.key, stage) for s in schools) for stage, _ in _COMPULSORY}
    special = sum(_heads(book, s) for s in schools if s.special)
    teachers = sum(t.full_time for t in book.teachers)
    spent = (pupils["小学"] * row["primary_per_pupil"] + pupils["初中"] * row["junior_per_pupil"]) * (
        1.18 + 0.02 * (fiscal_year - school_years()[0])
    )
    return {
        "fiscal_year": fiscal_year,
        "education_expenditure": round(spent / 10000, 2),
        "primary_expenditure_per_pupil": row["primary_per_pupil"],
        "junior_expenditure_per_pupil": row["junior_per_pupil"],
        "primary_quota": row["primary_quota"],
        "junior_quota": row["junior_quota"],
        "special_public_funds": round(special * row["special_per_pupil"] / 10000, 4),
        "special_pupils": special,
        "teacher_salary": row["teacher_salary"],
        "civil_servant_salary": row["civil_servant_salary"],
        "performance_pay_approved": round(teachers * row["performance_per_teacher"], 2),
        "performance_pay_paid": round(
            teachers * row["performance_per_teacher"] * row["performance_paid_share"], 2
        ),
    }


def _heads(book: YearBook, school: School) -> int:
    return sum(book.enrolment.pupils(school.key, stage) for stage, _ in _COMPULSORY)


def _funds(book: YearBook, school: School, rng: Random) -> SchoolFunds:
    kind = by_key("funding_kinds", "kind")[school.funding]
    heads, by_heads = _heads(book, school), kind["by_heads"] == "是"
    funded = heads if by_heads or school.special else max(heads, _LEAST_FUNDED)
    due = _due(book, school) * funded / heads
    paid = _cents_up(due * _draw(kind, "paid", rng))
    budget = _cents_up(due * rng.uniform(1.0, 1.03)) if school.funding != "exact" else paid
    final = paid
    fees = round(rng.uniform(0.5, 9), 2) if rng.random() < 0.5 else 0.0
    return SchoolFunds(
        school=school,
        funded_pupils=funded,
        budget=budget,
        final=final,
        paid=paid,
        training_budget=round(budget * _draw(kind, "training", rng), 6),
        training_final=round(final * _draw(kind, "training", rng), 6),
        fees_due=fees,
        fees_returned=fees if rng.random() < 0.97 else round(fees * 0.8, 2),
    )


def _due(book: YearBook, school: School) -> float:
    """Return quota × pupils in 万元, before small schools are raised to the least number."""
    row = by_key("county_finance", "fiscal_year")[str(book.year)]
    if school.special:
        return _heads(book, school) * float(row["special_per_pupil"]) / 10000
    return sum(book.enrolment.pupils(school.key, s) * float(row[q]) for s, q in _COMPULSORY) / 10000


def _draw(kind: Mapping[str, str], what: str, rng: Random) -> float:
    return rng.uniform(float(kind[f"{what}_low"]), float(kind[f"{what}_high"]))


def _cents_up(value: float) -> float:
    """Round up to 1 元, so that full payment stays full payment."""
    return math.ceil(value * 10000 - 1e-6) / 10000
