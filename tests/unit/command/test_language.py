"""In which language a command tells what went wrong: the setting's, else the locale's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.command.language import of_locale
from pipelines.settings import PROJECT

CHINESE = "没有原始文件夹 raw；请建立它，或用 --raw 指明位置。\n"
ENGLISH = "There is no raw folder raw; make it, or say where it is with --raw.\n"
LOCALE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "LC_CTYPE", "JUNHENG_LANGUAGE")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "fr_FR.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en_US:en"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:en"}, "en"),
        ({"LANGUAGE": "en"}, "zh"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "en"}, "zh"),
        ({"LANG": "english"}, "zh"),
    ],
)
def test_english_is_for_who_has_an_english_locale(environment: dict[str, str], language: str) -> None:
    assert of_locale(environment) == language


def call(folder: Path, *arguments: str, **told: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if name not in LOCALE}
    return subprocess.run(
        [sys.executable, "-m", "pipelines.command", *arguments],
        env=bare | {"PYTHONPATH": str(PROJECT)} | told,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"LANG": "en_US.UTF-8"}, ENGLISH),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, CHINESE),
        ({"LANG": "C.UTF-8"}, CHINESE),
        ({}, CHINESE),
        ({"JUNHENG_LANGUAGE": "en"}, ENGLISH),
        ({"JUNHENG_LANGUAGE": "zh", "LANG": "en_US.UTF-8"}, CHINESE),
    ],
)
def test_a_command_tells_what_went_wrong_in_the_language_of_who_called(
    tmp_path: Path, told: dict[str, str], said: str
) -> None:
    ended = call(tmp_path, "refresh", **told)
    assert (ended.returncode, ended.stdout, ended.stderr) == (64, "", said)


def test_the_file_of_settings_says_it_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "junheng.toml").write_text('language = "en"\n')
    assert call(tmp_path, "refresh").stderr == ENGLISH
    (tmp_path / "junheng.toml").write_text('language = "fr"\n')
    ended = call(tmp_path, "refresh", LANG="en_US.UTF-8")
    assert ended.returncode == 64
    assert ended.stderr.startswith("A setting is wrong (environment JUNHENG_* or junheng.toml): language: ")


def test_a_file_of_settings_that_cannot_be_read_is_told_of_in_the_language_of_the_environment(
    tmp_path: Path,
) -> None:
    (tmp_path / "junheng.toml").write_text("home = \n")
    assert call(tmp_path, "status", JUNHENG_LANGUAGE="en").stderr.startswith("junheng.toml cannot be read: ")
    assert call(tmp_path, "status", LANG="C.UTF-8").stderr.startswith("junheng.toml 读不懂：")


def test_a_wrong_call_is_told_with_where_to_look(tmp_path: Path) -> None:
    ended = call(tmp_path, "status", "--nothing", LANG="en_US.UTF-8")
    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (64, "How to call it: junheng --help.")


def test_what_is_for_machines_and_what_a_sender_hears_have_one_language(tmp_path: Path) -> None:
    (tmp_path / "名册.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    heard = [
        call(tmp_path, "check", "名册.csv", *more, JUNHENG_LANGUAGE=language)
        for more in ((), ("--json",))
        for language in ("zh", "en")
    ]
    assert [one.returncode for one in heard] == [2] * 4
    assert heard[0].stdout == heard[1].stdout and "会被退回" in heard[0].stdout
    assert heard[2].stdout == heard[3].stdout


def test_what_is_kept_of_a_night_that_did_not_begin_is_chinese(tmp_path: Path) -> None:
    (tmp_path / "warehouse").mkdir()
    ended = call(tmp_path, "refresh", JUNHENG_LANGUAGE="en")
    assert ended.stderr.endswith(ENGLISH)
    (page,) = (tmp_path / "warehouse" / "runs").rglob("summary.md")
    assert CHINESE.strip() in page.read_text(encoding="utf-8")
