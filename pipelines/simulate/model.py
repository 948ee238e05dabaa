"""The invented world's nouns: county, town, school, pupil, seat, change, teacher, plant.

Plain values. What does not belong here: drawing random numbers, and writing files.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pipelines.simulate.tables import SENIOR_GRADES


@dataclass(frozen=True, slots=True)
class Town:
    """One town or sub-district; `zone` groups towns whose pupils share junior schools."""

    code: str
    name: str
    zone: str

    @property
    def short_name(self) -> str:
        """Return the name without its kind."""
        return self.name.removesuffix("街道").removesuffix("镇")


@dataclass(frozen=True, slots=True)
class School:
    """One school or teaching point.

    `intakes` are pupils per grade by stage before cohorts shrink; `hands_in` says where its figures stand:
    in the wide `export`, in a `form` or in a `workbook` of its own.
    """

    key: str
    code: str
    name: str
    town: Town
    type_code: str
    type_name: str
    provider: str
    urban_rural: str
    boarding: bool
    founded: int
    intakes: Mapping[str, int]
    profile: str
    crowding: int
    rooms: str
    funding: str
    counts: bool
    parent: str
    last_year: int | None
    special: bool
    hands_in: str

    @property
    def rural(self) -> bool:
        """Tell whether the school lies in 乡村 (codes 2xx)."""
        return self.urban_rural.startswith("2")

    @property
    def private(self) -> bool:
        """Tell whether the school is 民办 (provider 10)."""
        return self.provider == "10"

    def is_open(self, year: int) -> bool:
        """Tell whether the school still teaches in a school year."""
        return self.last_year is None or year <= self.last_year


@dataclass(frozen=True, slots=True)
class County:
    """One county with its towns and schools and its years of schooling."""

    code: str
    name: str
    primary_years: int
    junior_years: int
    named_towns: bool
    towns: tuple[Town, ...]
    schools: tuple[School, ...]

    @property
    def last_grade(self) -> int:
        """Return the last compulsory grade."""
        return self.primary_years + self.junior_years

    def stage_of(self, grade: int) -> str:
        """Return the stage in which a grade is taught here."""
        if grade <= self.primary_years:
            return "小学"
        return "初中" if grade <= self.last_grade else "高中"

    def grades_of(self, stage: str) -> range:
        """Return the grades of a stage, lowest first."""
        if stage == "小学":
            return range(1, self.primary_years + 1)
        if stage == "初中":
            return range(self.primary_years + 1, self.last_grade + 1)
        return range(SENIOR_GRADES[0], SENIOR_GRADES[-1] + 1)

    def open_schools(self, year: int) -> list[School]:
        """Return the schools that teach in a school year."""
        return [school for school in self.schools if school.is_open(year)]


@dataclass(frozen=True, slots=True)
class Pupil:
    """One invented child; what depends on the school of the year is decided when it is written."""

    number: str
    name: str
    identity: str
    gender: str
    birth: str
    ability: float
    migrant: bool
    meets_conditions: bool
    left_behind: bool
    disability: str
    lives_near: bool


class Seat(NamedTuple):
    """A pupil and the number of his class within school and grade."""

    pupil: Pupil
    class_number: int


class SchoolClass(NamedTuple):
    """One class of a school in one year."""

    stage: str
    grade: int
    number: int
    pupils: int


class Change(NamedTuple):
    """One event of a pupil's record; `entry` is the year in whose September his cohort began the stage."""

    number: str
    school: str
    stage: str
    entry: int
    kind: str
    day: date


@dataclass(slots=True)
class Enrolment:
    """Who sits where in one school year, and what happens to the pupils until its end.

    Senior classes are only counted.
    """

    year: int
    seats: dict[tuple[str, int], list[Seat]]
    classes: dict[str, list[SchoolClass]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def pupils(self, school: str, stage: str) -> int:
        """Return the pupils of a school's stage."""
        return sum(c.pupils for c in self.classes.get(school, ()) if c.stage == stage)

    def class_count(self, school: str, stages: Sequence[str]) -> int:
        """Return the number of classes of a school in some stages."""
        return sum(c.stage in stages for c in self.classes.get(school, ()))


@dataclass(slots=True, kw_only=True)
class Teacher:
    """One invented teacher as the roster of one year shows him."""

    number: str
    name: str
    identity: str
    gender: str
    birth: str
    school: str
    stage: str
    course: str
    education: str
    backbone: str
    certified: bool
    hours: int
    full_time: bool
    established: bool
    joined: str
    eligible: bool = False
    exchanged: bool = False
    former_school: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """One music or fine art room, area in square metres."""

    school: str
    number: str
    kind: str
    area: float
    built: int


@dataclass(frozen=True, slots=True)
class Plant:
    """The whole school's plant: square metres, 万元, rooms."""

    teaching_area: float
    indoor_sports_area: float
    outdoor_sports_area: float
    equipment_value: float
    multimedia_rooms: int


class Cohort(NamedTuple):
    """A junior school's graduating cohort from its first autumn to its graduation."""

    entered: int
    came: int
    left: int
    died: int
    graduated: int


@dataclass(frozen=True, slots=True)
class YearBook:
    """Everything that is handed in for one county and school year."""

    county: County
    year: int
    enrolment: Enrolment
    teachers: Sequence[Teacher]
    plant: Mapping[str, Plant]
    rooms: Sequence[Room]
    cohorts: Mapping[str, Cohort]

    def schools_handing_in(self, how: str) -> list[School]:
        """Return the open schools whose figures stand in the `export`, a `form` or a `workbook`."""
        return [school for school in self.county.open_schools(self.year) if school.hands_in == how]
