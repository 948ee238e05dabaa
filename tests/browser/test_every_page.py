"""What holds for every kind of page: it fits a phone, is read in either light, is told in landmarks.

axe-core, from the wheel it comes in, looks at each of them too.

What does not belong here: what stands on a page (tests/unit/pages), what a page does (test_resources).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import PHONE, WIDE, Opening, grave_findings, keep_picture

KINDS = (
    "index.html",
    "resources.html",
    "closing.html",
    "plan.html",
    "owing.html",
    "indicators.html",
    "assessment.html",
    "forecast.html",
    "data.html",
    "school/*.html",
    "department/*.html",
    "town/*.html",
    "indicator/R6.html",
    "../gates.html",
    "../dictionary.html",
)
FAINT = """() => {
  const part = (value) => value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  const light = ([red, green, blue]) => 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const ground = numbers(getComputedStyle(at).backgroundColor);
      if (ground.length === 3 || ground[3] > 0) return ground;
    }
    return [255, 255, 255];
  };
  const found = new Set();
  for (const element of document.querySelectorAll("body *")) {
    const said = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!said || element.closest("svg, [hidden], .skip, .unseen") || !element.offsetParent) continue;
    const [one, other] = [light(numbers(getComputedStyle(element).color)), light(behind(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) found.add(`${element.tagName}.${element.className} ${contrast.toFixed(2)}`);
  }
  return [...found];
}"""
UNTOLD = """() => {
  const level = (heading) => Number(heading.tagName[1]);
  const all = (selector, holds) => [...document.querySelectorAll(selector)]
    .filter((...one) => !holds(...one)).map((one) => `${selector}: ${one.outerHTML.slice(0, 80)}`);
  return [
  document.documentElement.lang === "zh-CN" ? "" : "no language",
  document.querySelectorAll("h1").length === 1 ? "" : "not one h1",
  ...["header", "nav[aria-label]", "main", "footer"].filter((one) => !document.querySelector(one)),
  ...all("input, select", (one) => one.labels.length),
  ...all("svg", (one) => one.getAttribute("aria-label")),
  ...all("a, button", (one) => one.textContent.trim()),
  ...all("th", (one) => one.scope),
  ...all("[aria-labelledby]", (one) => document.getElementById(one.getAttribute("aria-labelledby"))),
  ...all("h1, h2, h3", (one, at, others) => !at || level(one) - level(others[at - 1]) < 2),
  ...all("[id]", (one) => document.getElementById(one.id) === one),
  ].filter(Boolean);
}"""


def of_kind(county: Path, kind: str) -> Path:
    """A page of a kind: the largest, where there are several."""
    return max(county.glob(kind), key=lambda path: path.stat().st_size) if "*" in kind else county / kind


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_a_page_fits_and_can_be_read(
    open_page: Opening, county: Path, kind: str, width: int, scheme: str
) -> None:
    page = open_page(of_kind(county, kind).resolve(), width, scheme)
    keep_picture(
        page, f"{kind.strip('./').replace('/', '-').replace('*', 'any').removesuffix('.html')} {width}"
    )
    for folded in page.locator("details").all():
        folded.evaluate("folded => { folded.open = true; }")
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over == 0
    assert page.evaluate(FAINT) == []
    assert page.evaluate(UNTOLD) == []
    if width == PHONE:
        assert grave_findings(page) == []


def test_a_page_says_of_which_version_it_is(open_page: Opening, county: Path) -> None:
    page = open_page(county / "index.html")
    assert page.locator("footer [data-version]").inner_text().startswith(f"版本 {county.parents[1].name}（")
    # one county has no others to lead to
    assert page.locator("[data-counties]").is_hidden()


def test_the_first_page_leads_to_the_only_county(open_page: Opening, site: Path, county: Path) -> None:
    page = open_page(site / "index.html")
    page.wait_for_url(f"**/{county.name}/index.html")
    assert page.locator("h1").inner_text() == "今日情况"


@pytest.mark.parametrize("kind", ["index.html", "resources.html", "school/*.html", "department/*.html"])
def test_a_page_prints_on_a4_without_what_only_a_screen_needs(
    open_page: Opening, county: Path, kind: str
) -> None:
    page = open_page(of_kind(county, kind))
    page.emulate_media(media="print")
    assert page.locator("header.top").is_hidden()
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in printed or b"/MediaBox [0 0 595" in printed
