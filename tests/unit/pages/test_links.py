"""Pages stand by themselves: every link leads to a file and a place, and nothing comes from outside."""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.site.writing import ASSETS, TEMPLATES
from tests.unit.pages.reading import pages

OVERVIEW_LIMIT = 300_000
OUTSIDE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)", re.IGNORECASE)


def test_every_link_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    found = pages(site)
    places = {page.path.resolve(): page.ids for page in found}
    astray = [
        f"{page.path.relative_to(site)}: {file.name}#{place}"
        for page in found
        for file, place in page.targets()
        if not file.is_file() or (place and place not in places[file])
    ]
    assert astray == []


def test_nothing_comes_from_outside(site: Path) -> None:
    astray = [page.path.name for page in pages(site) if any(OUTSIDE.match(link) for link in page.links)]
    looks = [
        path.name
        for folder in (ASSETS, TEMPLATES)
        for path in folder.iterdir()
        if OUTSIDE.search(re.sub(r"^\s*//.*$|/\*.*?\*/", "", path.read_text("utf-8"), flags=re.MULTILINE))
    ]
    assert astray == []
    assert looks == []


def test_a_page_is_reached_from_the_countys_morning(site: Path) -> None:
    (county,) = (path for path in site.iterdir() if path.is_dir() and path.name.isdigit())
    found = {page.path.resolve(): page for page in pages(county)}
    reached, ahead = set(), [(county / "index.html").resolve()]
    while ahead:
        page = ahead.pop()
        if page in found and page not in reached:
            reached.add(page)
            ahead += [file for file, _ in found[page].targets()]
    assert {path.name for path in set(found) - reached} == set()


def test_the_overview_is_light(site: Path) -> None:
    for page in site.glob("*/index.html"):
        assert page.stat().st_size < OVERVIEW_LIMIT
