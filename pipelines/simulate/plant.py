"""Buildings, grounds, equipment and music and art rooms of every school and year.

Standing figures of the whole school. What does not belong here: how stages share it, which is the affair of
whoever reads it.
"""

import math
from random import Random

from pipelines.simulate.model import County, Enrolment, Plant, Room, School
from pipelines.simulate.needs import share, whole
from pipelines.simulate.tables import by_key, norm, year_value

_MEASURES = ("R4", "R5", "R6", "R7")
_COMPULSORY = ("小学", "初中")
_CLASSES_PER_ROOM = 12


def plants(county: County, enrolments: list[Enrolment], rng: Random) -> dict[int, dict[str, Plant]]:
    """Return the plant of each open school by year; it grows towards its last year's figures."""
    result: dict[int, dict[str, Plant]] = {e.year: {} for e in enrolments}
    for school in county.schools:
        draws = {m: rng.random() for m in _MEASURES}
        indoor = rng.uniform(0.15, 0.5) if rng.random() < 0.6 else 0.0
        open_years = [e for e in enrolments if school.is_open(e.year)]
        last = open_years[-1]
        final = {m: _target(school, m, last, draws[m]) for m in _MEASURES}
        pupils = sum(last.pupils(school.key, stage) for stage in school.intakes)
        for enrolment in open_years:
            result[enrolment.year][school.key] = _plant(school, enrolment.year, final, round(indoor * pupils))
    return result


def _target(school: School, measure: str, enrolment: Enrolment, draw: float) -> float:
    """Return the school's resource such that its scarcest stage stands at the profile's share."""
    weighted = sum(norm(s, "weight") * enrolment.pupils(school.key, s) for s in school.intakes)
    mixed = len(school.intakes) > 1
    per_weight = max(norm(s, measure) / (norm(s, "weight") if mixed else 1) for s in school.intakes)
    if not mixed:
        weighted = sum(enrolment.pupils(school.key, s) for s in school.intakes)
    return weighted * per_weight * share(school, measure, draw)


def _plant(school: School, year: int, final: dict[str, float], indoor: int) -> Plant:
    area = year_value(year, "area_factor")
    rooms = final["R7"] / 100 * year_value(year, "rooms_factor")
    classrooms = round(final["R4"] * area, 2)
    grounds = max(round(final["R5"] * area, 2) - indoor, 0)
    return Plant(
        teaching_area=round(classrooms + indoor, 2),
        indoor_sports_area=float(indoor),
        outdoor_sports_area=round(grounds, 2),
        equipment_value=round(final["R6"] / 10000 * year_value(year, "equipment_factor"), 2),
        multimedia_rooms=whole(rooms, share(school, "R7", 0)),
    )


def special_rooms(county: County, enrolment: Enrolment, seed: str) -> list[Room]:
    """Return the music and art rooms of one year; a room keeps number, area and year of building."""
    result = []
    for school in county.open_schools(enrolment.year):
        if not set(school.intakes) & set(_COMPULSORY):
            continue
        row = by_key("room_kinds", "kind")[school.rooms]
        need = math.ceil(enrolment.class_count(school.key, _COMPULSORY) / _CLASSES_PER_ROOM)
        for kind, column in (("音乐", "music"), ("美术", "art")):
            rng = Random(f"{seed}|{school.key}|{kind}")
            for number in range(1, need - int(row[f"{column}_short"]) + 1):
                area = round(rng.uniform(float(row[f"{column}_low"]), float(row[f"{column}_high"])), 1)
                built = min(max(school.founded, int(rng.uniform(2004, 2021))), 2021)
                result.append(Room(school.key, f"{kind}{number}", kind, area, built))
    return result
