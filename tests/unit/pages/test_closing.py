"""The page of the closing plan: two plans within a budget side by side, and whom they leave out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipelines.site import plan_charts
from pipelines.site.facts import County, Facts
from pipelines.site.pages import closing
from pipelines.site.writing import Writer
from tests.unit.pages.reading import Page

MOST, WEAKEST = "受益学生最多", "先补最弱"


def year(plan: str, year: int, cost: float | None, after: int, **further: Any) -> dict[str, Any]:
    return {
        "ruleset_code": "n",
        "plan": plan,
        "year": year,
        "status": "最优",
        "cost": cost,
        "units_passing_before": 1,
        "units_passing_after": after,
        "pupils_passing_after": 1000 * after,
        "cv_over_after": 0,
        "reason": f"{plan}的说明。",
        **further,
    }


def written(folder: Path, **tables: list[dict[str, Any]]) -> Page:
    facts = Facts.__new__(Facts)
    facts.county, facts._found = County("990101", "某县", 2024), {}
    facts._tables = {
        "rulesets": [{"ruleset_code": "n", "name": "国家标准"}],
        "schools": [{"school_code": "1", "school_name": "甲校"}, {"school_code": "2", "school_name": "乙校"}],
        "compliance": [{"stage": "小学"}],
        **{
            name: []
            for name in (
                *("closing_plans", "closing_totals", "closing_moves", "closing_left_out"),
                "closing_progress",
            )
        },
        **tables,
    }
    shared = {
        "county": {"name": "某县", "code": "990101"},
        **dict.fromkeys(("years", "known_on", "built_on", "zone"), ""),
    }
    closing.write(facts, Writer(folder, shared))
    return Page(folder / "closing.html")


def closely(page: Page) -> str:
    """The words of a page without what stands between them."""
    return "".join(page.words.split())


def test_two_plans_stand_side_by_side_year_by_year_and_name_whom_they_leave_out(tmp_path: Path) -> None:
    left = {"ruleset_code": "n", "plan": MOST, "year": 2026, "school_code": "2", "stage": "小学"}
    page = written(
        tmp_path,
        closing_plans=[
            year("最省", 2025, 9.0, 3),
            *(year(plan, of, 2.5, 2) for plan in (MOST, WEAKEST) for of in (2025, 2026)),
        ],
        closing_left_out=[
            {**left, "pupils": 200, "indicator_code": "R7", "missing": 2.0, "unit": "间"},
            {**left, "pupils": 200, "indicator_code": "R5", "missing": 12.5, "unit": "㎡"},
        ],
    )
    assert "现在1个，做完后3个" in closely(page)
    assert "总费用9.00万元" in closely(page)
    assert f"{MOST}（最优）{WEAKEST}（最优）" in closely(page)
    assert "20262.5022,00002.5022,0000" in closely(page)
    assert "到2026年末仍不达标的1个单元" in closely(page)
    assert "乙校小学200R7差2间；R5差12.50㎡" in closely(page)


def test_without_a_budget_or_a_price_there_is_the_cheapest_plan_alone(tmp_path: Path) -> None:
    page = written(
        tmp_path,
        closing_plans=[year("最省", 2025, None, 3)],
        closing_moves=[
            {
                "ruleset_code": "n",
                "plan": "最省",
                "year": 2025,
                "action_name": "调配教师",
                "from_school_code": "2",
                "school_code": "1",
                "stage": "小学",
                "quantity": 1.0,
                "unit": "人",
                "indicators": "R1、R3",
                "is_by_roster": True,
            }
        ],
    )
    assert "没有单价的不算费用" in closely(page)
    assert "预算" not in page.words
    assert "乙校甲校小学调配教师R1、R3名册1人" in closely(page)
    drawn = page.path.read_text("utf-8")
    assert 'aria-label="乙校 → 甲校（小学）：调配教师 1 人"' in drawn
    assert "小学教师从哪所学校到哪所学校" in drawn


def point(plan: str, number: int, cost: float | None, units: int, **further: Any) -> dict[str, Any]:
    return {
        "ruleset_code": "n",
        "plan": plan,
        "point": number,
        "year": 2025,
        "part": "现在",
        "school_code": None,
        "action_name": None,
        "works": number,
        "cost_so_far": cost,
        "units_passing": units,
        "pupils_passing": 100 * units,
        "cv_over": 1,
        **further,
    }


def test_what_money_buys_is_drawn_and_stands_in_a_table(tmp_path: Path) -> None:
    page = written(
        tmp_path,
        closing_plans=[year("最省", 2025, 9.0, 3), year(MOST, 2025, 2.5, 2)],
        closing_progress=[
            point("最省", 0, 0.0, 1),
            point("最省", 1, 4.5, 3, part="一所学校", school_code="2"),
            point("最省", 2, 9.0, 3, part="其余", action_name="新建体育场馆", cv_over=0),
            point(MOST, 0, 0.0, 1),
            point(MOST, 1, 2.5, 2, part="一年"),
        ],
    )
    assert [row[1:] for row in page.rows["progress"][1:]] == [
        ["现在", "0", "0.00", "1", "100", "1"],
        ["乙校", "1", "4.50", "3", "300", "1"],
        ["其余：新建体育场馆", "2", "9.00", "3", "300", "0"],
    ]
    drawn = page.path.read_text("utf-8")
    assert "最省：乙校，到这时 4.50 万元，3 个单元达标，在其中就读 300 人，1 个差异系数超限" in drawn
    assert f"{MOST}：2025 年末，到这时 2.50 万元" in drawn


def test_where_the_cheapest_plan_was_not_found_those_within_the_budget_are_drawn(tmp_path: Path) -> None:
    page = written(
        tmp_path,
        closing_plans=[year("最省", 2025, None, 1), year(MOST, 2025, 2.5, 2)],
        closing_progress=[point(MOST, 0, 0.0, 1), point(MOST, 1, 2.5, 2, part="一年")],
    )
    assert [row[1] for row in page.rows["progress"][1:]] == ["现在", "2025 年末"]
    assert f"{MOST}逐点" in page.words
    assert "最省方案按先后做" not in page.words


def test_without_prices_the_works_are_counted_in_place_of_money(tmp_path: Path) -> None:
    page = written(
        tmp_path,
        closing_plans=[year("最省", 2025, None, 3)],
        closing_progress=[
            point("最省", 0, 0.0, 1),
            point("最省", 1, None, 3, part="一所学校", school_code="2"),
        ],
    )
    assert "先做哪所学校" in page.words
    assert "最省：乙校，到这时 1 项，3 个单元达标" in page.path.read_text("utf-8")


def test_a_line_rises_where_something_is_reached_and_not_before() -> None:
    points = [{"at": at, "value": value, "tip": ""} for at, value in ((0.0, 1), (5.0, 1), (10.0, 3))]
    drawn = plan_charts.stairs([{"name": "最省", "points": points}])
    (first, second, last) = drawn["lines"][0]["points"]
    assert (first["y"], second["x"] - first["x"]) == (second["y"], last["x"] - second["x"])
    corner = f"{last['x']:g},{second['y']:g}"
    assert drawn["lines"][0]["corners"].split()[-2:] == [corner, f"{last['x']:g},{last['y']:g}"]


def test_ribbons_are_as_thick_as_what_is_given_and_lie_beside_each_other() -> None:
    moves = [
        {"giver": ("", giver, giver), "getter": ("", "丙", "丙"), "quantity": quantity, "tip": giver}
        for giver, quantity in (("甲", 4.0), ("乙", 2.0))
    ]
    drawn = plan_charts.flow(moves)
    by_giver = {one["tip"]: one for one in drawn["ribbons"]}
    assert by_giver["甲"]["thick"] == 2 * by_giver["乙"]["thick"]
    apart = abs(by_giver["甲"]["to"] - by_giver["乙"]["to"])
    assert apart == (by_giver["甲"]["thick"] + by_giver["乙"]["thick"]) / 2
    assert [one["name"] for one in drawn["givers"]] == ["乙", "甲"]


def test_a_version_without_plans_says_so(tmp_path: Path) -> None:
    assert "这一版没有达标方案" in written(tmp_path).words


def test_where_no_plan_was_found_nothing_is_said_of_prices(tmp_path: Path) -> None:
    page = written(tmp_path, closing_plans=[year("最省", 2025, None, 3)])
    assert "没有方案，不算费用" in closely(page)
    assert "没有单价" not in closely(page)
