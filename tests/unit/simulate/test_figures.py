"""At full size the invented county has schools that pass, come near and fail, as standard.md counts."""

from collections import Counter
from random import Random

import pytest

from pipelines.simulate.disability import disabled_children
from pipelines.simulate.evidence import evidence
from pipelines.simulate.facts import facts
from pipelines.simulate.finance import school_funds
from pipelines.simulate.model import School, YearBook
from pipelines.simulate.quota import quotas
from pipelines.simulate.survey import answers
from pipelines.simulate.world import make_world

NORMS = {"小学": (4.2, 1, 0.9, 4.5, 7.5, 2000, 2.3), "初中": (5.3, 1, 0.9, 5.8, 10.2, 2500, 2.4)}
WEIGHTS = {"小学": 1.0, "初中": 1.1, "高中": 1.32}
PER_HUNDRED = (True, True, True, False, False, False, True)


@pytest.fixture(scope="module")
def book() -> YearBook:
    """The last year book of the first county, at full size."""
    return make_world("370399", seed=20240508, scale=1.0)[-1]


def test_the_county_has_the_size_of_the_one_in_the_plan(book: YearBook) -> None:
    schools = book.county.open_schools(book.year)
    pupils = sum(book.enrolment.pupils(s.key, stage) for s in schools for stage in NORMS)
    teachers = sum(t.full_time and t.stage in NORMS for t in book.teachers)
    assert 65 <= len(schools) <= 75
    assert 43_000 <= pupils <= 47_000
    assert 3_700 <= teachers <= 4_100


@pytest.mark.parametrize("stage", ["小学", "初中"])
def test_some_schools_pass_some_come_near_and_some_fail(book: YearBook, stage: str) -> None:
    verdicts = Counter(_verdict(list(values)) for _, values in _units(book, stage))
    assert min(verdicts["met"], verdicts["near"], verdicts["unmet"]) >= 3


@pytest.mark.parametrize(("stage", "limit"), [("小学", 0.50), ("初中", 0.45)])
def test_some_coefficients_of_variation_lie_under_the_limit_and_some_over(
    book: YearBook, stage: str, limit: float
) -> None:
    units = _units(book, stage)
    values = [_variation([(n, v[i]) for n, v in units]) for i in range(7)]
    assert any(v > limit for v in values)
    assert any(v <= limit for v in values)


def test_one_school_has_over_two_thousand_pupils_and_some_classes_are_too_large(book: YearBook) -> None:
    sizes = {s.key: book.enrolment.pupils(s.key, "小学") for s in book.county.schools}
    assert sum(n > 2000 for n in sizes.values()) == 1
    classes = [c for items in book.enrolment.classes.values() for c in items]
    assert any(c.stage == "小学" and c.pupils > 45 for c in classes)
    assert any(c.stage == "初中" and c.pupils > 50 for c in classes)


def test_small_schools_are_funded_for_a_hundred_pupils_but_for_one(book: YearBook) -> None:
    funds = school_funds(book, Random(1))
    small = [f for f in funds if not f.school.special and _heads(book, f.school) < 100]
    assert sum(f.funded_pupils < 100 for f in small) == 1
    assert len(small) > 5


def test_not_every_teacher_is_trained_or_certified(book: YearBook) -> None:
    active = [t for t in book.teachers if t.full_time]
    assert 0.99 < sum(t.hours >= 360 for t in active) / len(active) < 1
    assert 0.99 < sum(t.certified for t in active) / len(active) < 1


def test_one_junior_school_keeps_fewer_than_95_of_a_hundred_until_they_graduate(book: YearBook) -> None:
    """Graduated ÷ (entered + came − left − died), standard.md §3, Q1."""
    kept = {
        key: c.graduated / (c.entered + c.came - c.left - c.died)
        for key, c in book.cohorts.items()
        if c.entered > 20
    }
    assert sum(share < 0.95 for share in kept.values()) == 1
    assert all(0.9 < share < 1.02 for share in kept.values())
    assert len(kept) > 20


def test_enough_disabled_children_are_at_school_for_the_country_but_not_for_the_county(
    book: YearBook,
) -> None:
    """95% nationally, 98% by the county's plan."""
    children = [c for c in disabled_children(book, Random(1)) if c.of_age(book.year)]
    assert 0.95 <= sum(c.placement != "未入学" for c in children) / len(children) < 0.98


def test_high_schools_allot_just_over_the_seventy_of_a_hundred_places_of_the_plan(book: YearBook) -> None:
    places = quotas(book)
    share = sum(q.allotted for q in places) / sum({q.high_school: q.planned for q in places}.values())
    assert 0.70 <= share < 0.72


def test_the_survey_finds_just_over_85_of_a_hundred_satisfied(book: YearBook) -> None:
    asked = [a for a in answers(book, Random(1)) if a.valid and a.method == "问卷"]
    assert 0.85 <= sum(a.rating in ("满意", "基本满意") for a in asked) / len(asked) < 0.89
    assert 2_500 < len(asked) < 4_500


def test_few_materials_are_still_pending_or_not_met(book: YearBook) -> None:
    items = list(evidence(book, Random(1)))
    newest = {(item.code, item.subject): item for item in items}
    poor = [item for item in newest.values() if item.conclusion in ("待核", "不达标")]
    assert 3 <= len(poor) < 20
    assert len(items) > len(newest)


def test_a_county_of_six_and_three_years_graduates_those_who_entered_two_autumns_before() -> None:
    books = make_world("990001", seed=20240508, scale=0.02)
    first, last = books[-3], books[-1]
    assert (first.year, last.year, first.county.junior_years) == (2022, 2024, 3)
    for key, cohort in last.cohorts.items():
        assert cohort.entered == len(first.enrolment.seats[key, 7])


def _heads(book: YearBook, school: School) -> int:
    return sum(book.enrolment.pupils(school.key, stage) for stage in NORMS)


def _units(book: YearBook, stage: str) -> list[tuple[int, tuple[float, ...]]]:
    """Return pupils and R1–R7 of every unit that counts (standard.md §1)."""
    units = []
    for school in book.county.open_schools(book.year):
        pupils = book.enrolment.pupils(school.key, stage)
        if pupils and not school.special and (school.type_code != "218" or pupils >= 50):
            f = {k: v for k, v in facts(book, school, stage).items() if not isinstance(v, str)}
            degrees = ["bachelor", "master", "doctor"] + (["college"] if stage == "小学" else [])
            total = sum(WEIGHTS[s] * book.enrolment.pupils(school.key, s) for s in school.intakes)
            share = WEIGHTS[stage] * pupils / total
            resources = (
                sum(f[f"teachers_{d}"] for d in degrees),
                f["teachers_backbone"],
                f["teachers_体育与健康"] + f["teachers_arts_subtotal"],
                (f["teaching_area"] - f["indoor_sports_area"]) * share,
                (f["outdoor_sports_area"] + f["indoor_sports_area"]) * share,
                f["equipment_value"] * 10000 * share,
                f["multimedia_rooms"] * share,
            )
            per_pupil = [r / pupils * (100 if h else 1) for r, h in zip(resources, PER_HUNDRED, strict=True)]
            units.append((pupils, tuple(v / n for v, n in zip(per_pupil, NORMS[stage], strict=True))))
    return units


def _verdict(ratios: list[float]) -> str:
    short = [r for r in ratios if r < 1 - 1e-9]
    if not short:
        return "met"
    return "near" if len(short) == 1 and short[0] >= 0.85 else "unmet"


def _variation(units: list[tuple[int, float]]) -> float:
    total = sum(n for n, _ in units)
    mean = sum(n * x for n, x in units) / total
    return (sum(n * (x - mean) ** 2 for n, x in units) / total) ** 0.5 / float(mean)
