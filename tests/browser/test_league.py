"""The league of a nation in a real browser: a page at a time, found by search, kept and missing named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from pipelines.site.league import ON_A_PAGE, write_league
from pipelines.site.writing import Writer, copy_assets

COUNTIES, KEPT, MISSING = 2900, "县0007", "370999"
HEADINGS = (
    "县",
    "学年",
    "评价标准",
    "结论",
    "状况",
    "数据截至",
    "达标项",
    "未达标项",
    "缺数据项",
    "资源配置",
)


def row(number: int) -> dict[str, Any]:
    name = f"县{number:04}"
    status, state = ("kept", "沿用上次") if name == KEPT else ("fresh", "已更新")
    figures = [str(number % 33), "1", "0", "3/7"]
    cells = ["2024-2025学年", "国家标准", "未通过", state, "2024-11-01 08:00", *figures]
    return {
        "code": f"{100000 + number}",
        "name": name,
        "linked": True,
        "verdict": "unmet",
        "reason": "没有通过核查" if status == "kept" else None,
        "status": status,
        "cells": cells,
    }


@pytest.fixture(scope="module")
def league(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("league")
    missing = row(0) | {"code": MISSING, "name": MISSING, "linked": False, "verdict": "", "status": "missing"}
    missing["cells"] = ["", "", "", "尚无数据", *[""] * 5]
    copy_assets(folder)
    told = '{"name": "20250101T000000Z", "published": "2025-01-01T00:00:00Z", "when": "", "counties": 2900}'
    (folder / "version.js").write_text(f"window.junheng = {told};", encoding="utf-8")
    rows = [row(number) for number in range(1, COUNTIES + 1)]
    write_league(Writer(folder, {}), [*rows, missing], HEADINGS)
    return folder / "index.html"


def names(page: Page) -> list[str]:
    return page.locator("#counties tbody th").all_inner_texts()


def test_thousands_of_counties_are_shown_a_page_at_a_time(
    open_page: Callable[..., Page], league: Path
) -> None:
    page = open_page(league)
    assert names(page) == [f"县{number:04}" for number in range(1, ON_A_PAGE + 1)]
    assert page.locator(".filters output").first.inner_text() == f"{COUNTIES + 1} / {COUNTIES + 1}"
    page.get_by_role("button", name="下一页").click()
    assert names(page)[0] == f"县{ON_A_PAGE + 1:04}"
    assert page.get_by_text("第 2 页，共 30 页").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_a_county_is_found_by_its_name_or_code_and_leads_to_its_pages(
    open_page: Callable[..., Page], league: Path
) -> None:
    page = open_page(league)
    page.get_by_label("找县").fill("102345")
    assert names(page) == ["县2345"]
    link = page.locator("#counties tbody a")
    assert link.get_attribute("href") == "102345/index.html"
    assert page.locator(".verdict.unmet").inner_text() == "未通过"


def test_a_county_that_is_kept_or_missing_is_named_and_found(
    open_page: Callable[..., Page], league: Path
) -> None:
    page = open_page(league)
    assert page.get_by_text(f"沿用上次数字的县 1 个：{KEPT}。尚无数据的县 1 个：{MISSING}。").is_visible()
    page.get_by_label("状况").select_option("尚无数据")
    assert names(page) == [MISSING]
    assert page.locator("#counties tbody a").count() == 0
    page.get_by_label("状况").select_option("沿用上次")
    assert page.locator("#counties td[title]").get_attribute("title") == "没有通过核查"


def test_a_column_sorts_all_counties_and_not_the_page_alone(
    open_page: Callable[..., Page], league: Path
) -> None:
    page = open_page(league)
    head = page.locator("#counties thead button").nth(HEADINGS.index("达标项"))
    head.click()
    head.click()
    met = page.locator("#counties tbody tr td:nth-child(7)").all_inner_texts()
    # 87 counties have 32 items, the next ones 31
    assert met == ["32"] * 87 + ["31"] * 13
