"""`junheng status`: what is in force, how old it is, what was refused and why; also rollback and prune."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta

import pytest

from pipelines.landing.store import open_store, store_path
from pipelines.settings import Settings
from pipelines.warehouse.county_build import CountyBuild
from pipelines.warehouse.lock import refresh_lock
from pipelines.warehouse.status import status_of
from pipelines.warehouse.versions import Version, affirm, current
from tests.unit.command.conftest import Junheng


@pytest.fixture
def refused_file(published: Version) -> None:
    """One file refused and still there, one refused and taken out again; a county held."""
    with open_store(Settings(), "990101") as connection:
        connection.execute("insert into store.ledger.refresh values ('r1', '990101', '2024-11-01', 'landed')")
        for number, path in enumerate(("bad.xlsx", "gone.xlsx")):
            connection.execute(
                "insert into store.ledger.file_version values (?, '990101', 2024, ?, '县级', 'x', 1,"
                " '2024-11-01', '2024-11-01', '2024-11-01', 'r1', 'refused', '缺少必填列 在校生数', null,"
                " null, null)",
                [str(number), path],
            )
            connection.execute(
                "insert into store.ledger.presence values (?, '2024-11-01', true, 'r1')", [str(number)]
            )
        connection.execute("insert into store.ledger.presence values ('1', '2024-11-02', false, 'r1')")
        connection.execute("insert into store.ledger.held values ('990101', '2024-11-01', 'r1', 4, 9)")


def test_a_new_home_has_nothing_to_show(junheng: Junheng) -> None:
    said = junheng("status")
    assert said.code == 0
    assert "还没有发布过版本" in said.err


def test_it_opens_with_how_the_county_stands_and_how_old_that_is(
    junheng: Junheng, published: Version
) -> None:
    first, second = junheng("status").out.splitlines()[:2]
    # of 32 items 20 are met and 9 lack data
    assert first == ("示例县 990101 2024–2025 学年，国家标准：未通过（达标 20 项，未达标 3 项，缺数据 9 项）")
    assert second.startswith(f"现行版本 {published.name}，0 分钟前发布")


def test_what_is_missing_for_the_newest_year_is_told_with_who_owes_it(
    junheng: Junheng, published: Version
) -> None:
    (line,) = [line for line in junheng("status").out.splitlines() if "班级名册" in line]
    assert "2024" in line and "请县教育和体育局报送班级名册。" in line


def test_files_are_listed_when_they_are_asked_for(junheng: Junheng, published: Version) -> None:
    said = junheng("status")
    assert "学校基本情况" not in said.out
    assert "junheng status --files" in said.err
    (line,) = [line for line in junheng("status", "--files").out.splitlines() if "学校基本情况" in line]
    assert "有效" in line


def test_a_refused_file_is_shown_with_its_reason_until_it_is_taken_out(
    junheng: Junheng, refused_file: None
) -> None:
    said = junheng("status")
    assert "bad.xlsx" in said.out
    assert "缺少必填列 在校生数" in said.out
    assert "gone.xlsx" not in said.out
    assert "9 个文件中有 4 个同时不见了" in said.out


def test_age_and_affirmation_are_told(published: Version) -> None:
    settings = Settings()
    created = datetime.fromisoformat(published.manifest["created_at"])
    affirm(settings, "r2", datetime(2024, 11, 2, 18, tzinfo=UTC))
    status = status_of(settings, now=created + timedelta(hours=5))
    assert status.age_seconds == 5 * 3600
    assert status.affirmed_at == "2024-11-02T18:00:00+00:00"


def test_a_refresh_that_was_not_published_since_is_told_with_its_reasons(
    junheng: Junheng, published: Version
) -> None:
    pages = {
        "since": "# 运行 since 没有发布\n\n下列没有通过。\n\n- 学生为负\n- 主键重复\n\n提醒：\n\n- 班额大\n",
        "before": "# 运行 before 没有成功\n\n- 磁盘满了\n",
    }
    for run, text in pages.items():
        page = Settings().runs / run / "summary.md"
        page.parent.mkdir(parents=True)
        page.write_text(text, encoding="utf-8")
    os.utime(Settings().runs / "before" / "summary.md", (1, 1))
    said = junheng("status")
    assert "没有发布，见 runs/since" in said.err
    assert "  - 学生为负\n  - 主键重复\n" in said.err
    assert "班额大" not in said.err
    assert "磁盘满了" not in said.err
    affirm(Settings(), "r2", datetime.now(UTC) + timedelta(minutes=1))
    assert "runs/since" not in junheng("status").err


def test_as_json_everything_is_there_for_a_machine(junheng: Junheng, refused_file: None) -> None:
    status = json.loads(junheng("status", "--json").out)
    assert status["versions"][0]["in_force"] is True
    assert status["files"][0]["rows_accepted"] == 3
    assert [one["path"] for one in status["refused"]] == ["bad.xlsx"]
    assert status["held"] == [{"county_code": "990101", "missing": 4, "known": 9}]


def test_while_a_refresh_writes_the_rest_is_still_shown(
    junheng: Junheng, published: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.warehouse import ledgers_said

    def busy(settings: Settings, county_code: str) -> None:
        raise ledgers_said.StoreInUse(store_path(settings, county_code))

    with open_store(Settings(), "990101"):
        pass
    monkeypatch.setattr(ledgers_said, "read_store", busy)
    said = junheng("status")
    assert said.code == 0
    assert published.name in said.out
    assert "正在写入" in said.err


def test_rolling_back_names_the_version_and_an_unknown_one_is_a_wrong_call(
    junheng: Junheng, published: Version
) -> None:
    assert junheng("rollback", published.name).code == 0
    said = junheng("rollback", "20200101T000000Z")
    assert said.code == 64
    assert "20200101T000000Z" in said.err


def test_pruning_keeps_the_version_in_force(junheng: Junheng, published: Version) -> None:
    assert "0 个旧版本" in junheng("prune").err
    assert current(Settings()) == published


@pytest.mark.parametrize("arguments", [("rollback", "x"), ("prune",)])
def test_while_a_refresh_runs_nothing_is_moved_or_removed(
    junheng: Junheng, published: Version, arguments: tuple[str, ...]
) -> None:
    with refresh_lock(Settings()):
        said = junheng(*arguments)
    assert said.code == 4
    assert "正在进行" in said.err


def test_one_county_of_many_is_told_when_it_is_asked_for(junheng: Junheng, published: Version) -> None:
    assert junheng("status", "--county", "990101").out.startswith("示例县 990101 ")
    wrong = junheng("status", "--county", "999999")
    assert wrong.code == 64
    assert "没有县 999999 的任何资料" in wrong.err


def test_many_counties_are_counted_and_the_way_to_one_is_told(
    junheng: Junheng, published: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.command.status.MANY", 0)
    monkeypatch.setattr(
        "pipelines.warehouse.status.counties_now",
        lambda *_: [CountyBuild("990101", "fresh"), CountyBuild("990102", "fresh")],
    )
    first, second = junheng("status").out.splitlines()[:2]
    assert first == "2 个县：已更新 2。某个县的情况见 junheng status --county 代码。"
    assert second == "国家标准：未通过 1 个县"
