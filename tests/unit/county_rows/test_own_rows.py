"""What counties write in `county/`: how it is read, whom a fault holds, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.county_rows.faults import OwnRowsFault
from pipelines.county_rows.own_rows import FOR_ALL, keep_as_good, own_rows
from pipelines.settings import Settings

ACKNOWLEDGED = "县代码,核实号,理由,责任人,最后一天"
GOOD = "370399,ABCDEFGH,属实,王某,2025-06-30"
DEPARTMENTS = "county_code,department_code,department_name"
THRESHOLDS = (
    "county_code,layer,indicator_code,stage,school_type_code,comparison,threshold,floor_ratio,cv_limit,basis"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "county").mkdir()
    return Settings(home=tmp_path / "home", county=tmp_path / "county")


def write(settings: Settings, name: str, *lines: str, encoding: str = "utf-8") -> Path:
    path = settings.county / name
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def test_without_the_folder_there_are_no_rows(tmp_path: Path) -> None:
    assert own_rows(Settings(home=tmp_path, county=tmp_path / "none")).by_county == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_row_is_read_however_a_spreadsheet_saves_it(settings: Settings, encoding: str) -> None:
    write(
        settings,
        "departments.csv",
        DEPARTMENTS,
        "990102,教体,区教育局",
        ",,",
        ",编办,县委编办",
        encoding=encoding,
    )
    rows = own_rows(settings)
    assert rows.of("departments", "990102") == [
        {"county_code": None, "department_code": "编办", "department_name": "县委编办"},
        {"county_code": "990102", "department_code": "教体", "department_name": "区教育局"},
    ]
    assert rows.held == {}


def test_the_columns_may_stand_in_any_order_and_a_note_beside_them_is_nobodys_row(settings: Settings) -> None:
    write(settings, "towns.csv", "town_name,county_code,town_code", "甲镇,990101,990101001")
    write(settings, "README.md", "谁改了什么")
    (row,) = own_rows(settings).of("towns", "990101")
    assert row == {"county_code": "990101", "town_code": "990101001", "town_name": "甲镇"}


def test_a_finding_may_have_any_eight_letters_as_its_number(settings: Settings) -> None:
    """Also letters by which a number of WeChat or QQ could begin."""
    write(settings, "acknowledged.csv", ACKNOWLEDGED, "370399,QQABCDEF,属实,王某,2025-06-30")
    (row,) = own_rows(settings).of("acknowledged", "370399")
    assert row["核实号"] == "QQABCDEF"


@pytest.mark.parametrize(
    ("name", "lines", "what"),
    [
        ("departements.csv", [DEPARTMENTS], "不是能在这里填的表"),
        ("departments.xlsx", ["x"], "缺“county_code”"),
        ("departments.csv", ["county_code,department_code"], "缺“department_name”列"),
        ("departments.csv", [f"{DEPARTMENTS},phone"], "多出“phone”列"),
        ("departments.csv", [f"{DEPARTMENTS},13800000000"], "多出（内容不显示）列"),
        ("departments.csv", [DEPARTMENTS, "13800000000,教体,区教育局"], "“county_code”列是（内容不显示）"),
        ("departments.csv", [DEPARTMENTS, "37039,教体,区教育局"], "“county_code”列是“37039”，应为6 位县代码"),
        ("towns.csv", ["county_code,town_code,town_name", ",990101001,甲镇"], "“county_code”列是空的"),
        ("acknowledged.csv", ["县代码,核实号", "370399,ABCDEFGH"], "缺“理由”“责任人”“最后一天”列"),
        ("departments.csv", [DEPARTMENTS, ",教体,教育局", ",教体,教体局"], "在第 2 行已有"),
    ],
)
def test_a_fault_of_a_file_or_of_a_row_for_all_is_one_of_the_settings(
    settings: Settings, name: str, lines: list[str], what: str
) -> None:
    path = write(settings, name, *lines)
    with pytest.raises(OwnRowsFault) as told:
        own_rows(settings)
    assert what in str(told.value) and str(path) in str(told.value) and "请" in str(told.value)
    assert told.value.exit_code == 64


@pytest.mark.parametrize(
    ("name", "heading", "row", "what"),
    [
        ("acknowledged.csv", ACKNOWLEDGED, "370399,abc,属实,王某,2025-06-30", "“核实号”列是“abc”"),
        ("acknowledged.csv", ACKNOWLEDGED, "370399,ABCDEFGQ,,王某,2025-06-30", "“理由”列是空的"),
        (
            "acknowledged.csv",
            ACKNOWLEDGED,
            "370399,ABCDEFGQ,属实,王某,2025-02-30",
            "“最后一天”列是“2025-02-30”",
        ),
        ("acknowledged.csv", ACKNOWLEDGED, "370399,ABCDEFGQ,属实,王某,明年", "应为日期，如 2025-06-30"),
        (
            "acknowledged.csv",
            ACKNOWLEDGED,
            "370399,ABCDEFGQ,电话 13800000000,王某,2025-06-30",
            "电话一类的号码",
        ),
        ("acknowledged.csv", ACKNOWLEDGED, GOOD, "核实号 ABCDEFGH 在第 2 行已有"),
        ("departments.csv", DEPARTMENTS, "370399,教体,局,再一格", "有 4 格"),
        ("thresholds.csv", THRESHOLDS, "370399,本区,R1,小学,,>=,四,,,文号", "“threshold”列是“四”，应为数"),
        ("thresholds.csv", THRESHOLDS, "370399,本区,R99,小学,,>=,5,,,文号", "“indicator_code”列是“R99”"),
        ("thresholds.csv", THRESHOLDS, "370399,national,R1,小学,,>=,5,,,文号", "层“national”是各县通用的"),
        (
            "rulesets.csv",
            "county_code,ruleset_code,ruleset_name,ruleset_name_en,layers,counties,point_counting,"
            "cohort_formula,catchment_population,migrant_population,compliance_min_met",
            "370399,national_2017,本县,Own,national,,own,F2,all,public_only,6",
            "national_2017 已由各县通用的登记表使用",
        ),
    ],
)
def test_a_fault_in_the_rows_of_one_county_holds_that_county_and_no_other(
    settings: Settings, name: str, heading: str, row: str, what: str
) -> None:
    first = GOOD if name == "acknowledged.csv" else ",".join(["990101", *["教体"] * (heading.count(",") - 0)])
    lines = [heading, first] if name in ("acknowledged.csv", "departments.csv") else [heading, ""]
    path = write(settings, name, *lines, row)
    rows = own_rows(settings)
    assert list(rows.held) == ["370399"]
    (said,) = rows.held["370399"]
    assert f"{path} 第 3 行" in said and what in said and "请改正或删去该行" in said


def test_two_counties_do_not_share_a_layer_nor_a_code(settings: Settings) -> None:
    row = "{},own,R1,小学,,>=,5,,,文号"
    write(settings, "thresholds.csv", THRESHOLDS, row.format("990101"), row.format("990102"))
    rows = own_rows(settings)
    assert list(rows.held) == ["990102"]
    assert "层“own”是县 990101 的" in rows.held["990102"][0]


def test_a_county_that_is_held_keeps_the_rows_that_were_last_good(settings: Settings) -> None:
    write(settings, "departments.csv", DEPARTMENTS, "990101,教体,区教育局", ",编办,编办")
    good = own_rows(settings)
    keep_as_good(settings, good)
    write(settings, "departments.csv", DEPARTMENTS, "990101,教体,区教育局,多", ",编办,编办")
    held = own_rows(settings)
    assert list(held.held) == ["990101"]
    assert held.by_county["990101"] == good.by_county["990101"]
    assert held.by_county[FOR_ALL] == good.by_county[FOR_ALL]


def test_what_one_county_writes_is_in_its_fingerprint_and_in_no_others(settings: Settings) -> None:
    write(settings, "departments.csv", DEPARTMENTS, "990101,教体,区教育局", "990102,教体,市教育局")
    before = own_rows(settings)
    write(settings, "departments.csv", DEPARTMENTS, "990101,教体,区教育局", "990102,教体,市教体局")
    after = own_rows(settings)
    assert before.said_by("990101") == after.said_by("990101")
    assert before.said_by("990102") != after.said_by("990102")
    assert before.for_all == after.for_all == ""
