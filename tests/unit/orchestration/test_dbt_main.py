"""`junheng-dbt` is dbt, given the parsed project where there is one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from pipelines.orchestration.dbt_cli import DBT, PARSED_DBT, executable

PROFILE = "one_table: {target: here, outputs: {here: {type: duckdb, path: 'here.duckdb'}}}"
PROJECT = "{name: one_table, version: '1.0', profile: one_table}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "models").mkdir()
    (tmp_path / "profiles.yml").write_text(PROFILE)
    (tmp_path / "dbt_project.yml").write_text(PROJECT)
    (tmp_path / "models" / "parsed.sql").write_text("select 1 as one")
    return tmp_path


def run(command: str, project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    told = os.environ | {"DBT_TARGET_PATH": str(project / "target"), "DO_NOT_TRACK": "1"}
    return subprocess.run(
        [executable(command), *arguments], cwd=project, env=told, capture_output=True, text=True, check=False
    )


def test_a_project_parsed_before_is_not_parsed_again(project: Path) -> None:
    assert run(DBT, project, "parse").returncode == 0
    (project / "models" / "parsed.sql").rename(project / "models" / "renamed.sql")
    named = run(PARSED_DBT, project, "ls", "--quiet", "--vars", "{told: otherwise}")
    assert named.stdout.split() == ["one_table.parsed"], "it lists what was parsed, not what lies there now"


def test_a_project_never_parsed_is_parsed_by_dbt_itself(project: Path) -> None:
    assert run(PARSED_DBT, project, "ls", "--quiet").stdout.split() == ["one_table.parsed"]


def test_what_dbt_cannot_do_ends_with_its_exit_code_and_its_words(project: Path) -> None:
    ended = run(PARSED_DBT, project, "build", "--no-such-option")
    assert ended.returncode == 2
    assert "no-such-option" in ended.stdout + ended.stderr
