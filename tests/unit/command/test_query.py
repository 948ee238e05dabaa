"""`junheng query`: reads the version in force and can do nothing else."""

from __future__ import annotations

import codecs
import csv
import json
import os
import re
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
    call = [sys.executable, "-m", "pipelines.command", "query", SCHOOLS, "--csv"]
    path = folder / "学校.csv"
    for _ in range(2):
        with path.open("a") as file:
            subprocess.run(call, stdout=file, check=True, env=WITH_PROJECT)
    content = path.read_bytes()
    assert content.startswith(codecs.BOM_UTF8)
    assert content.count(codecs.BOM_UTF8) == 1, "what is appended brings none"
    piped = subprocess.run(call, stdout=subprocess.PIPE, check=True, env=WITH_PROJECT).stdout
    assert piped.startswith(b"school_code,")


def test_a_cell_that_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe_in_csv(
    junheng: Junheng, published: Version
) -> None:
    cells = ["=1+1", "+x", "-x", "@x", "＝1+1", "＋x", "－x", "＠x", "-1.5", "1班"]
    values = ", ".join(f"'{cell}'" for cell in cells)
    said = junheng("query", f"select {values}, -2.5::double", "--csv")
    assert list(csv.reader(said.out.splitlines()))[1] == [
        "'=1+1", "'+x", "'-x", "'@x", "'＝1+1", "'＋x", "'－x", "'＠x", "-1.5", "1班", "-2.5",
    ]  # fmt: skip


def test_numbers_of_a_table_are_rounded_for_reading_and_csv_has_them_whole(
    junheng: Junheng, published: Version
) -> None:
    sql = "select 1234.5678901::double as large, 0.000123456::double as small, 2::double as whole, 7 as n"
    assert re.search(r"1234\.5679 +│ +0\.0001235 +│ +2 +│ +7", junheng("query", sql).out)
    assert "1234.5678901,0.000123456,2.0,7" in junheng("query", sql, "--csv").out


def test_a_number_stands_on_one_line_beside_long_texts(junheng: Junheng, published: Version) -> None:
    out = junheng("query", "select repeat('长', 400) as words, 1234567.25::double as figure").out
    assert "1234567.25" in out


def test_another_version_is_queried_by_its_name(junheng: Junheng, published: Version) -> None:
    assert "示例一小" in junheng("query", SCHOOLS, "--version", published.name).out
    assert junheng("query", SCHOOLS, "--version", "20200101T000000Z").code == 64


def test_a_query_keeps_to_the_memory_limit_and_leaves_nothing_beside_the_version(
    junheng: Junheng, published: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUNHENG_MEMORY_LIMIT", "60MB")
    asked = "select current_setting('memory_limit') as l, current_setting('temp_directory') as t"
    ((row,),) = [json.loads(junheng("query", asked, "--json").out)]
    assert row["l"] == "57.2 MiB"
    assert not Path(row["t"]).is_relative_to(published.path.resolve())
    before = sorted(published.path.rglob("*"))
    large = "select count(*) from (select r, hash(r) as h from range(9000000) t (r) order by h)"
    junheng("query", large)
    assert sorted(published.path.rglob("*")) == before


WIDE = ", ".join(f"'{'很长' * 12}' || row_number() over () as 列{number}" for number in range(4))
ROWS = f"""select '370399' as 县代码, '示例县' as 县名称, null as 备注, 'R' || r as 指标代码,
    '指标' || r as 指标名称, {WIDE}
from range(3) as rows(r)"""


def test_too_wide_a_table_tells_once_what_is_alike_and_leaves_out_codes_beside_their_names(
    junheng: Junheng, published: Version
) -> None:
    said = junheng("query", ROWS).out
    first, *table, last = said.splitlines()
    assert first == "各行都是：县代码 370399；县名称 示例县"
    assert last == "没有显示：备注、指标代码（--csv、--json 有全部列）"
    assert "指标2" in said and "R2" not in said
    assert all(heading in "".join(table) for heading in ("指标名称", "列0", "列3"))


def test_a_query_is_read_from_its_file(junheng: Junheng, published: Version, tmp_path: Path) -> None:
    file = tmp_path / "所有学校.sql"
    file.write_text(f"-- 有哪些学校？\n{SCHOOLS};\n", encoding="utf-8")
    assert junheng("query", str(file), "--csv").out == junheng("query", SCHOOLS, "--csv").out
    assert junheng("query", str(tmp_path / "没有.sql")).code == 64
