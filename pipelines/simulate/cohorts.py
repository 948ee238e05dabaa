"""Cohorts that move up year by year: intake, promotion, transfers, closures.

Yields one enrolment per school year with the events that lead to the next. What does not belong here: figures
about teachers and plant (staffing, plant).
"""

from collections import defaultdict
from datetime import date
from itertools import accumulate
from random import Random

from pipelines.simulate.changes import COMES, GRADUATES, RESTS, RETURNS, Fates, Record
from pipelines.simulate.classes import class_count, seated
from pipelines.simulate.disability import DISABILITIES
from pipelines.simulate.model import County, Enrolment, Pupil, School, SchoolClass, Seat
from pipelines.simulate.people import People
from pipelines.simulate.tables import SENIOR_GRADES, school_years, year_value

_MOVES, _COMES = 0.012, 0.001
_TO_CITY = 0.12
_CITY = "city"

Rolls = dict[tuple[str, int], list[Seat]]
OpenRolls = defaultdict[tuple[str, int], list[Seat]]


class Cohorts:
    """The children of one county through the simulated years."""

    def __init__(self, county: County, people: People, rng: Random) -> None:
        """Prepare the county's intake and its ways from school to school."""
        self.county, self.people, self.rng = county, people, rng
        self.schools = {school.key: school for school in county.schools}
        self.resting: list[tuple[str, int, Pupil]] = []

    def enrolments(self) -> list[Enrolment]:
        """Return the enrolment of every school year, oldest first; each holds its year's events."""
        years = school_years()
        result = [self._enrolment(years[0], self._first_rolls(years[0]))]
        for year in years[1:]:
            rolls = self._promoted(result[-1])
            self._admit(year, rolls)
            result.append(self._enrolment(year, dict(sorted(rolls.items()))))
        self._promoted(result[-1])
        return result

    def _first_rolls(self, year: int) -> Rolls:
        rolls: Rolls = {}
        for school in self.county.open_schools(year):
            for stage in sorted(school.intakes.keys() - {"高中"}):
                for grade in self.county.grades_of(stage):
                    rolls[school.key, grade] = self._entrants(school, grade, year, stage)
        return dict(sorted(rolls.items()))

    def _promoted(self, before: Enrolment) -> OpenRolls:
        """Return who sits where a year later, entrants left out, and note why the others do not."""
        record = Record(self.county, before, self.rng)
        rolls: OpenRolls = defaultdict(list)
        returning, self.resting = self.resting, []
        for (key, grade), seats in before.seats.items():
            self._promote(before.year, key, grade, seats, record, rolls)
        for key, grade, pupil in returning:
            school = self._goal(self.schools[key], self.county.stage_of(grade), before.year + 1, moves=False)
            record.add(RETURNS, pupil.number, school.key, grade)
            rolls[school.key, grade + 1].append(Seat(pupil, 0))
        self._newcomers(before.year + 1, record, rolls)
        return rolls

    def _promote(
        self, year: int, key: str, grade: int, seats: list[Seat], record: Record, rolls: OpenRolls
    ) -> None:
        school, stage = self.schools[key], self.county.stage_of(grade)
        next_stage = self.county.stage_of(grade + 1)
        last, random = stage != next_stage, self.rng.random
        fates = Fates(school, stage, year, last=last)
        for seat in seats:
            draw, number = random(), seat.pupil.number
            if draw < fates.limit:
                kind = fates.kind(draw)
                record.add(kind, number, key, grade)
                if kind == RESTS:
                    self.resting.append((key, grade, seat.pupil))
                continue
            if last:
                record.add(GRADUATES, number, key, grade)
                if grade == self.county.last_grade:
                    continue
            goal = self._goal(school, next_stage, year + 1, draw < fates.limit + _MOVES)
            if not last and goal is not school:
                record.moves(number, key, goal.key, grade)
            stays = goal is school and not last
            rolls[goal.key, grade + 1].append(Seat(seat.pupil, seat.class_number if stays else 0))

    def _newcomers(self, year: int, record: Record, rolls: OpenRolls) -> None:
        """Let pupils come from outside the county; whoever begins a stage has not changed schools."""
        for school in self.county.open_schools(year):
            for stage in sorted(school.intakes.keys() - {"高中"}):
                grades = self.county.grades_of(stage)
                for grade in grades[1:]:
                    for _ in range(int(_COMES * school.intakes[stage] + self.rng.random())):
                        pupil = self._pupil(school, grade, year)
                        record.add(COMES, pupil.number, school.key, grade - 1)
                        rolls[school.key, grade].append(Seat(pupil, 0))

    def _admit(self, year: int, rolls: OpenRolls) -> None:
        for school in self.county.open_schools(year):
            if "小学" in school.intakes:
                rolls[school.key, 1] = self._entrants(school, 1, year, "小学")

    def _goal(self, school: School, stage: str, year: int, moves: bool) -> School:
        """Return where a pupil learns next: the same school unless it ends, closes or he moves."""
        if not school.is_open(year):
            school = self.schools[school.parent]
        if school.special or (stage in school.intakes and not moves):
            return school
        zone = school.town.zone
        if moves or self.rng.random() < _TO_CITY:
            zone = _CITY
        return self._draw_school(zone, stage, year)

    def _draw_school(self, zone: str, stage: str, year: int) -> School:
        choices = [
            s
            for s in self.county.open_schools(year)
            if s.town.zone == zone and s.counts and not s.special and s.intakes.keys() - {"高中"} == {stage}
        ]
        weights = list(accumulate(s.intakes[stage] for s in choices))
        return self.rng.choices(choices, cum_weights=weights)[0]

    def _entrants(self, school: School, grade: int, year: int, stage: str) -> list[Seat]:
        first = school_years()[0]
        factor = year_value(year, "intake_factor") * (1 + 0.004 * (grade - 1) if year == first else 1)
        count = max(1, round(school.intakes[stage] * factor * self.rng.uniform(0.96, 1.04)))
        return [Seat(self._pupil(school, grade, year), 0) for _ in range(count)]

    def _pupil(self, school: School, grade: int, year: int) -> Pupil:
        random = self.rng.random
        birth = self.people.birthday(date(year - grade - 6, 9, 1), 365)
        identity = self.people.identity(birth)
        migrant = random() < (0.09 if school.town.zone == _CITY else 0.02)
        disabled = school.special or random() < 0.002
        return Pupil(
            number=("L" if random() < 0.01 else "G") + identity,
            name=self.people.name(),
            identity=identity,
            gender=self.people.gender(),
            birth=birth.isoformat(),
            ability=self.rng.gauss(0, 1),
            migrant=migrant,
            meets_conditions=migrant and random() < 0.95,
            left_behind=not migrant and random() < (0.12 if school.rural else 0.03),
            disability=self.rng.choice(DISABILITIES) if disabled else "",
            lives_near=random() < 0.985,
        )

    def _enrolment(self, year: int, rolls: Rolls) -> Enrolment:
        result = Enrolment(year=year, seats={})
        for (key, grade), seats in rolls.items():
            if not seats:
                continue
            school, stage = self.schools[key], self.county.stage_of(grade)
            count = class_count(len(seats), stage, school.crowding, school.special)
            taken = result.seats[key, grade] = seated(seats, count)
            sizes = [sum(seat.class_number == n for seat in taken) for n in range(1, count + 1)]
            result.classes.setdefault(key, []).extend(
                SchoolClass(stage, grade, n, size) for n, size in enumerate(sizes, start=1)
            )
        for school in self.county.open_schools(year):
            if "高中" in school.intakes:
                result.classes.setdefault(school.key, []).extend(self._senior_classes(school))
        return result

    def _senior_classes(self, school: School) -> list[SchoolClass]:
        classes = []
        for grade in SENIOR_GRADES:
            pupils = max(1, round(school.intakes["高中"] * self.rng.uniform(0.97, 1.03)))
            count = class_count(pupils, "高中", school.crowding, special=False)
            sizes = [pupils // count + (n < pupils % count) for n in range(count)]
            classes += [SchoolClass("高中", grade, n, size) for n, size in enumerate(sizes, start=1)]
        return classes
