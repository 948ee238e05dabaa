"""Units of systemd: written for the folder and the program they are asked in, and understood by systemd."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipelines.settings import PROJECT
from tests.unit.command.conftest import Junheng, folder, junheng  # noqa: F401


def test_every_unit_names_this_folder_and_this_program(folder: Path, junheng: Junheng) -> None:  # noqa: F811
    (folder / "junheng.toml").write_text("threads = 1\n")
    assert junheng("units", "--user", "junheng").code == 0
    services = sorted((folder / "systemd").glob("*.service"))
    assert len(services) == 5
    for path in services:
        text = path.read_text()
        assert f"WorkingDirectory={folder}\n" in text and "User=junheng\n" in text
        assert "Environment=JUNHENG_LANGUAGE=zh\n" in text, "others read the journal"
        (program,) = re.findall('ExecStart="(.*?)" ', text)
        assert Path(program).is_file()
    assert "02:00:00 Asia/Shanghai" in (folder / "systemd" / "junheng.timer").read_text()
    assert (folder / ".dagster" / "dagster.yaml").is_file()


@pytest.mark.parametrize("name", ["a folder", "县的 100% 文件夹"])
def test_systemd_understands_them(
    folder: Path,  # noqa: F811
    junheng: Junheng,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    here = folder / name
    here.mkdir()
    monkeypatch.chdir(here)
    assert junheng("units", "--user", "root").code == 0
    text = (here / "systemd" / "junheng.service").read_text()
    assert f"WorkingDirectory={here}".replace("%", "%%") in text
    if verify := shutil.which("systemd-analyze"):
        units = [str(path) for path in (here / "systemd").iterdir()]
        told = subprocess.run([verify, "verify", *units], capture_output=True, text=True, check=False)
        assert (told.returncode, told.stderr) == (0, "")


def test_both_guides_have_the_same_lines_for_cron() -> None:
    lines = []
    for guide in ("zh", "en"):
        text = (PROJECT / "docs" / guide / "operating.md").read_text(encoding="utf-8")
        found = re.findall(r"^([0-9]+ [0-9*]+ \* \* \*) cd \S+ && \S+/(junheng .*)$", text, re.MULTILINE)
        lines.append([" ".join(one) for one in found])
    assert lines[0] == lines[1]
    assert ["refresh" in lines[0][0], "notify --check" in lines[0][1]] == [True, True]


def test_dagster_of_a_server_is_written_once_and_never_over_another(folder: Path, junheng: Junheng) -> None:  # noqa: F811
    (folder / "junheng.toml").touch()
    for _ in range(2):
        said = junheng("units", "--postgres")
        assert said.code == 0 and "postgres.env" in said.err
    instance = folder / ".dagster" / "dagster.yaml"
    assert "DAGSTER_POSTGRES_URL" in instance.read_text()
    instance.write_text("telemetry:\n  enabled: false\n")
    said = junheng("units", "--postgres")
    assert said.code == 64 and "没有改" in said.err
    assert "postgres" not in instance.read_text()
