"""The key is the one by which persons were hashed, or nothing lands: another would match nobody."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.landing.index import FILE
from pipelines.landing.key_check import KeyGone, OtherKey
from pipelines.landing.land import land
from pipelines.landing.report import LandingReport
from pipelines.landing.store import open_store, store_path
from pipelines.settings import Settings
from tests.landed import landed
from tests.unit.contracts.world import NEXT, RIGHT
from tests.unit.landing.world import FIRST_NIGHT

HERE, THERE = "990101", "990102"
PUPILS = "select county_code, count(distinct student_hash) from landing.landing.student_roster group by all"


def hand_in(settings: Settings, county: str, year: str = "2024") -> None:
    """A roster of two pupils."""
    first = RIGHT["student_roster"]
    pupils = [first, first | NEXT["student_roster"]]
    lines = [list(first), *(list(pupil.values()) for pupil in pupils)]
    text = "\n".join(",".join(map(str, line)) for line in lines)
    path = settings.raw / county / year / "名册.csv"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


def night(settings: Settings, number: int) -> LandingReport:
    return land(settings, refresh_id=f"r{number}", now=FIRST_NIGHT + timedelta(days=number))


def pupils(settings: Settings) -> dict[object, object]:
    with landed(settings) as connection:
        return dict(connection.execute(PUPILS).fetchall())


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """A home in which the rosters of two counties have landed; those of another year lie in `raw/` since."""
    settings = Settings(raw=tmp_path / "raw", home=tmp_path / "home", settle_seconds=0, threads=1)
    for county in (HERE, THERE):
        hand_in(settings, county)
    assert night(settings, 1).files_refused == 0
    for county in (HERE, THERE):
        hand_in(settings, county, "2025")
    return settings


def forget_check_values(settings: Settings) -> None:
    """A home of before stores had any."""
    for county in (HERE, THERE):
        with open_store(settings, county) as connection:
            connection.execute("drop table ledger.key_check")
    (settings.landing / FILE).unlink()


def exchange(settings: Settings) -> None:
    settings.key_path.write_bytes(os.urandom(32))


def stores(settings: Settings) -> list[bytes]:
    return [store_path(settings, county).read_bytes() for county in (HERE, THERE)]


def test_a_missing_key_is_not_made_anew_and_nothing_lands_until_it_is_back(home: Settings) -> None:
    key, before = home.key_path.read_bytes(), stores(home)
    home.key_path.unlink()
    with pytest.raises(KeyGone, match=r"secret\.key 不见了.*请从备份放回"):
        night(home, 2)
    assert not home.key_path.exists() and stores(home) == before
    home.key_path.write_bytes(key)
    night(home, 3)
    assert pupils(home) == {HERE: 2, THERE: 2}, "the pupils of both years are the same"


@pytest.mark.parametrize("forget", [False, True])
def test_another_key_stops_before_anything_lands_also_in_a_home_of_before_check_values(
    home: Settings, forget: bool
) -> None:
    key = home.key_path.read_bytes()
    if forget:
        forget_check_values(home)
    before = stores(home)
    exchange(home)
    with pytest.raises(OtherKey, match=r"不是.*入库时用的那一把"):
        night(home, 2)
    assert stores(home) == before
    home.key_path.write_bytes(key)
    night(home, 3)
    assert pupils(home) == {HERE: 2, THERE: 2}


def test_a_home_of_before_check_values_gets_them_by_hashing_a_roster_again(home: Settings) -> None:
    forget_check_values(home)
    night(home, 2)
    noted = "select count(distinct check_value), count(*) from landing.ledger.key_check"
    with landed(home) as connection:
        assert connection.execute(noted).fetchone() == (1, 2)


def test_the_store_of_another_home_holds_back_its_county_alone(home: Settings, tmp_path: Path) -> None:
    other = home.model_copy(update={"home": tmp_path / "other"})
    night(other, 1)
    shutil.copy(store_path(other, THERE), store_path(home, THERE))
    report = night(home, 2)
    assert {code: one.outcome for code, one in report.counties.items()} == {HERE: "landed", THERE: "failed"}
    assert "不是用这里的密钥入库的" in (report.counties[THERE].reason or "")
    night(home, 3)
    (home.landing / FILE).unlink()
    assert night(home, 4).counties[THERE].outcome == "failed", "without the index too"


def test_a_home_in_which_nothing_has_landed_gets_a_key(tmp_path: Path) -> None:
    settings = Settings(raw=tmp_path / "raw", home=tmp_path / "home", settle_seconds=0, threads=1)
    hand_in(settings, HERE)
    night(settings, 1)
    assert len(settings.key_path.read_bytes()) == 32
