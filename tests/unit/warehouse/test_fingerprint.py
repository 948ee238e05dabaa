"""Equal fingerprints mean equal figures: what must change it, and what must not."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from pipelines.landing.digest import digests
from pipelines.landing.land import land
from pipelines.quality.acknowledgements import acknowledged_by
from pipelines.quality.waivers import read_waivers, waived_for
from pipelines.settings import Settings
from pipelines.warehouse.fingerprint import of_counties, of_house

HEADINGS = "学校标识码,学校名称,办学类型码,举办者类型码,城乡分类码,镇街代码,是否寄宿制学校"


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    """A county of one school that has landed, with registry, gates and aliases of its own."""
    standard = Settings()
    settings = Settings(
        raw=tmp_path / "raw",
        home=tmp_path / "warehouse",
        settle_seconds=0,
        aliases=shutil.copytree(standard.aliases, tmp_path / "aliases"),
        expectations=shutil.copytree(standard.expectations, tmp_path / "expectations"),
        dbt_project=shutil.copytree(standard.dbt_project / "seeds", tmp_path / "dbt_project"),
    )
    hand_in(settings, "示例小学")
    return settings


def hand_in(settings: Settings, name: str, *, day: int = 1) -> None:
    register = settings.raw / "990101" / "2024" / "register.csv"
    register.parent.mkdir(parents=True, exist_ok=True)
    register.write_text(f"{HEADINGS}\n2199010001,{name},211,7,111,990101001,否\n", encoding="utf-8")
    land_on(settings, day)


def fingerprint(
    settings: Settings, known_on: datetime | None, today: date = date(2024, 11, 20), said: str = "[]"
) -> str:
    """Of the county."""
    waivers = read_waivers(settings.expectations / "waivers.toml")
    house, ledgers = of_house(settings, known_on), digests(settings, known_on)
    return of_counties(
        house, ledgers, lambda one: [*waived_for(waivers, one, today), *acknowledged_by(said, one)]
    )["990101"]


def land_on(settings: Settings, day: int) -> None:
    land(settings, refresh_id=f"r{day}", now=datetime(2024, 11, day, 18))


def test_landing_the_same_again_changes_nothing(site: Settings) -> None:
    before = fingerprint(site, None)
    land_on(site, 2)
    assert fingerprint(site, None) == before


def test_a_new_content_changes_it_and_the_old_content_is_not_the_old_state(site: Settings) -> None:
    before = fingerprint(site, None)
    hand_in(site, "示例一小", day=2)
    assert fingerprint(site, None) != before


def test_a_file_taken_away_changes_it(site: Settings) -> None:
    site.hold_share = 1
    before = fingerprint(site, None)
    (site.raw / "990101" / "2024" / "register.csv").unlink()
    land_on(site, 2)
    assert fingerprint(site, None) != before


def test_a_county_that_is_held_changes_it(site: Settings) -> None:
    before = fingerprint(site, None)
    (site.raw / "990101" / "2024" / "register.csv").unlink()
    land_on(site, 2)
    held = fingerprint(site, None)
    assert held != before
    land_on(site, 3)
    assert fingerprint(site, None) == held


def test_what_was_known_on_a_day_does_not_change_by_what_came_later(site: Settings) -> None:
    known_on = datetime(2024, 11, 1, 23)
    before = fingerprint(site, known_on)
    hand_in(site, "示例一小", day=2)
    assert fingerprint(site, known_on) == before


@pytest.mark.parametrize(
    "path",
    ["aliases/school_register.csv", "expectations/README.md", "dbt_project/registry/thresholds.csv"],
)
def test_a_row_of_the_registry_of_the_gates_or_of_the_aliases_changes_it(
    site: Settings, tmp_path: Path, path: str
) -> None:
    before = fingerprint(site, None)
    with (tmp_path / path).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert fingerprint(site, None) != before


def test_what_dbt_leaves_in_its_project_changes_nothing(site: Settings) -> None:
    before = fingerprint(site, None)
    (site.dbt_project / "target").mkdir()
    (site.dbt_project / "target" / "manifest.json").write_text("{}")
    assert fingerprint(site, None) == before


WAIVER = """[[waiver]]
suite = "marts.fct_school_indicator"
expectation = "e"
reason = "r"
owner = "o"
until = 2024-11-25
"""


def test_a_waiver_changes_it_as_long_as_it_holds_and_for_the_county_it_names(site: Settings) -> None:
    before = fingerprint(site, None)
    (site.expectations / "waivers.toml").write_text(WAIVER, encoding="utf-8")
    waived = fingerprint(site, None)
    assert waived != before
    assert fingerprint(site, None, date(2024, 11, 26)) == before
    (site.expectations / "waivers.toml").write_text(WAIVER + 'county = "990102"\n', encoding="utf-8")
    assert fingerprint(site, None) == before


def test_what_a_county_says_of_a_finding_changes_its_own_and_no_other(site: Settings) -> None:
    before = fingerprint(site, None)
    assert fingerprint(site, None, said='[{"county_code": "990101"}]') != before
    assert fingerprint(site, None, said='[{"county_code": "990102"}]') == before
