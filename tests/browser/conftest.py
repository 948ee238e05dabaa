"""A real browser with the network cut off, and the pages of the synthetic county, opened from the disk.

On a machine without Chromium these tests are skipped and say so; with `JUNHENG_CI` set a skip is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from pipelines.settings import Settings
from pipelines.warehouse.reading import open_version
from pipelines.warehouse.versions import current
from tests.conftest import CountyVersion

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
WIDE, PHONE = 1280, 360

SCREENSHOTS = os.environ.get("JUNHENG_SCREENSHOTS")
"""A folder in which pictures of the pages are kept for people to look at; none when not set."""
GRAVE = ("serious", "critical")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast": {"enabled": False}},
    "resultTypes": ["violations"],
    # else it asks for style sheets anew, which a browser refuses of files
    "preload": False,
}
"""Contrast is measured by test_every_page, over every text of a page and in a tenth of the time."""
ENOUGH_ROWS = 4
"""Of a table or list: rows are alike, and axe looks at each for some hundredths of a second."""
SHORTEN = """(rows) => {
  for (const long of document.querySelectorAll("tbody, ul, ol, svg")) {
    [...long.children].slice(rows).forEach((child) => child.remove());
  }
}"""

Opening = Callable[..., Page]


def grave_findings(page: Page) -> list[str]:
    """What axe-core calls serious or critical, its rule and where; leaves the page with few rows a table."""
    page.evaluate(SHORTEN, ENOUGH_ROWS)
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:3]}"
        for one in found
        if one["impact"] in GRAVE
    ]


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page where pictures are kept."""
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the machine has it."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium. The pages were not looked at")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(county_version: CountyVersion) -> Path:
    """The pages of the version of the synthetic county."""
    return (county_version.home / "current" / "site").resolve()


@pytest.fixture(scope="session")
def county(site: Path) -> Path:
    """The folder of its county."""
    (found,) = (path for path in site.iterdir() if path.is_dir() and path.name.isdigit())
    return found


@pytest.fixture
def marts(county_version: CountyVersion) -> Iterator[duckdb.DuckDBPyConnection]:
    version = current(Settings(raw=county_version.raw, home=county_version.home))
    assert version is not None
    with open_version(version) as connection:
        yield connection


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opening]:
    """Opens a page; at the end nothing may have gone wrong on it and nothing have been asked of elsewhere."""
    wrong: list[str] = []
    opened = []

    def open_one(path: Path, width: int = WIDE, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            offline=True,
            has_touch=width == PHONE,
        )
        opened.append(context)
        page = context.new_page()
        page.on(
            "console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(("file:", "data:")) else wrong.append(asked.url),
        )
        page.goto(path.as_uri())
        return page

    yield open_one
    for context in opened:
        context.close()
    assert wrong == []
