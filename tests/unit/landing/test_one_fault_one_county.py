"""A fault in one county's landing is said as what it is and holds back that county alone.

What does not belong here: a store that is put back from its copy (test_copies).
"""

from __future__ import annotations

import resource
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.landing import several, store
from pipelines.landing.copies import FOLDER
from pipelines.landing.gather import gather
from pipelines.landing.index import FILE
from pipelines.landing.land import NothingLanded, land
from pipelines.landing.report import LandingReport
from pipelines.landing.store import read_store, store_path
from pipelines.landing.troubles import StoreDamaged, StoreGone
from pipelines.settings import Settings
from pipelines.warehouse.status import status_of
from tests.landed import landed
from tests.unit.landing.test_store import HOLD_FOR_READING, start
from tests.unit.landing.world import FIRST_NIGHT, World

BROKEN, OTHER = "990101", "990102"


@pytest.fixture
def two(world: World) -> World:
    """Two counties that have landed, each with a file that has come since."""
    for county in (BROKEN, OTHER):
        world.put("a.csv", "1,一小", county=county)
    world.night()
    for county in (BROKEN, OTHER):
        world.put("b.csv", f"2,二小{county}", county=county)
    return world


@pytest.fixture
def two_without_copies(two: World) -> World:
    """The same, of which no copies were kept."""
    shutil.rmtree(two.settings.landing / FOLDER)
    return two


def truncate(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def overwrite(path: Path) -> None:
    path.write_bytes(b"no database" * 5000)


def flip_the_ledger(path: Path) -> None:
    """Every block but the headers of the file is changed a little."""
    content = bytearray(path.read_bytes())
    for at in range(3 * 4096 + 1000, len(content), 4096):
        content[at] ^= 0xFF
    path.write_bytes(content)


def outcomes(report: LandingReport) -> dict[str, str]:
    return {code: county.outcome for code, county in report.counties.items()}


def reason(report: LandingReport) -> str:
    return report.counties[BROKEN].reason or ""


@pytest.mark.parametrize("damage", [truncate, empty, overwrite, flip_the_ledger])
def test_a_damaged_store_is_called_damaged_and_the_other_county_lands(
    two_without_copies: World, damage: Callable[[Path], None]
) -> None:
    two = two_without_copies
    path = store_path(two.settings, BROKEN)
    damage(path)
    damaged = path.read_bytes()
    report = two.night()
    assert outcomes(report) == {BROKEN: "failed", OTHER: "landed"}
    assert "990101.duckdb 已损坏" in reason(report) and "请从备份放回" in reason(report)
    assert path.read_bytes() == damaged, "it is left for whoever can mend it"
    with read_store(two.settings, OTHER) as connection:
        assert connection.execute("select count(*) from store.landing.school_register").fetchone() == (2,)
    ((told),) = status_of(two.settings).broken
    assert told["county_code"] == BROKEN and "已损坏" in told["reason"]
    with pytest.raises(StoreDamaged, match=r"990101\.duckdb"):
        gather(two.settings, [BROKEN, OTHER], two.settings.home / "build" / "landing.duckdb")


def test_a_store_that_is_gone_is_called_gone_and_not_made_anew_behind_one_s_back(
    two_without_copies: World, tmp_path: Path
) -> None:
    two = two_without_copies
    path = store_path(two.settings, BROKEN)
    aside = path.rename(tmp_path / path.name)
    report = two.night()
    assert outcomes(report) == {BROKEN: "failed", OTHER: "landed"}
    assert "990101.duckdb 不见了" in reason(report)
    assert not path.exists()
    assert [one["county_code"] for one in status_of(two.settings).broken] == [BROKEN]
    with pytest.raises(StoreGone):
        gather(two.settings, [BROKEN], tmp_path / "landing.duckdb")
    aside.rename(path)
    assert outcomes(two.night()) == {BROKEN: "landed", OTHER: "unchanged"}, "put back, it goes on"


def test_a_store_is_made_anew_from_the_raw_files_by_whoever_takes_the_index_away_too(
    two_without_copies: World,
) -> None:
    two = two_without_copies
    store_path(two.settings, BROKEN).unlink()
    (two.settings.landing / FILE).unlink()
    report = two.night()
    assert outcomes(report) == {BROKEN: "landed", OTHER: "landed"}
    assert report.counties[BROKEN].files_new == 2


def test_a_store_that_somebody_holds_is_in_use_and_the_other_county_lands(
    two: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PATIENCE_SECONDS", 0.1)
    reader = start(HOLD_FOR_READING, store_path(two.settings, BROKEN))
    report = two.night()
    reader.communicate("go\n")
    assert outcomes(report) == {BROKEN: "failed", OTHER: "landed"}
    assert "正被另一个程序使用" in reason(report)
    assert outcomes(two.night()) == {BROKEN: "landed", OTHER: "unchanged"}


def test_a_fault_of_the_program_holds_back_its_county_and_quotes_no_cell(
    two: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    honest = several.land_county

    def stumbles(refresh: object, found: object, *more: object) -> object:
        if found.county_code == BROKEN:  # type: ignore[attr-defined]
            raise KeyError("甄隐名")
        return honest(refresh, found, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(several, "land_county", stumbles)
    report = two.night()
    assert outcomes(report) == {BROKEN: "failed", OTHER: "landed"}
    assert "入库时出错（KeyError）" in reason(report) and "甄隐名" not in reason(report)
    assert "stumbles" in caplog.text


def test_a_disk_without_room_is_called_so(two: World) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, limits[1]))
    try:
        with pytest.raises((NothingLanded, OSError)) as told:
            two.night()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert "磁盘没有空间了" in str(told.value)
    assert set(outcomes(two.night()).values()) == {"landed"}
    assert two.speaking() == ["一小", "一小", "二小990101", "二小990102"]


def test_when_no_county_can_be_landed_it_is_raised_with_the_reason_of_each(
    two_without_copies: World,
) -> None:
    two = two_without_copies
    for county in (BROKEN, OTHER):
        truncate(store_path(two.settings, county))
    with pytest.raises(NothingLanded, match=r"县 990101：.*已损坏[\s\S]*县 990102：.*已损坏"):
        two.night()


def hand_in(settings: Settings, county: str, schools: int) -> None:
    folder = settings.raw / county / "2024"
    folder.mkdir(parents=True)
    for number in range(schools):
        row = f"37{number:08d},第{number}小学,完全小学"
        (folder / f"{number}.csv").write_text(f"学校代码,学校名称,办学类型\n{row}\n", encoding="utf-8")


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Three counties whose files are read by processes of their own."""
    monkeypatch.setattr(several, "LITTLE", 0)
    settings = Settings(raw=tmp_path / "raw", home=tmp_path / "home", threads=2, settle_seconds=0)
    for number, county in enumerate(("990101", "990102", "990103"), start=2):
        hand_in(settings, county, number)
    return settings


def everything(settings: Settings) -> list[tuple[object, ...]]:
    with landed(settings) as connection:
        return connection.execute(
            "select county_code, path, sha256, state from landing.ledger.file_version order by all"
        ).fetchall()


def test_counties_land_alike_one_after_the_other_and_several_at_once(three: Settings, tmp_path: Path) -> None:
    stages: list[tuple[int, int]] = []
    report = land(
        three,
        refresh_id="r1",
        now=FIRST_NIGHT,
        progress=lambda _, done, total: stages.append((done, total)),
    )
    alone = three.model_copy(update={"home": tmp_path / "alone", "threads": 1})
    shutil.copytree(three.home, alone.home, ignore=shutil.ignore_patterns("landing"))
    assert outcomes(report) == outcomes(land(alone, refresh_id="r1", now=FIRST_NIGHT))
    assert everything(three) == everything(alone)
    assert len(everything(three)) == 9
    assert stages[-1] == (9, 9) and stages == sorted(stages)


def test_a_process_that_is_killed_while_it_lands_holds_back_its_county_and_another_takes_its_place(
    three: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(several, "land_elsewhere", land_or_die)
    report = land(three, refresh_id="r1", now=FIRST_NIGHT)
    assert outcomes(report) == {"990101": "failed", "990102": "landed", "990103": "landed"}
    assert "中途结束（退出码 -9）" in reason(report)
    monkeypatch.undo()
    assert outcomes(land(three, refresh_id="r2", now=FIRST_NIGHT))["990101"] == "landed"
    assert len(everything(three)) == 9


def land_or_die(refresh: several.Refresh, county: several.Changed) -> several.Came:
    import os

    if county.found.county_code == BROKEN:
        os.kill(os.getpid(), signal.SIGKILL)
    return several.land_elsewhere(refresh, county)
