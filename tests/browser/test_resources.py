"""The table of schools is sorted, filtered and gone through by keyboard, touch and pointer.

What does not belong here: what holds for every page (test_every_page).
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, Opening

OF_YEAR = "school_year = (select max(school_year) from marts.fct_recognition)"
MAIN = "ruleset_code = 'yiyuan_2024'"
SHOWN = "#units tbody tr:not([hidden])"
MANY, ENOUGH_SECONDS = 200, 1.0
SORT_AND_FILTER = """() => {
  const start = performance.now();
  document.querySelector("#units th[data-by='8'] button").click();
  const town = document.querySelector("select[name=town]");
  town.selectedIndex = 1;
  town.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.offsetHeight;
  return (performance.now() - start) / 1000;
}"""


@pytest.fixture
def resources(open_page: Opening, county: Path) -> Page:
    return open_page(county / "resources.html")


def first_cells(page: Page) -> list[str]:
    return page.locator(f"{SHOWN} th").all_inner_texts()


def test_a_town_shows_its_schools_only(resources: Page, marts: duckdb.DuckDBPyConnection) -> None:
    expected = marts.execute(
        f"""select town_name, list(school_name order by school_name, stage)
        from marts.fct_school_compliance join marts.dim_school using (county_code, school_year, school_code)
        where {OF_YEAR} and {MAIN} group by town_name order by count(*) desc limit 1"""
    ).fetchone()
    assert expected
    town, schools = expected
    resources.get_by_label("镇街").select_option(town)
    assert sorted(first_cells(resources)) == sorted(schools)
    assert resources.locator("form output").inner_text().startswith(f"{len(schools)} / ")
    resources.get_by_label("镇街").select_option("")
    resources.get_by_label("找学校").fill(schools[0])
    assert set(first_cells(resources)) == {schools[0]}


def test_sorted_by_equipment_the_poorest_school_comes_first_and_then_the_richest(
    resources: Page, marts: duckdb.DuckDBPyConnection
) -> None:
    (poorest, richest) = marts.execute(
        f"""select arg_min(school_name, value), arg_max(school_name, value)
        from marts.fct_school_indicator join marts.dim_school using (county_code, school_year, school_code)
        where {OF_YEAR} and {MAIN} and indicator_code = 'R6'"""
    ).fetchone() or ("", "")
    heading = resources.locator("#units th", has_text="R6")
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert first_cells(resources)[0] == poorest
    heading.get_by_role("button").press("Enter")
    assert heading.get_attribute("aria-sort") == "descending"
    assert first_cells(resources)[0] == richest


def test_a_figure_tells_its_threshold_to_the_pointer_and_to_the_keyboard(resources: Page) -> None:
    tip = resources.get_by_role("tooltip")
    cell = resources.locator("#units td.lit").first
    cell.hover()
    assert "应 ≥" in tip.inner_text()
    resources.keyboard.press("Escape")
    assert tip.is_hidden()
    cell.focus()
    assert tip.inner_text().startswith("R1 ")
    resources.keyboard.press("ArrowRight")
    assert tip.inner_text().startswith("R2 ")
    resources.keyboard.press("ArrowDown")
    assert tip.inner_text().startswith("R2 ")
    # one stop of the Tab key for the whole table: the next one is behind it
    resources.keyboard.press("Tab")
    assert not resources.evaluate("document.activeElement.matches('#units td')")


def test_a_figure_tells_its_threshold_to_a_finger(open_page: Opening, county: Path) -> None:
    page = open_page(county / "resources.html", PHONE)
    page.locator("#units td.lit").first.tap()
    assert "应 ≥" in page.get_by_role("tooltip").inner_text()


def test_two_hundred_schools_are_sorted_and_filtered_within_a_second(
    open_page: Opening, county: Path, tmp_path: Path
) -> None:
    text = (county / "resources.html").read_text(encoding="utf-8")
    start, end = text.index("<tbody>"), text.index("</tbody>")
    rows = text[start + len("<tbody>") : end]
    copies = 1 + MANY // rows.count("<tr ")
    (tmp_path / "county").mkdir()
    (tmp_path / "version.js").write_bytes((county.parent / "version.js").read_bytes())
    (tmp_path / "county" / "assets").symlink_to(county / "assets")
    many = tmp_path / "county" / "resources.html"
    many.write_text(text[:start] + "<tbody>" + rows * copies + text[end:], encoding="utf-8")
    page = open_page(many)
    assert page.locator("#units tbody tr").count() >= MANY
    assert page.evaluate(SORT_AND_FILTER) < ENOUGH_SECONDS
