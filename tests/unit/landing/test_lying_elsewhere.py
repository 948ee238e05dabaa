"""Files that lie where nobody reads them are told, and a raw folder without a county changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.landing.lying_elsewhere import NoCounty
from pipelines.warehouse.status import status_of
from tests.unit.landing.world import World


def lay(world: World, path: str) -> Path:
    target = world.settings.raw / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("x", encoding="utf-8")
    return target


@pytest.mark.parametrize(
    ("path", "where", "why"),
    [
        ("云山县/2024/a.csv", "云山县", "文件夹名不是 6 位行政区划代码"),
        ("990101/x.xlsx", "990101/x.xlsx", "文件不在任何学年的文件夹里"),
        ("990101/2024学年/x.xlsx", "990101/2024学年", "文件夹名不是学年"),
        ("x.xlsx", "x.xlsx", "文件不在任何县的文件夹里"),
    ],
)
def test_a_file_where_nobody_reads_is_in_the_summary_a_finding_and_the_status(
    world: World, path: str, where: str, why: str
) -> None:
    world.put("a.csv", "1,甲校")
    laid = lay(world, path)
    (told,) = world.night().misplaced
    assert where in told and why in told and "1 个文件没有读" in told
    ((county, severity, remedy),) = world.sql(
        "select county_code, severity, remedy from landing.ledger.finding where rule = 'misplaced'"
    )
    assert (county or "") == ("990101" if path.startswith("990101") else "")
    assert severity == "warn" and "请把文件移到" in str(remedy)
    assert [one["path"] for one in status_of(world.settings).misplaced] == [where]
    laid.unlink()
    assert world.night().misplaced == []
    assert status_of(world.settings).misplaced == [], "once it is mended nothing is said of it any more"


def test_a_raw_folder_without_any_county_withdraws_nothing_and_says_what_lies_there(world: World) -> None:
    world.put("a.csv", "1,甲校")
    world.night()
    shutil.rmtree(world.settings.raw / "990101")
    lay(world, "云山县/2024/a.csv")
    with pytest.raises(NoCounty, match=r"没有任何县的文件夹（那里有：云山县）.*什么也没有撤回") as told:
        world.night()
    assert told.value.exit_code == 1
    assert world.speaking() == ["甲校"]


def test_a_county_that_is_asked_for_and_not_there_is_told(world: World) -> None:
    world.put("a.csv", "1,甲校")
    with pytest.raises(NoCounty, match="没有县 990102 的文件夹"):
        world.night(counties=("990102",))


def test_which_counties_a_refresh_looked_through_is_written_down(world: World) -> None:
    """What it said of a county is true until the next refresh that looks through that county."""
    world.put("a.csv", "1,甲校")
    world.put("a.csv", "1,乙校", county="990102")
    world.night()
    shutil.rmtree(world.settings.raw / "990102")
    world.put("b.csv", "2,甲校", county="990101")
    world.night()
    world.night()
    seen = world.sql("select county_code, refresh_id from landing.ledger.refresh order by all")
    assert seen == [
        *[("990101", f"r{night}") for night in (1, 2)],
        *[("990102", f"r{night}") for night in (1, 2, 3)],
    ], "one in which nothing moved is left alone, one whose folder is gone is looked for"
