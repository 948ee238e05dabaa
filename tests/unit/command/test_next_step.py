"""`junheng` alone: what comes next, from the state of the folder."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.warehouse.versions import Version, affirm
from tests.unit.command.conftest import Junheng


def test_where_there_is_nothing_it_leads_to_a_working_folder_and_makes_nothing(
    junheng: Junheng, folder: Path
) -> None:
    said = junheng()
    assert said.code == 0
    assert "junheng init" in said.out
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("blank", "words"), [(True, "空白模板在"), (False, "junheng templates")])
def test_a_folder_without_files_leads_to_the_templates(
    junheng: Junheng, folder: Path, blank: bool, words: str
) -> None:
    (folder / "junheng.toml").write_text("")
    (folder / "raw" / "990101" / "2024").mkdir(parents=True)
    if blank:
        (folder / "模板").mkdir()
    said = junheng().out
    assert "还没有报来的文件" in said
    assert words in said
    assert "junheng check" in said


def handed_in(folder: Path) -> Path:
    path = folder / "raw" / "990101" / "2024" / "a.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    return path


def test_what_lies_there_and_was_never_read_leads_to_a_refresh(junheng: Junheng, folder: Path) -> None:
    handed_in(folder)
    said = junheng().out
    assert "还没有发布过版本" in said
    assert "junheng refresh" in said


def test_a_refresh_that_was_refused_leads_to_its_reasons(junheng: Junheng, folder: Path) -> None:
    handed_in(folder)
    page = Settings().runs / "r1" / "summary.md"
    page.parent.mkdir(parents=True)
    page.write_text("# 没有发布\n\n- 主键重复\n", encoding="utf-8")
    said = junheng().out
    assert "没有发布：主键重复。" in said
    assert "runs/r1/summary.md" in said


def test_where_all_is_well_it_leads_to_what_there_is_to_see(junheng: Junheng, published: Version) -> None:
    said = junheng().out
    assert said.startswith(f"现行版本 {published.name}。")
    assert "junheng status" in said
    assert "junheng refresh" not in said


def test_a_file_that_came_since_leads_to_a_refresh(
    junheng: Junheng, published: Version, folder: Path
) -> None:
    path = handed_in(folder)
    # as a copy keeps the time of its original
    os.utime(path, (1, 1))
    assert f"{path.relative_to(folder)} 在上次刷新以后" in junheng().out
    affirm(Settings(), "r2", datetime.now(UTC) + timedelta(minutes=1))
    assert "以后" not in junheng().out


def test_bash_completes_a_command(folder: Path) -> None:
    asked = os.environ | {"_JUNHENG_COMPLETE": "complete_bash", "COMP_WORDS": "junheng re", "COMP_CWORD": "1"}
    told = subprocess.run(
        [sys.executable, "-m", "pipelines.command"], env=asked, capture_output=True, text=True, check=True
    )
    assert {"refresh", "report", "restore"} <= set(told.stdout.split())
