"""Changes that a person wrote are taken as they are meant, and what cannot be meant is named row by row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.errors import WrongCall
from pipelines.planning.change import Change
from pipelines.planning.changes import read_changes

VERSION = """
create schema marts;
create table marts.dim_school as
select '990101' as county_code, * from (values
    (2024, '1'), (2024, '2'), (2023, '1'), (2023, '3')
) as schools (school_year, school_code);
create table marts.fct_school_measure as
select '990101' as county_code, * from (values
    (2024, '1', '小学', 'teachers_pe'), (2024, '2', '小学', 'teachers_pe'),
    (2024, '2', '初中', 'teachers_pe'), (2023, '1', '小学', 'teachers_pe'),
    (2023, '3', '小学', 'teachers_pe'), (2024, '2', null, 'music_rooms')
) as measures (school_year, school_code, stage, measure_code);
create table marts.dim_measure as
from (values ('teachers_pe', '体育专任教师数', false), ('sports_area', '体育运动场馆面积', true),
    ('rooms_enough', '达到面积的教室数', false))
    as measures (measure_code, measure_name, is_plant);
"""
HEADINGS = "学校标识码,学段,数据项,改变"


@pytest.fixture
def version() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(VERSION)
        yield connection


def written(folder: Path, *rows: str, headings: str = HEADINGS) -> Path:
    path = folder / "changes.csv"
    path.write_text("\n".join([headings, *rows]), encoding="utf-8-sig")
    return path


def test_a_measure_is_named_by_its_name_or_code_and_a_schools_only_stage_need_not_be(
    version: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = written(tmp_path, "1,,体育专任教师数,2", "2,初中,teachers_pe,-1")
    assert read_changes(version, path) == [
        Change("990101", 2024, "1", "小学", "teachers_pe", 2.0),
        Change("990101", 2024, "2", "初中", "teachers_pe", -1.0),
    ]


def test_plant_is_that_of_the_whole_school_whatever_stage_is_written(
    version: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = written(tmp_path, "2,小学,体育运动场馆面积,100")
    assert read_changes(version, path) == [Change("990101", 2024, "2", None, "sports_area", 100.0)]


def test_what_no_stage_is_told_of_is_that_of_the_whole_school(
    version: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = written(tmp_path, "2,,达到面积的教室数,1")
    assert read_changes(version, path) == [Change("990101", 2024, "2", None, "rooms_enough", 1.0)]


def test_an_earlier_year_is_changed_where_it_is_named(
    version: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = written(tmp_path, "2023,3,,teachers_pe,1", headings=f"学年,{HEADINGS}")
    assert read_changes(version, path) == [Change("990101", 2023, "3", "小学", "teachers_pe", 1.0)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("9,小学,teachers_pe,1", "没有学校“9”"),
        ("1,初中,teachers_pe,1", "没有学段“初中”"),
        ("2,,teachers_pe,1", "请写明学段"),
        ("1,小学,操场,1", "没有数据项“操场”"),
        ("1,小学,teachers_pe,两个", "读到的是“两个”"),
        ("1,小学,teachers_pe,inf", "读到的是“inf”"),
    ],
)
def test_what_cannot_be_meant_is_named_with_its_row(
    version: duckdb.DuckDBPyConnection, tmp_path: Path, row: str, said: str
) -> None:
    with pytest.raises(WrongCall, match=said) as wrong:
        read_changes(version, written(tmp_path, "1,小学,teachers_pe,1", row))
    assert "第 3 行" in str(wrong.value)


def test_a_file_without_a_column_is_told_which(version: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="缺少列：改变"):
        read_changes(version, written(tmp_path, "1,小学,teachers_pe", headings="学校标识码,学段,数据项"))


def test_a_file_as_a_chinese_spreadsheet_saves_it_is_read(
    version: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / "changes.csv"
    path.write_bytes(f"{HEADINGS}\n1,小学,体育专任教师数,1".encode("gb18030"))
    assert read_changes(version, path) == [Change("990101", 2024, "1", "小学", "teachers_pe", 1.0)]


def test_a_file_that_is_no_text_is_told_how_to_save_it(
    version: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / "changes.csv"
    path.write_bytes(b"\x00\xff\xfe\x81\x00\x9f")
    with pytest.raises(WrongCall, match=path.stem):
        read_changes(version, path)
