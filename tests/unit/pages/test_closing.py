"""The page of the closing plan: two plans within a budget side by side, and whom they leave out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
        **{name: [] for name in ("closing_plans", "closing_totals", "closing_moves", "closing_left_out")},
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
            }
        ],
    )
    assert "没有单价的不算费用" in closely(page)
    assert "预算" not in page.words
    assert "乙校甲校小学调配教师1人" in closely(page)


def test_a_version_without_plans_says_so(tmp_path: Path) -> None:
    assert "这一版没有达标方案" in written(tmp_path).words


def test_where_no_plan_was_found_nothing_is_said_of_prices(tmp_path: Path) -> None:
    page = written(tmp_path, closing_plans=[year("最省", 2025, None, 3)])
    assert "没有方案，不算费用" in closely(page)
    assert "没有单价" not in closely(page)
