"""What rests on documents and on events: the E codes and V1–V6 (standard §5, §6).

The newest material of a subject decides; a case counts when it is confirmed and dated within the school year.
"""

from __future__ import annotations

from datetime import date

from . import verdicts
from .raw import CountyYear, Row, day, number
from .schools import School
from .verdicts import Figures

COUNTY, SCHOOL, TOWN = "县", "校", "镇街"
OF_COUNTY = ("G1", "G2a", "G2b", "G10", "G15b")
OWN_OF_COUNTY = ("X7", "X8", "X9", "X11")
OF_SCHOOLS, OWN_OF_SCHOOLS = ("Q3", "Q5", "Q6", "Q8"), ("X4", "X5", "X10")
RATED = {"Q6": {"优秀": "met", "良好": "met", "合格": "unmet", "不合格": "unmet"}}
CONCLUDED = {"达标": "met", "不达标": "unmet", "待核": "no_data", "": "no_data"}
VETOES = ("V1", "V2", "V3", "V4", "V5", "V6")


class Register:
    """The evidence of one county and year: the newest material of each code and subject."""

    def __init__(self, here: CountyYear) -> None:
        """Two materials of one day that say different things have no newest among them."""
        self.rows: dict[tuple[str, str, str], Row] = {}
        for row in sorted(here.of("evidence_register"), key=lambda row: str(day(row["date"]))):
            self.rows[row["code"], row["kind"], row["subject"]] = row

    def status(self, code: str, kind: str, subject: str) -> str:
        """The verdict on one subject; no row is no data."""
        row = self.rows.get((code, kind, subject))
        if row is None:
            return "no_data"
        return RATED.get(code, {}).get(row["rating"]) or CONCLUDED[row["conclusion"]]

    def of_towns(self, code: str, towns: int) -> Figures:
        """X12: every one of so many towns."""
        told = [self.status(*key) for key in self.rows if key[0] == code and key[1] == TOWN]
        statuses = told + ["no_data"] * (towns - len(told))
        return {
            "status": verdicts.all_met(statuses),
            "subjects_total": towns,
            "subjects_unmet": statuses.count("unmet"),
        }


def veto(here: CountyYear, code: str, counted: list[School]) -> Figures:
    """Confirmed cases of the school year; V4 also the schools that long employ teachers off the roll."""
    first, last = date(here.year, 9, 1), date(here.year + 1, 8, 31)
    handed_in = "incident_register" in here.handed_in
    cases = 0
    for year in here.years.values():
        for row in year.of("incident_register"):
            happened = day(row["date"])
            if row["code"] == code and row["finding"] == "属实" and happened and first <= happened <= last:
                cases += 1
    complete = handed_in
    if code == "V4":
        posts = {row["school_code"]: number(row["off_roll"]) for row in here.of("teacher_posts")}
        told = [posts.get(school.code) for school in counted]
        cases += sum(teachers is not None and teachers > 0 for teachers in told)
        complete = handed_in and None not in told
    reached = False if cases else True if complete else None
    return {"value": cases if cases or complete else None, "threshold": 0, "status": verdicts.word(reached)}
