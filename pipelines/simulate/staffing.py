"""Teachers through the years: who leaves, who is hired, who is exchanged, what they hold.

The needs of a school come from `needs`. What does not belong here: how a roster is written (writers).
"""

from copy import copy
from datetime import date
from random import Random

from pipelines.simulate.model import County, Enrolment, School, Teacher
from pipelines.simulate.needs import Need, needs_of
from pipelines.simulate.people import People
from pipelines.simulate.tables import Row, rows, school_years, year_value

_RETIRE_AGE = 60
_EXCHANGE_SHARE, _ELIGIBLE_YEARS = 0.11, 6
_LEVELS = ("县级",) * 14 + ("市级",) * 4 + ("省级", "国家级")
_QUALIFIED = {
    "小学": ("本科",) * 15 + ("专科",) * 5 + ("硕士研究生",),
    "初中": ("本科",) * 17 + ("硕士研究生",) * 2,
    "高中": ("本科",) * 15 + ("硕士研究生",) * 4 + ("博士研究生",),
}
_BELOW = {"小学": "高中阶段", "初中": "专科", "高中": "专科"}

Team = tuple[str, str]


class Staffing:
    """The teachers of one county."""

    def __init__(self, county: County, people: People, rng: Random) -> None:
        """Prepare an empty staff; `rng` draws all that concerns teachers."""
        self.county, self.people, self.rng = county, people, rng
        self.schools = {school.key: school for school in county.schools}
        self.teams: dict[Team, list[Teacher]] = {}
        self.hired = 0
        self.shares = {
            (school.key, measure): rng.random() for school in county.schools for measure in ("R1", "R2", "R3")
        }
        self.courses: dict[tuple[str, bool], tuple[list[str], list[int]]] = {}
        for stage in _BELOW:
            for art in (False, True):
                chosen: list[Row] = [
                    r for r in rows("courses") if r["stage"] == stage and bool(r["art"]) is art
                ]
                self.courses[stage, art] = [r["course"] for r in chosen], [int(r["weight"]) for r in chosen]

    def years(self, enrolments: list[Enrolment]) -> dict[int, list[Teacher]]:
        """Return the roster of each school year, ordered by school and stage."""
        result = {}
        for enrolment in enrolments:
            self._fit_all(enrolment)
            self._exchange(enrolment.year)
            self._train(enrolment.year)
            result[enrolment.year] = [copy(t) for _, team in sorted(self.teams.items()) for t in team]
        return result

    def _fit_all(self, enrolment: Enrolment) -> None:
        year = enrolment.year
        needs = needs_of(self.county, enrolment, self.shares)
        free = [t for team, staff in self.teams.items() if team not in needs for t in staff if t.full_time]
        self.teams = {team: self.teams.get(team, []) for team in needs}
        for team, need in needs.items():
            staff = self.teams[team]
            staff[:] = [
                t for t in staff if year - int(t.birth[:4]) < _RETIRE_AGE and self.rng.random() > 0.01
            ]
            active = [t for t in staff if t.full_time]
            for teacher in active[: max(0, len(active) - need.teachers)]:
                staff.remove(teacher)
                free.append(teacher)
        for team, need in needs.items():
            self._fill(team, need, free, year)

    def _fill(self, team: Team, need: Need, free: list[Teacher], year: int) -> None:
        staff, stage = self.teams[team], team[1]
        missing = need.teachers - sum(t.full_time for t in staff)
        for _ in range(missing):
            match = next((t for t in free if t.stage == stage), None)
            if match:
                free.remove(match)
                match.former_school, match.school, match.joined = match.school, team[0], f"{year}-09"
                staff.append(match)
            else:
                staff.append(self._hire(team, year, full_time=True))
        if not any(not t.full_time for t in staff) and need.teachers >= 12:
            staff += [self._hire(team, year, full_time=False) for _ in range(need.teachers // 20 + 1)]
        active = [t for t in staff if t.full_time]
        self._set_courses(active, stage, need.pe_arts)
        self._set_degrees(active, stage, need.qualified)
        self._set_backbone(active, need.backbone)

    def _hire(self, team: Team, year: int, *, full_time: bool) -> Teacher:
        self.hired += 1
        age = (
            int(self.rng.triangular(23, 58, 40))
            if year == school_years()[0]
            else int(self.rng.uniform(23, 30))
        )
        birth = self.people.birthday(date(year - age, 1, 1), 365)
        since = max(year - age + 23, year - int(self.rng.uniform(0, 18))) if age > 24 else year
        return Teacher(
            number=f"T{self.county.code}{self.hired:05d}",
            name=self.people.name(),
            identity=self.people.identity(birth),
            gender="女" if self.rng.random() < 0.68 else "男",
            birth=f"{birth:%Y-%m}",
            school=team[0],
            stage=team[1],
            course=self._course(team[1], art=False),
            education=_BELOW[team[1]],
            backbone="校级" if self.rng.random() < 0.08 else "无",
            certified=self.rng.random() < year_value(year, "certified_share"),
            hours=0,
            full_time=full_time,
            established=self.rng.random() < 0.97,
            joined=f"{max(since, self.schools[team[0]].founded)}-09",
        )

    def _course(self, stage: str, *, art: bool) -> str:
        names, weights = self.courses[stage, art]
        return self.rng.choices(names, weights)[0]

    def _set_courses(self, active: list[Teacher], stage: str, wanted: int) -> None:
        special = self.courses[stage, True][0]
        for art in (True, False):
            have = [t for t in active if (t.course in special) is art]
            for teacher in have[(wanted if art else len(active) - wanted) :]:
                teacher.course = self._course(stage, art=not art)

    def _set_degrees(self, active: list[Teacher], stage: str, wanted: int) -> None:
        """Those who lack the degree study for it; a degree is never lost."""
        lacking = [t for t in active if t.education == _BELOW[stage]]
        for teacher in lacking[: max(0, wanted - len(active) + len(lacking))]:
            teacher.education = self.rng.choice(_QUALIFIED[stage])

    def _set_backbone(self, active: list[Teacher], wanted: int) -> None:
        """The title runs for a term: it is given and lapses."""
        named = [t for t in active if t.backbone in _LEVELS]
        for teacher in named[wanted:]:
            teacher.backbone = "无"
        others = [t for t in active if t.backbone not in _LEVELS]
        for teacher in self.rng.sample(others, max(0, wanted - len(named))):
            teacher.backbone = self.rng.choice(_LEVELS)

    def _exchange(self, year: int) -> None:
        """Swap pairs alike in stage and standing, so that no school's figures move."""
        alike: dict[tuple[str, bool, bool, bool], list[Teacher]] = {}
        for (key, stage), staff in sorted(self.teams.items()):
            special = self.courses[stage, True][0]
            for t in staff:
                t.exchanged = False
                t.eligible = t.full_time and year - int(t.joined[:4]) >= _ELIGIBLE_YEARS
                school: School = self.schools[key]
                if t.eligible and not school.special and not school.private:
                    group = (stage, t.education == _BELOW[stage], t.backbone in _LEVELS, t.course in special)
                    alike.setdefault(group, []).append(t)
        for (_, _, backbone, _), group_teachers in alike.items():
            count = round(len(group_teachers) * _EXCHANGE_SHARE * (1.6 if backbone else 1) / 2) * 2
            chosen = self.rng.sample(group_teachers, min(count, len(group_teachers) // 2 * 2))
            for one, other in zip(chosen[::2], chosen[1::2], strict=True):
                if one.school != other.school:
                    self._swap(one, other, year)

    def _swap(self, one: Teacher, other: Teacher, year: int) -> None:
        first, second = self.teams[one.school, one.stage], self.teams[other.school, other.stage]
        first[first.index(one)], second[second.index(other)] = other, one
        one.school, other.school = other.school, one.school
        one.former_school, other.former_school = other.school, one.school
        for teacher in (one, other):
            teacher.exchanged, teacher.joined = True, f"{year}-09"

    def _train(self, year: int) -> None:
        trained, certified = year_value(year, "trained_share"), year_value(year, "certified_share")
        for staff in self.teams.values():
            for teacher in staff:
                done = self.rng.random() < trained
                teacher.hours = int(self.rng.uniform(360, 480) if done else self.rng.uniform(180, 359))
                teacher.certified = teacher.certified or self.rng.random() < certified * 0.5
