"""`junheng report …` on a version made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.unit.command.conftest import Junheng
from tests.unit.reports.small_version import NAME, write_version


@pytest.fixture(autouse=True)
def version_by_hand(folder: Path) -> None:
    write_version(Settings())


def test_the_form_of_one_county_is_written_and_its_path_printed(junheng: Junheng, folder: Path) -> None:
    said = junheng("report", "application", "--county", "990101", "--out", "here", "--json")

    assert said.code == 0
    (path,) = json.loads(said.out)
    assert (folder / path).is_file()
    assert Path(path) == Path("here/990101/2024/申报表 国家_标准.xlsx")


def test_without_options_every_county_gets_its_form_in_the_folder_reports(junheng: Junheng) -> None:
    said = junheng("report", "application")

    assert [Path(line).parts[:2] for line in said.out.splitlines()] == [
        ("reports", "990101"),
        ("reports", "990102"),
    ]
    assert f"已用版本 {NAME} 写出 2 份文件。" in said.err


def test_one_school_or_every_school_that_is_judged(junheng: Junheng) -> None:
    one = json.loads(
        junheng("report", "school", "--county", "990101", "--school", "2199010001", "--json").out
    )
    every = json.loads(junheng("report", "school", "--county", "990101", "--json").out)

    assert [Path(path).stem for path in one] == ["2199010001 甲"]
    assert len(every) == 3


def test_a_list_for_every_department_and_town(junheng: Junheng) -> None:
    written = json.loads(junheng("report", "shortfall", "--county", "990101", "--json").out)

    names = [Path(path).stem for path in written]
    assert sorted(names) == ["部门 教育局", "部门 残联", "部门 财政局", "镇街 一镇"]


@pytest.mark.parametrize(
    ("option", "value"), [("--county", "370323"), ("--year", "1999"), ("--ruleset", "none")]
)
def test_what_the_version_does_not_hold_is_said_with_what_was_asked_for(
    junheng: Junheng, option: str, value: str
) -> None:
    said = junheng("report", "application", option, value)

    assert said.code == 64
    assert f"{option} {value}" in said.err


def test_a_version_that_is_not_there_is_named(junheng: Junheng) -> None:
    said = junheng("report", "shortfall", "--version", "20200101T000000Z")

    assert said.code == 64
    assert "20200101T000000Z" in said.err


def test_a_day_that_is_none_is_refused_before_anything_is_written(junheng: Junheng, folder: Path) -> None:
    said = junheng("report", "briefing", "--since", "2024-13-01")

    assert said.code == 1
    assert "2024-13-01" in said.err
    assert not (folder / "reports").exists()
