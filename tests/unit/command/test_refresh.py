"""`junheng refresh`: what it says and with which code it leaves."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipelines.landing.report import LandingReport
from pipelines.warehouse.versions import Version
from tests.unit.command.conftest import Junheng

Refreshing = Callable[..., SimpleNamespace]


@dataclass
class Outcome:
    outcome: str
    version: str | None = None
    reasons: list[str] = field(default_factory=list)
    landing: LandingReport | None = None
    seconds: float = 12.3
    held: dict[str, list[str]] = field(default_factory=dict)


@pytest.mark.parametrize(
    ("outcome", "code"), [("published", 0), ("affirmed", 0), ("refused", 3), ("busy", 4), ("failed", 1)]
)
def test_the_exit_code_says_what_came_of_it(
    junheng: Junheng, refreshing: Refreshing, outcome: str, code: int
) -> None:
    refreshing(Outcome(outcome))
    assert junheng("refresh").code == code


def test_a_published_version_is_named_with_the_verdict_and_where_to_look(
    junheng: Junheng, refreshing: Refreshing, published: Version
) -> None:
    refreshing(Outcome("published", published.name, landing=LandingReport("r1", files_new=5)))
    said = junheng("refresh")
    assert f"已发布版本 {published.name}" in said.err
    assert "新收 5" in said.err
    assert "warehouse/current/warehouse.duckdb" in said.err
    (verdict,) = [line for line in said.out.splitlines() if "990101" in line]
    # of 32 items 20 are met and 9 lack data, of 4 units 2 pass and 1 lacks data
    cells = [cell.strip() for cell in verdict.strip("│").split("│")]
    assert cells == ["990101 示例县", "2024–2025", "国家标准", "未通过", "20", "3", "9", "2", "1", "1"]


def test_the_next_commands_name_the_home_where_it_is_not_the_usual_one(
    junheng: Junheng, refreshing: Refreshing, published: Version
) -> None:
    refreshing(Outcome("published", published.name))
    assert "--home" not in junheng("refresh").err
    Path("warehouse").rename("another home")
    said = junheng("refresh", "--home", "another home")
    assert "status --home 'another home'" in said.err
    assert "query --home 'another home' \"from bi.缺口清单\"" in said.err


def test_a_refused_run_says_why_and_that_the_last_version_stands(
    junheng: Junheng, refreshing: Refreshing, published: Version
) -> None:
    refreshing(Outcome("refused", None, ["在校生数不得为负"]))
    said = junheng("refresh")
    assert "没有发布新版本" in said.err
    assert "在校生数不得为负" in said.err
    assert f"{published.name} 仍然有效" in said.err


def test_a_version_as_known_on_a_past_day_is_told_with_its_place_and_changes_nothing(
    junheng: Junheng, refreshing: Refreshing, published: Version
) -> None:
    refreshing(Outcome("published", "20990101T000000Z"))
    said = junheng("refresh")
    assert "warehouse/versions/20990101T000000Z，没有改变现行版本" in said.err
    assert f"{published.name} 仍然有效" in said.err


def test_a_refresh_that_did_not_start_says_only_why(
    junheng: Junheng, refreshing: Refreshing, published: Version
) -> None:
    refreshing(Outcome("busy", None, ["另一次刷新正在进行"]))
    said = junheng("refresh")
    assert "没有开始刷新" in said.err
    assert "另一次刷新正在进行" in said.err
    assert said.out == ""


def test_as_json_the_result_is_on_standard_output_and_the_stages_on_standard_error(
    junheng: Junheng, refreshing: Refreshing, published: Version
) -> None:
    refreshing(Outcome("affirmed", published.name))
    said = junheng("refresh", "--json")
    result = json.loads(said.out)
    assert (result["outcome"], result["version"]) == ("affirmed", published.name)
    assert [(one["ruleset_code"], one["passes"]) for one in result["verdicts"]] == [("national", False)]
    stages = [json.loads(line)["stage"] for line in said.err.splitlines()]
    assert list(dict.fromkeys(stages)) == ["landing", "gates", "build", "publish"]


def test_without_a_terminal_every_stage_is_a_line(junheng: Junheng, refreshing: Refreshing) -> None:
    refreshing(Outcome("failed"))
    lines = junheng("refresh").err.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("[")] == [
        *("[landing]", "[landing]", "[gates]", "[gates]", "[build]", "[build]"),
        *("[gates]", "[gates]", "[publish]", "[publish]"),
    ]


def test_flags_reach_the_refresh(junheng: Junheng, refreshing: Refreshing) -> None:
    called = refreshing(Outcome("affirmed"))
    arguments = ("--home", "elsewhere", "--county", "990101", "--county", "990102")
    junheng("refresh", *arguments, "--as-known-on", "2024-10-31")
    assert str(called.settings.home) == "elsewhere"
    assert called.given["counties"] == ["990101", "990102"]
    # the day ends at midnight in Shanghai, which is 16:00 UTC
    assert called.given["as_known_on"] == datetime(2024, 10, 31, 15, 59, 59, 999999)


def test_a_moment_may_be_given_in_place_of_a_day(junheng: Junheng, refreshing: Refreshing) -> None:
    called = refreshing(Outcome("affirmed"))
    junheng("refresh", "--as-known-on", "2024-10-31T08:00:00")
    assert called.given["as_known_on"] == datetime(2024, 10, 31)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--county", "沂源"), "沂源"),
        (("--as-known-on", "yesterday"), "yesterday"),
        (("--raw", "nowhere"), "nowhere"),
        (("--no-such-option",), "no-such-option"),
    ],
)
def test_a_wrong_call_is_a_sentence_and_leaves_with_64(
    junheng: Junheng, refreshing: Refreshing, arguments: tuple[str, ...], said: str
) -> None:
    called = refreshing(Outcome("published"))
    answer = junheng("refresh", *arguments)
    assert answer.code == 64
    assert said in answer.err
    assert called.settings is None


def test_a_version_of_an_earlier_day_is_told_with_its_own_verdicts(
    junheng: Junheng, refreshing: Refreshing, published: Version
) -> None:
    earlier = shutil.copytree(published.path, published.path.with_name("20240101T000000Z"))
    refreshing(Outcome("published", earlier.name))
    said = junheng("refresh", "--as-known-on", "2024-01-01")
    assert f"各评价标准下的结论（版本 {earlier.name}）" in said.out
    assert f"版本 {published.name} 仍然有效" in said.err


def test_a_county_that_is_held_is_named_with_the_reason(junheng: Junheng, refreshing: Refreshing) -> None:
    refreshing(Outcome("published", held={"990101": ["学校数少了一半。"]}))
    said = junheng("refresh")
    assert said.code == 0
    assert "县 990101 这次没有更新，沿用上次的数字：" in said.err
    assert "  - 学校数少了一半。" in said.err


def test_a_night_that_cannot_begin_is_in_status_once_a_reason(junheng: Junheng, published: Version) -> None:
    for _ in range(2):
        assert junheng("refresh").code == 64
    said = junheng("status").err
    assert said.count("没有原始文件夹 raw") == 1 and "的刷新没有发布" in said
