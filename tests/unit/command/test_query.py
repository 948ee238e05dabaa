"""`junheng query`: reads the version in force and can do nothing else."""

from __future__ import annotations

import codecs
import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.settings import PROJECT
from pipelines.warehouse.versions import Version
from tests.unit.command.conftest import Junheng

WITH_PROJECT = os.environ | {"PYTHONPATH": str(PROJECT)}
SCHOOLS = "select school_code, school_name from marts.dim_school order by school_code"


def test_a_query_is_answered_as_a_table(junheng: Junheng, published: Version) -> None:
    said = junheng("query", SCHOOLS)
    assert said.code == 0
    assert "school_name" in said.out
    assert "示例一小" in said.out


def test_a_query_is_answered_as_csv(junheng: Junheng, published: Version) -> None:
    rows = list(csv.reader(junheng("query", SCHOOLS, "--csv").out.splitlines()))
    assert rows[:2] == [["school_code", "school_name"], ["1", "示例一小"]]


def test_a_query_is_answered_as_json(junheng: Junheng, published: Version) -> None:
    said = junheng("query", "select date '2024-09-01' as day, null as nothing, 0.5::double as half", "--json")
    assert json.loads(said.out) == [{"day": "2024-09-01", "nothing": None, "half": 0.5}]


def test_square_brackets_in_a_value_are_shown_as_they_are(junheng: Junheng, published: Version) -> None:
    assert "[bold]1班[/]" in junheng("query", "select '[bold]1班[/]' as class_name").out


@pytest.mark.parametrize(
    "sql",
    [
        "delete from marts.dim_school",
        "create table marts.mine as select 1",
        "select * from read_csv('secret.csv')",
        "copy marts.dim_school to 'out.csv'",
        "attach 'other.duckdb'",
        "set enable_external_access = true",
        "selec nonsense",
    ],
)
def test_what_is_no_reading_of_the_version_is_refused_in_a_sentence(
    junheng: Junheng, published: Version, folder: Path, sql: str
) -> None:
    (folder / "secret.csv").write_text("a\n1\n")
    before = sorted(path.name for path in folder.iterdir())
    said = junheng("query", sql)
    assert said.code == 1
    assert said.err.startswith("查询没有成功")
    assert "Traceback" not in said.err
    assert sorted(path.name for path in folder.iterdir()) == before


def test_before_anything_is_published_a_query_says_what_to_do(junheng: Junheng) -> None:
    said = junheng("query", "select 1")
    assert said.code == 1
    assert "junheng refresh" in said.err


def test_csv_and_json_at_once_is_a_wrong_call(junheng: Junheng, published: Version) -> None:
    assert junheng("query", SCHOOLS, "--csv", "--json").code == 64


def test_csv_written_to_a_file_opens_in_excel_and_csv_read_by_a_program_begins_with_its_headings(
    published: Version, folder: Path
) -> None:
    call = [sys.executable, "-m", "pipelines.command.main", "query", SCHOOLS, "--csv"]
    path = folder / "学校.csv"
    for _ in range(2):
        with path.open("a") as file:
            subprocess.run(call, stdout=file, check=True, env=WITH_PROJECT)
    content = path.read_bytes()
    assert content.startswith(codecs.BOM_UTF8)
    assert content.count(codecs.BOM_UTF8) == 1, "what is appended brings none"
    piped = subprocess.run(call, stdout=subprocess.PIPE, check=True, env=WITH_PROJECT).stdout
    assert piped.startswith(b"school_code,")
