"""The check in the browser goes by the county's own headings, as the refresh will."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.unit.serving.running import Site, served

OWN, OTHER, TABLE = "990101", "990102", "class_roster.csv"
HEADINGS = "heading,column,unit_factor,first_year,last_year\n"
ROSTER = ("班级.csv", "学校标识码,学段,年级,班级,实有人数\n9901010001,小学,一年级,1班,40\n".encode())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Two counties with folders, one of which has a heading of its own."""
    settings = Settings(raw=tmp_path / "raw", home=tmp_path / "home", county=tmp_path / "county", threads=1)
    for county, year in ((OWN, "2023"), (OWN, "2024"), (OTHER, "2024")):
        (settings.raw / county / year).mkdir(parents=True)
    write(settings, "实有人数,pupils,,,")
    return settings


@pytest.fixture
def site(settings: Settings) -> Iterator[Site]:
    with served(settings) as running:
        yield running


def write(settings: Settings, row: str) -> None:
    folder = settings.county / "aliases" / OWN
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TABLE).write_text(f"{HEADINGS}{row}\n", encoding="utf-8")


def test_the_check_says_what_the_refresh_of_the_chosen_county_will(site: Site) -> None:
    shown = site.get(f"/?county={OTHER}&year=2023").text
    assert f'<option value="{OTHER}" selected>' in shown and '<option value="2023" selected>' in shown
    mine = site.check_for({"county": OWN, "year": "2024"}, ROSTER)
    assert f"按{OWN} 2024-2025 学年检查" in mine.text and "可以报送" in mine.text
    assert f'href="/?county={OWN}&amp;year=2024"' in mine.text
    for place in ({"county": OTHER}, {}):
        assert "会被退回" in site.check_for(place, ROSTER).text


def test_what_cannot_be_chosen_is_refused_and_an_old_address_is_passed_over(site: Site) -> None:
    assert site.check_for({"county": "990109"}, ROSTER).status == 400
    assert site.check_for({"county": OWN, "year": "<b>"}, ROSTER).status == 400
    assert site.get("/?county=990109").status == 200


def test_a_fault_in_the_headings_of_the_county_is_told_and_not_laid_to_the_file(
    site: Site, settings: Settings
) -> None:
    write(settings, "实有人数,pupils,许多,,")
    answered = site.check_for({"county": OWN}, ROSTER)
    assert answered.status == 200 and "表头别名写错了，请告诉县级管理员" in answered.text
    assert "会被退回" in site.check_for({"county": OTHER}, ROSTER).text
