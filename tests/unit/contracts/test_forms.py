"""The vertical forms of schools and counties: one sheet is one row, an item is found by its name."""

from __future__ import annotations

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import FORMS, OTHER, RIGHT, SCHOOL, Row, form
from tests.unit.ingest.building import Cell, lines, workbook

SCHOOLS, COUNTIES = FORMS["school_form"], FORMS["county_form"]


def landed(check: Check, items: Row) -> dict[str, object]:
    """The one row that a form of these items lands as."""
    result = check(workbook({"填报表": form(items)}))
    assert result.state == "accepted", result.findings
    return result.sheets[0].accepted.row(0, named=True)


@pytest.mark.parametrize("dataset", FORMS)
def test_every_item_of_a_form_lands_in_its_own_column(dataset: str, check: Check) -> None:
    result = check(workbook({"填报表": form(FORMS[dataset])}))
    assert result.findings == []
    (found,) = result.sheets
    assert (found.dataset, found.rows_read, found.rows_accepted) == (dataset, 1, 1)
    row = found.accepted.row(0, named=True)
    assert [name for name in DATASETS[dataset].landed_columns() if row[name] is None] == []


def test_what_lands_of_a_schools_form(check: Check) -> None:
    row = landed(check, SCHOOLS)
    expected = {
        "scope_key": f"370399|2024|{OTHER}", "school_code": OTHER, "school_kind": "九年一贯制学校",
        "founded_year": 1998, "pupils_primary": 620, "pupils_junior": 380, "catchment_pupils_junior": 370,
        "classes": 24, "classes_upto_25": 1, "classes_46_50": 3, "classes_66_up": 0,
        "teachers_bachelor_primary": 35, "teachers_doctor_junior": 1, "teachers_trained_360": 78,
        "teachers_fine_art": 2, "teachers_fine_art_visiting": 1, "teaching_area": 6200.5,
        "gymnasium_area": 650, "outdoor_sports_area": 9000, "equipment_value": 310.25,
        "music_rooms": 3, "music_rooms_73_96": 1, "art_rooms_61_67": 0, "public_funds_final": 74.5,
        "graduates_entered": 124, "graduates_transferred_out": 5,
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


def test_what_lands_of_a_countys_form(check: Check) -> None:
    row = landed(check, COUNTIES)
    expected = {
        "scope_key": "370399|2024", "public_funds_quota_junior": 940, "special_public_funds": 88.5,
        "teachers_exchanged_backbone": 30, "allotted_places_rural": 500, "migrants_in_public_schools": 760,
        "disabled_placed": 205, "disabled_in_special_schools": 96, "population": 56.12, "villages": 300,
        "urban_income_per_capita": 45000,
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("item", "column"),
    [
        ("每班26-30人班级个数", "classes_26_30"),
        ("每班26～30人班级数", "classes_26_30"),
        ("每班66人及以上班级个数", "classes_66_up"),
        ("音乐教室间数（≥96㎡）", "music_rooms_96_up"),
        ("美术教室67至90平方米间数", "art_rooms_67_90"),
        ("初中硕士学历教师人数", "teachers_master_junior"),
        ("音乐教师人数（交流轮岗、兼职、走教）", "teachers_music_visiting"),
        ("小学在校生数", "pupils_primary"),
    ],
)
def test_an_item_may_be_written_in_other_ways(item: str, column: str, check: Check) -> None:
    assert landed(check, {"学校代码": SCHOOL, "班级总数": 12, item: 7})[column] == 7


def test_an_item_that_is_blank_or_not_on_the_form_is_unknown_and_never_zero(check: Check) -> None:
    row = landed(check, {"学校代码": SCHOOL, "小学学生人数": 300, "初中学生人数": "—", "班级总数": None})
    assert [row[name] for name in ("pupils_primary", "pupils_junior", "classes", "teachers")] == [
        *[300, None, None, None]
    ]


@pytest.mark.parametrize(
    ("item", "column", "lands"),
    [
        ("教学仪器设备资产值（元）", "equipment_value", 0.0012),
        ("上一年度公用经费预算总额（元）", "public_funds_budget", 0.0012),
        ("上一年度公用经费预算总额（万元）", "public_funds_budget", 12.0),
    ],
)
def test_the_unit_beside_an_item_counts(item: str, column: str, lands: float, check: Check) -> None:
    """12 yuan are 0.0012 ten thousands."""
    assert landed(check, {"学校代码": SCHOOL, item: 12})[column] == pytest.approx(lands, rel=1e-12)


def test_people_are_converted_to_ten_thousands_of_people(check: Check) -> None:
    """561200 people are 56.12 ten thousands."""
    row = landed(check, {"人口总数（人）": 561200, "乡镇数": 12})
    assert row["population"] == pytest.approx(56.12, rel=1e-12)


def test_a_workbook_may_hold_the_forms_of_many_schools(check: Check) -> None:
    sheets = {
        name: form({**SCHOOLS, "学校代码": school}) for name, school in (("甲校", SCHOOL), ("乙校", OTHER))
    }
    result = check(workbook(sheets))
    assert [found.accepted["school_code"].to_list() for found in result.sheets] == [[SCHOOL], [OTHER]]


def test_two_forms_of_one_school_in_a_file_are_both_set_aside(check: Check) -> None:
    result = check(workbook({"甲": form(SCHOOLS), "乙": form(SCHOOLS)}))
    assert [(f.rule, f.sheet, f.row) for f in result.findings] == [
        ("primary_key", "甲", 5),
        ("primary_key", "乙", 5),
    ]


def test_two_forms_of_the_county_in_a_file_are_both_set_aside(check: Check) -> None:
    result = check(workbook({"甲": form(COUNTIES), "乙": form(COUNTIES)}))
    assert [(f.rule, f.sheet) for f in result.findings] == [("primary_key", "甲"), ("primary_key", "乙")]
    assert "工作表“乙”" in result.findings[0].message and "只有一张" in result.findings[0].message
    assert [found.rows_accepted for found in result.sheets] == [0, 0]


@pytest.mark.parametrize(
    ("item", "cell", "rule"),
    [
        ("学校代码", "0012", "school_code|regex"),
        ("学校代码", None, "school_code|nullability"),
        ("体育专任教师人数", -1, "teachers_pe|min"),
        ("专任教师总人数", "八十", "teachers|unreadable"),
        ("建校时间", "很早", "founded_year|unreadable"),
        ("室内体育用房面积（㎡）", 6300, "indoor_within_teaching_area"),
    ],
)
def test_a_fault_in_a_schools_form_names_the_items_row(
    item: str, cell: Cell, rule: str, check: Check
) -> None:
    (finding,) = check(workbook({"填报表": form({**SCHOOLS, item: cell})})).findings
    row = list(SCHOOLS).index(item) + 3
    assert (finding.rule, finding.row, finding.column) == (rule, row, "填报值")
    assert f"填报项目“{item.split('（')[0]}" in finding.message


@pytest.mark.parametrize(
    ("right", "item", "cell", "rule", "at"),
    [
        (SCHOOLS, "学校体育馆面积（㎡）", 801, "gymnasium_within_indoor", "室内体育用房面积（㎡）"),
        (SCHOOLS, "专任教师总人数", 79, "degrees_within_teachers", "专任教师总人数"),
        (SCHOOLS, "班级总数（个）", 25, "bands_are_the_classes", "班级总数（个）"),
        (SCHOOLS, "音乐教室总间数（间）", 2, "music_rooms_by_area", "音乐教室总间数（间）"),
        (SCHOOLS, "美术教室61–67㎡间数", 1, "art_rooms_by_area", "美术教室总间数（间）"),
        (COUNTIES, "招生分配指标数", 2001, "allotted_within_plan", "优质高中招生计划总人数"),
        (COUNTIES, "向农村学校分配指标数", 1201, "rural_within_allotted", "招生分配指标数"),
        (COUNTIES, "实际交流骨干教师数量", 121, "backbone_within_exchanged", "实际交流轮岗教师数"),
        (COUNTIES, "公办就读", 781, "placed_within_migrants", "符合条件的随迁子女总人数"),
        (COUNTIES, "适龄残疾儿童少年总数", 204, "placed_within_disabled", "适龄残疾儿童少年总数"),
        (COUNTIES, "其中特教学校", 206, "special_within_placed", "入学总人数"),
    ],
)
def test_figures_of_a_form_that_do_not_fit_together_are_told_and_land(
    right: Row, item: str, cell: Cell, rule: str, at: str, check: Check
) -> None:
    result = check(workbook({"填报表": form({**right, item: cell})}))
    (finding,) = result.findings
    assert (finding.rule, finding.severity, finding.row) == (rule, "warn", list(right).index(at) + 3)
    assert f"“{cell}”" in finding.message
    (found,) = result.sheets
    assert (found.rows_accepted, found.rows_rejected, found.accepted.height) == (1, 0, 1)


def test_a_table_with_the_items_across_is_not_taken_for_a_form(check: Check) -> None:
    """Headings side by side belong to the tables; of a school's statistics too much is missing here."""
    result = check(lines("学校标识码,室内体育用房面积,网络多媒体教室间数", f"{SCHOOL},400,20"), "a.csv")
    assert [found.state for found in result.sheets] == ["unrecognised"]


def test_a_form_of_another_dataset_stays_what_it_is(check: Check) -> None:
    result = check(workbook({"表": form(RIGHT["county_finance"])}))
    assert [found.dataset for found in result.sheets] == ["county_finance"]
