"""Money: G2c, G7, G8, and the county's own X1–X3 (standard §2, §6).

G6 and Q4 are in `guarantees.py`.
"""

from __future__ import annotations

from fractions import Fraction

from . import verdicts
from .raw import CountyYear, Row, number
from .schools import COMPULSORY, JUNIOR, PRIMARY, School
from .verdicts import Figures

QUOTAS = {PRIMARY: "primary_quota", JUNIOR: "junior_quota"}
SPENDING = {PRIMARY: "primary_spending", JUNIOR: "junior_spending"}
SMALL_SCHOOL, SPECIAL_FUNDS_PER_PUPIL, YUAN = 100, 8000, 10000


def county_money(here: CountyYear, measure: str, year: int | None = None) -> Fraction | None:
    """A county's figure of fiscal year Y: the finance return, else for the year itself the county's form."""
    fiscal = str(here.year if year is None else year)
    returned = next((row for row in here.of("county_finance") if row["fiscal_year"] == fiscal), {})
    told = number(returned.get(measure, ""))
    if told is None and year is None:
        form: Row = next(iter(here.of("county_form")), {})
        told = number(form.get(measure, ""))
    return told


def due(school: School, quotas: dict[str, Fraction | None]) -> Fraction | None:
    """元 due to a school: quota × pupils of each stage, a small school's raised to a hundred pupils."""
    pupils = school.compulsory_pupils()
    if not pupils:
        return None
    result = Fraction(0)
    for stage in (stage for stage in school.stages if stage in COMPULSORY):
        quota, here = quotas[stage], school.pupils(stage)
        if here == 0:
            continue
        if quota is None or here is None:
            return None
        result += quota * here * max(Fraction(1), SMALL_SCHOOL / pupils)
    return result


def public_funds(school: School, year: int, quotas: dict[str, Fraction | None]) -> Figures:
    """G2c: 公用经费实际拨付 against what is due."""
    paid = number(school.finance.get(year, {}).get("paid", ""))
    return verdicts.ratio(None if paid is None else paid * YUAN, due(school, quotas), 1)


def fees(school: School, year: int) -> Figures:
    """X3: fees returned against fees due; where none are due nothing can be owed."""
    row = school.finance.get(year, {})
    owed, returned = number(row.get("fees_due", "")), number(row.get("fees_returned", ""))
    if owed == 0 and returned is not None:
        return {"numerator": returned, "denominator": owed, "threshold": 1, "status": "met"}
    return verdicts.ratio(returned, owed, 1)


def special_schools(here: CountyYear) -> Figures:
    """G7: 元 of public funds for each pupil of the special schools."""
    funds, pupils = county_money(here, "special_funds"), county_money(here, "special_pupils")
    return verdicts.ratio(funds, pupils, SPECIAL_FUNDS_PER_PUPIL, YUAN)


def pay(here: CountyYear) -> Figures:
    """G8a: teachers' pay against civil servants'."""
    return verdicts.ratio(county_money(here, "teacher_pay"), county_money(here, "civil_pay"), 1)


def performance_pay(here: CountyYear) -> Figures:
    """G8b: performance pay paid against approved."""
    paid, approved = "performance_paid", "performance_approved"
    return verdicts.ratio(county_money(here, paid), county_money(here, approved), 1)


def growth(here: CountyYear, measure: str) -> Figures:
    """X1, X2: fiscal year Y against Y − 1, from the finance returns."""
    now, before = county_money(here, measure, here.year), county_money(here, measure, here.year - 1)
    return verdicts.ratio(now, before, 1)
