"""The oracle's money, quality, evidence and recognition, held against figures worked by hand."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle import counties, evidence, funding, guarantees, quality, recognition, verdicts
from tests.oracle.raw import CountyYear, Row
from tests.oracle.schools import School
from tests.oracle.test_by_hand import school


def county(year: int = 2024, code: str = "990101", **rows: list[Row]) -> CountyYear:
    """A county and year with these rows in force, the only year of the county."""
    here = CountyYear(code, year, handed_in=set(rows))
    here.rows |= rows
    here.years[year] = here
    return here


def public(made: School, *, area: str = "111", provider: str = "7", boarding: str = "否") -> School:
    made.register |= {"area": area, "provider": provider, "boarding": boarding, "town": area}
    return made


def test_a_school_is_due_its_quota_for_each_pupil_and_a_small_one_for_a_hundred() -> None:
    quotas: dict[str, Fraction | None] = {"小学": Fraction(800), "初中": Fraction(1000)}
    # 120 × 800 + 80 × 1000 = 176,000 元
    assert funding.due(school("312", p=120, j=80), quotas) == 176000
    # n = 40: 10 × 800 × 2.5 + 30 × 1000 × 2.5 = 20,000 + 75,000
    assert funding.due(school("312", p=10, j=30), quotas) == 95000
    assert funding.due(school("211", p=0), quotas) is None


def test_fees_are_returned_in_full_also_where_none_are_due() -> None:
    made = school("211", p=100)
    for due, returned, status in (
        ("2", "2", "met"),
        ("2", "1.99", "unmet"),
        ("0", "0", "met"),
        ("", "", "no_data"),
    ):
        made.finance = {2024: {"fees_due": due, "fees_returned": returned}}
        assert funding.fees(made, 2024)["status"] == status


def test_special_schools_need_8000_yuan_for_each_pupil() -> None:
    # 28.8 万元 / 36 = 8000 元
    here = county(county_finance=[{"fiscal_year": "2024", "special_funds": "28.8", "special_pupils": "36"}])
    assert (funding.special_schools(here)["value"], funding.special_schools(here)["status"]) == (8000, "met")
    form = county(county_form=[{"special_funds": "28.79", "special_pupils": "36"}])
    assert funding.special_schools(form)["status"] == "unmet"


def test_spending_must_not_fall_and_needs_both_years() -> None:
    years = [{"fiscal_year": "2023", "spending": "100"}, {"fiscal_year": "2024", "spending": "99"}]
    assert funding.growth(county(county_finance=years), "spending")["value"] == Fraction(99, 100)
    assert funding.growth(county(county_finance=years), "spending")["status"] == "unmet"
    assert funding.growth(county(2023, county_finance=years), "spending")["status"] == "no_data"


def test_exchange_is_a_tenth_of_those_eligible_and_a_fifth_of_it_backbone() -> None:
    def teacher(eligible: str, exchanged: str, backbone: str = "无") -> Row:
        return {"eligible": eligible, "exchanged": exchanged, "backbone": backbone}

    # 1 of 10 eligible, and that one is a county-level backbone teacher
    teachers = [teacher("是", "是", "县级")] + [teacher("是", "否")] * 9
    figures = guarantees.exchanged([teachers])
    assert [(row["value"], row["status"]) for row in figures.values()] == [(10, "met"), (100, "met")]
    assert guarantees.exchanged([teachers, [teacher("是", "否")]])["G11a"]["status"] == "unmet"
    # 校级 is below county level
    assert guarantees.exchanged([[teacher("是", "是", "校级")]])["G11b"]["value"] == 0
    assert guarantees.exchanged([teachers, []])["G11a"]["status"] == "no_data"


def test_every_grade_must_have_courses_labour_teachers_and_a_base() -> None:
    made = school("211", p=100)
    grade = {
        "grade": "一年级",
        "complete": "是",
        "labour": "30",
        "comprehensive": "60",
        "own_teachers": "0",
        "shared_teachers": "1",
        "base": "是",
    }
    made.curriculum = [grade, {**grade, "grade": "二年级", "labour": "25", "comprehensive": "50"}]
    questions = (quality.courses, quality.labour, quality.labour_teachers)
    assert [question(made)["status"] for question in questions] == ["met", "met", "met"]
    made.curriculum = [grade, {**grade, "complete": "否", "labour": "29", "shared_teachers": "0"}]
    # (30 + 29) / 120 is less than half
    assert [question(made)["status"] for question in questions] == ["unmet", "unmet", "unmet"]


def test_monitoring_takes_the_latest_report_of_each_subject_and_015_is_too_much() -> None:
    def report(year: str, subject: str, level: str, difference: str) -> Row:
        return {"year": year, "stage": "小学", "subject": subject, "level": level, "difference": difference}

    reports = [
        report("2022", "语文", "Ⅱ", "20"),
        report("2024", "语文", "Ⅲ", "0.1499"),
        report("2023", "数学", "4", "15"),
    ]
    figures = quality.monitoring(county(national_monitoring=reports))
    assert figures["Q9a"]["status"] == "met"
    assert (figures["Q9b"]["subjects_total"], figures["Q9b"]["subjects_unmet"]) == (2, 1)
    assert quality.monitoring(county(2021, national_monitoring=reports))["Q9a"]["status"] == "no_data"


def test_satisfaction_counts_valid_answers_of_the_questionnaire() -> None:
    answer = {"way": "问卷", "valid": "是", "answer": "满意"}
    answers = [answer] * 16 + [{**answer, "answer": "基本满意"}] + [{**answer, "answer": "一般"}] * 3
    others = [
        {**answer, "valid": "否", "answer": "不满意"},
        {**answer, "way": "实地走访", "answer": "不满意"},
    ]
    figures = quality.satisfaction(county(satisfaction_survey=[*answers, *others]), "问卷")
    # 17 of 20
    assert (figures["value"], figures["status"]) == (85, "met")


def test_the_newest_material_decides_and_a_rating_speaks_before_a_conclusion() -> None:
    def material(code: str, date: str, conclusion: str, rating: str = "") -> Row:
        subject = {"kind": "校", "subject": "2137000001"}
        return {"code": code, "date": date, "conclusion": conclusion, "rating": rating, **subject}

    here = county(
        evidence_register=[
            material("Q3", "2025年03月09日", "不达标"),
            material("Q3", "2024/12/30", "达标"),
            material("Q6", "2025-01-01", "达标", "合格"),
            material("Q8", "2025-01-01", "待核"),
        ]
    )
    register = evidence.Register(here)
    statuses = [register.status(code, "校", "2137000001") for code in ("Q3", "Q6", "Q8", "Q5")]
    assert statuses == ["unmet", "unmet", "no_data", "no_data"]


def test_a_town_without_material_leaves_the_county_open() -> None:
    rows = [
        {
            "code": "X12",
            "kind": "镇街",
            "subject": f"99010110{town}",
            "date": "2025-01-01",
            "conclusion": "达标",
            "rating": "",
        }
        for town in (1, 2)
    ]
    register = evidence.Register(county(evidence_register=rows))
    assert register.of_towns("X12", 2)["status"] == "met"
    assert register.of_towns("X12", 3)["status"] == "no_data"


def test_one_confirmed_case_of_the_school_year_is_a_veto() -> None:
    def verdict(date: str, finding: str) -> object:
        rows = [{"code": "V1", "date": date, "finding": finding}]
        return evidence.veto(county(incident_register=rows), "V1", [])["status"]

    assert verdict("2024-09-01", "属实") == verdict("2025-08-31", "属实") == "unmet"
    assert (
        verdict("2024-08-31", "属实")
        == verdict("2025-09-01", "属实")
        == verdict("2024-10-01", "核查中")
        == "met"
    )
    assert evidence.veto(county(), "V1", [])["status"] == "no_data"


def test_teachers_employed_off_the_roll_are_a_veto_even_without_a_case() -> None:
    made = school("211", p=100)
    posts = [{"school_code": made.code, "off_roll": "2"}]
    here = county(incident_register=[], teacher_posts=posts)
    assert (evidence.veto(here, "V4", [made])["value"], evidence.veto(here, "V4", [made])["status"]) == (
        1,
        "unmet",
    )
    assert evidence.veto(county(incident_register=[]), "V4", [made])["status"] == "no_data"


def test_the_countryside_is_compared_with_the_towns_by_teachers_per_hundred_pupils() -> None:
    village, town = school("211", "220", p=50), school("211", "121", p=200)
    for made, bachelor in ((village, "3"), (town, "10")):
        made.statistics["小学"] |= {"bachelor": bachelor, "master": "0", "doctor": "0", "backbone": "2"}
        public(made, area=made.register["area"])
    rows = counties.county_rows([village, town], county(), own=True)
    # 6 per hundred ÷ 5 per hundred; 4 ÷ 1
    assert rows["", "X6", "指标=本科及以上专任教师"]["value"] == Fraction(6, 5)
    assert rows["", "X6", "指标=县级以上骨干教师"]["value"] == 4


def test_a_blank_rank_leaves_out_the_stage_of_that_teacher_and_not_the_whole_school() -> None:
    nine, town = school("312", "220", p=200, j=100), school("211", "121", p=100)
    nine.statistics["小学"]["backbone"] = "10"
    nine.teachers = [
        dict.fromkeys(("exchanged", "eligible"), "否")
        | {"stage": "初中", "full_time": "是", "backbone": "", "education": "本科"}
    ]
    town.statistics["小学"]["backbone"] = "4"
    for made in (nine, town):
        public(made, area=made.register["area"])
    rows = counties.county_rows([nine, town], county(), own=True)
    # 10 of 200 pupils are 5 per hundred, 4 of 100 are 4; of the whole school left out nothing would stand
    assert rows["", "X6", "指标=县级以上骨干教师"]["value"] == Fraction(5, 4)


def test_an_item_is_met_when_every_part_is_and_a_report_is_no_item() -> None:
    areas = recognition.areas(
        {"小学": [True, None], "初中": [True]},
        {("小学", "R1"): "met", ("初中", "R1"): "unmet"},
        [
            ("G2a", "met"),
            ("G2b", "no_data"),
            ("G2c", "unmet"),
            ("G10", "no_data"),
            ("V1", "met"),
            ("X6", "reported"),
        ],
    )
    assert areas["资源配置"] == {
        "items_total": 4,
        "items_met": 2,
        "items_unmet": 1,
        "items_no_data": 1,
        "passes": False,
    }
    # G2 is unmet by its part c, G10 is open
    assert areas["政府保障程度"]["items_total"] == 2 and areas["政府保障程度"]["passes"] is False
    assert areas["一票否决"]["passes"] is True and "县级承诺" not in areas
    assert areas["综合"]["items_total"] == 7


def test_a_share_is_lost_only_when_no_unknown_answer_can_save_it() -> None:
    answers = [True] * 8 + [False] * 2
    assert verdicts.share(answers, 80)["status"] == "met"
    assert verdicts.share([*answers, None], 80)["status"] == "no_data"
    assert verdicts.share([*answers, None], 85)["status"] == "unmet"  # at best 9 of 11
    assert verdicts.share_of_schools([answers, None], 85)["status"] == "no_data"
