"""The schools of one county and year as plain facts: kind, pupils, teachers, plant, classes, rooms, money.

Chooses between the statistics return and the rosters (the return first), and nothing more: formulas and
verdicts are in `resources.py` and `guarantees.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from .headings import FORM_DEGREES, FORM_STAGES, FORM_SUBJECTS
from .raw import CountyYear, Row, flag, number

PRIMARY, JUNIOR, SENIOR = "小学", "初中", "高中"
COMPULSORY = (PRIMARY, JUNIOR)
STAGES_OF_KIND: dict[str, tuple[str, ...]] = {
    "211": (PRIMARY,),
    "218": (PRIMARY,),
    "219": (PRIMARY,),
    "311": (JUNIOR,),
    "319": (JUNIOR,),
    "312": (PRIMARY, JUNIOR),
    "341": (JUNIOR, SENIOR),
    "345": (PRIMARY, JUNIOR, SENIOR),
}
TEACHING_POINT, NINE_YEAR, TWELVE_YEAR = "218", "312", "345"
RURAL = {"210", "220"}
WEIGHTS = {PRIMARY: Fraction(1), JUNIOR: Fraction("1.1"), SENIOR: Fraction("1.32")}
BACKBONE = {"县级", "市级", "省级", "国家级"}
PLANT = ("teaching_area", "indoor_area", "outdoor_area", "equipment", "multimedia")
DEGREES = {"doctor": "博士研究生", "master": "硕士研究生", "bachelor": "本科", "college": "专科"}
SUBJECTS = {"pe": {"体育", "体育与健康"}, "arts": {"音乐", "美术", "艺术"}}


class School:
    """One school in one year, with the rows that name it."""

    def __init__(self, register: Row) -> None:
        """A school the register names; its other rows are filled in by `schools_of`."""
        self.register = register
        self.code = register["school_code"]
        self.kind = register["type"]
        self.statistics: dict[str, Row] = {}
        self.classes: list[Row] = []
        self.rooms: list[Row] | None = None
        self.roster: list[Row] = []
        self.teachers: list[Row] = []
        self.curriculum: list[Row] = []
        self.finance: dict[int, Row] = {}
        self.form: Row = {}

    @property
    def ordinary(self) -> bool:
        """Neither special, vocational nor senior only."""
        return self.kind in STAGES_OF_KIND

    @property
    def rural(self) -> bool:
        """乡村."""
        return self.register["area"] in RURAL

    @cached_property
    def stages(self) -> list[str]:
        """Stages its kind has, and any other the return has a row for."""
        own = STAGES_OF_KIND.get(self.kind, ())
        return [stage for stage in WEIGHTS if stage in own or stage in self.statistics]

    def pupils(self, stage: str) -> Fraction | None:
        """在校生数 of a stage: the return, else the roster, else unknown."""
        told = number(self.statistics.get(stage, {}).get("pupils", ""))
        listed = sum(row["stage"] == stage for row in self.roster)
        return told if told is not None else (Fraction(listed) if listed else None)

    def compulsory_pupils(self) -> Fraction | None:
        """Primary and junior pupils together; None while one of them is unknown."""
        return total(self.pupils(stage) for stage in self.stages if stage in COMPULSORY)

    @property
    def counted(self) -> bool:
        """Counted by the guarantees: ordinary, with primary or junior pupils (unknown is not none)."""
        return self.ordinary and self.compulsory_pupils() != 0

    def staff(self, stage: str, measure: str) -> Fraction | None:
        """Teachers of a stage by degree, subject or rank: the return, else the roster."""
        row = self.statistics.get(stage, {})
        told = number(row.get(measure, ""))
        if measure == "arts":
            told = number(row.get("arts_subtotal", ""))
            if told is None:
                told = total(number(row.get(part, "")) for part in ("music", "fine_art", "arts"))
        if told is not None or measure == "visiting":
            return told
        listed = [row for row in self.teachers if row["stage"] == stage and flag(row["full_time"])]
        answers = [teacher_is(row, measure) for row in listed]
        return total(None if answer is None else Fraction(answer) for answer in answers)

    def plant(self, measure: str, stage: str) -> Fraction | None:
        """A measure of the whole campus: it stands in each of its stages' rows, of which its own is read."""
        if stage in self.statistics:
            return number(self.statistics[stage][measure])
        told = [number(row[measure]) for row in self.statistics.values()]
        return next((value for value in told if value is not None), None)

    def share(self, stage: str) -> Fraction | None:
        """The part of the campus that a stage is given: weight × pupils over the same of all stages."""
        weighted = {}
        for other in self.stages:
            pupils = self.pupils(other)
            if pupils is None:
                return None
            weighted[other] = WEIGHTS[other] * pupils
        return weighted[stage] / sum(weighted.values())

    @property
    def asked_stages(self) -> list[str]:
        """Its primary and junior stages that have pupils, or may have."""
        return [stage for stage in self.stages if stage in COMPULSORY and self.pupils(stage) != 0]

    @property
    def has_juniors(self) -> bool:
        """Whether it has junior pupils, or may have."""
        return JUNIOR in self.asked_stages

    def banded_classes(self) -> list[Banded]:
        """Classes by size as workbook or form tell them, where no roster does."""
        told = [
            Banded((stage,), Fraction(row["classes"]), [*map(Fraction, row["class_sizes"].split())])
            for stage, row in self.statistics.items()
            if stage in COMPULSORY and row.get("class_sizes") and self.pupils(stage) != 0
        ]
        total_classes = number(self.form.get("classes", ""))
        if told or total_classes is None:
            return told
        sizes = [number(self.form[f"classes_{at}"]) for at in range(10)]
        return [Banded(tuple(self.asked_stages), total_classes, sizes)]

    def banded(self, *stages: str) -> Banded | None:
        """The classes of a stage by size; without a stage, those of a whole school that has several."""
        every = self.banded_classes()
        return next((one for one in every if one.stages == stages or len(one.stages) > 1 > len(stages)), None)

    def compulsory_classes(self) -> list[Row]:
        """Its primary and junior classes, from the class roster."""
        return [row for row in self.classes if row["stage"] in COMPULSORY]


@dataclass(frozen=True)
class Banded:
    """Classes of one or several stages, counted by size."""

    stages: tuple[str, ...]
    classes: Fraction
    sizes: Sequence[Fraction | None]  # up to 25, 26–30, …, 61–65, 66 and more

    def all_below(self, size: int) -> bool | None:
        """Whether each has less pupils; None while its band, or one left blank, does not say."""
        largest, least = (*range(25, 66, 5), 10**6), (1, *range(26, 67, 5))
        bands = [*zip(self.sizes, least, largest, strict=True)]
        if any(count and low >= size for count, low, _ in bands):
            return False
        if None in self.sizes or not any(self.sizes):
            return None
        return True if all(high < size for count, _, high in bands if count) else None


def total(parts: object) -> Fraction | None:
    """The sum of the parts; unknown when one of them is."""
    known = list(parts)  # type: ignore[call-overload]
    return None if not known or None in known else sum(known, Fraction(0))


def teacher_is(teacher: Row, measure: str) -> bool | None:
    """Whether a measure of `School.staff` counts a teacher of the roster; None where the cell is blank."""
    field = measure if measure == "backbone" else "education" if measure in DEGREES else "subject"
    if teacher[field] == "":
        return None
    if measure == "backbone":
        return teacher["backbone"] in BACKBONE
    if measure in DEGREES:
        return teacher["education"] == DEGREES[measure]
    return teacher["subject"] in SUBJECTS[measure]


def schools_of(here: CountyYear) -> list[School]:
    """The schools the register names, each with its rows; rows of unnamed schools are left out."""
    schools = {row["school_code"]: School(row) for row in here.of("school_register")}
    forms = {row["school_code"]: row for row in here.of("school_form")}
    for school in schools.values():
        school.form = forms.get(school.code, {})
        for row in here.by_school("school_statistics").get(school.code, []):
            school.statistics[row["stage"]] = row
        school.classes = here.by_school("class_roster").get(school.code, [])
        school.roster = here.by_school("student_roster").get(school.code, [])
        school.teachers = here.by_school("teacher_roster").get(school.code, [])
        school.curriculum = here.by_school("curriculum_hours").get(school.code, [])
        # once a county has any rooms in force, no row of a school means no room
        if here.of("special_rooms"):
            school.rooms = here.by_school("special_rooms").get(school.code, [])
        if not school.rooms and school.code in forms:
            school.rooms = None
    _other_returns(schools, here)
    for row in here.of("school_finance"):
        if row["school_code"] in schools:
            schools[row["school_code"]].finance[int(row["fiscal_year"])] = row
    _no_row_twice(here)
    return list(schools.values())


def _other_returns(schools: dict[str, School], here: CountyYear) -> None:
    """What the export leaves open is told by the school's own workbook, then by its form."""
    workbooks = here.of("statistics_workbook")
    forms = [row for form in here.of("school_form") for row in _stages_of_form(form)]
    for row in [*workbooks, *forms]:
        school = schools.get(row["school_code"])
        if school:
            told = {name: cell for name, cell in school.statistics.get(row["stage"], {}).items() if cell}
            school.statistics[row["stage"]] = {**row, **told}


def _stages_of_form(form: Row) -> Iterator[Row]:
    """A row per stage with pupils; what a school with both does not tell stage by stage stays unknown."""
    told = {stage: part for stage, part in FORM_STAGES.items() if number(form[f"pupils_{part}"]) is not None}
    # a blank leaves open how many there are, a dash says that there are none
    blank = {stage: part for stage, part in FORM_STAGES.items() if form[f"pupils_{part}"] == ""}
    stages = told or blank
    for stage, part in stages.items():
        alone = len(stages) == 1
        visiting = total(number(form[f"visiting_{subject}"]) for subject in FORM_SUBJECTS)
        own = {name: form[name] if alone else "" for name in ("backbone", *FORM_SUBJECTS)}
        yield {
            **{name: form[name] for name in ("school_code", *PLANT)},
            **own,
            **{degree: form[f"{degree}_{part}"] for degree in FORM_DEGREES},
            "stage": stage,
            "pupils": form[f"pupils_{part}"],
            "visiting": str(visiting) if alone and visiting is not None else "",
        }


def _no_row_twice(here: CountyYear) -> None:
    times = Counter((row["school_code"], row["stage"]) for row in here.of("school_statistics"))
    twice = [key for key, count in times.items() if count > 1]
    if twice:
        raise ValueError(f"{here.county} {here.year}: two rows in force for {twice}")
