"""One school's workbook of 教基 forms: every figure is found by its labels, wherever a year's form has it."""

from __future__ import annotations

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.recognising.by_labels import cell_rules
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.education_forms import FORMS, Rows, classes, pupils, school_workbook, titled
from tests.unit.contracts.world import OTHER, RIGHT, SCHOOL
from tests.unit.ingest.building import workbook, zipped

PLANT = {
    "teaching_area": 6200.5, "indoor_sports_area": 800.0, "outdoor_sports_area": 9000.0,
    "equipment_value": 310.25, "multimedia_rooms": 30, "staff": 88,
}  # fmt: skip
PRIMARY = {
    "school_code": OTHER, "stage": "小学", "pupils": 520, "classes": 13, "teachers": 42, "teachers_doctor": 0,
    "teachers_master": 3, "teachers_bachelor": 30, "teachers_college": 8, "teachers_backbone": 9,
    "teachers_pe": 3, "teachers_music": 2, "teachers_fine_art": 2, "teachers_arts": 1,
    "teachers_arts_subtotal": None, "classes_upto_25": 0, "classes_26_30": 1, "classes_41_45": 6,
    "classes_46_50": 1, "classes_66_up": 0, **PLANT,
}  # fmt: skip
JUNIOR = {
    "school_code": OTHER, "stage": "初中", "pupils": 400, "classes": 9, "teachers": 38, "teachers_doctor": 1,
    "teachers_master": 5, "teachers_bachelor": 32, "teachers_college": 0, "teachers_backbone": 7,
    "teachers_pe": 2, "teachers_music": 1, "classes_36_40": 1, "classes_46_50": 4, "classes_51_55": 1,
    **PLANT,
}  # fmt: skip


def landed(check: Check, content: bytes) -> dict[str, dict[str, object]]:
    """The rows of a workbook by stage."""
    result = check(content)
    rows = [row for found in result.sheets for row in found.accepted.iter_rows(named=True)]
    return {row["stage"]: row for row in rows}


def without_forms(*numbers: str) -> bytes:
    return workbook({name: rows for name, rows in FORMS.items() if not name.startswith(numbers)})


def test_a_workbook_is_a_row_per_stage_with_the_whole_schools_plant_in_each(check: Check) -> None:
    result = check(school_workbook())
    assert result.findings == []
    assert [(s.sheet, s.dataset, s.rows_read, s.rows_accepted) for s in result.sheets] == [
        ("教基（小学）", "statistics_workbook", 1, 1),
        ("教基（初中）", "statistics_workbook", 1, 1),
    ]
    rows = landed(check, school_workbook())
    assert {name: rows["小学"][name] for name in PRIMARY} == PRIMARY
    assert {name: rows["初中"][name] for name in JUNIOR} == JUNIOR
    assert {row["scope_key"] for row in rows.values()} == {f"370399|2024|{OTHER}"}


def test_cells_that_have_moved_are_found_by_their_labels(check: Check) -> None:
    """Two more rows on top and another column on the left of every form."""
    moved = {name: [["说明"], [], *([None, *row] for row in rows)] for name, rows in FORMS.items()}
    rows = landed(check, workbook(moved))
    assert {name: rows["小学"][name] for name in PRIMARY} == PRIMARY
    assert {name: rows["初中"][name] for name in JUNIOR} == JUNIOR


RECENT: Rows = titled(
    "专任教师分学段情况",
    ["", "编号", "合计", "按学历分", None, None, None, "按授课课程分", None, None, None],
    [None, None, None, "博士研究生", "硕士研究生", "本科", "专科", "体育与健康", "艺术", None, None],
    [None, None, None, None, None, None, None, None, "计", "音乐", "美术"],
    ["总计", "01", 80, 1, 8, 62, 8, 5, 7, 3, 3],
    ["小学", "02", 42, 0, 3, 30, 8, 3, 5, 2, 2],
    ["初中", "03", 38, 1, 5, 32, 0, 2, 2, 1, 1],
)


def test_one_form_with_a_row_per_stage_gives_each_stage_its_own_teachers(check: Check) -> None:
    """In it 艺术>计 is the subtotal of music and fine art, so it is not counted beside them."""
    forms = {name: rows for name, rows in FORMS.items() if not name.startswith(("教基4155", "教基4156"))}
    rows = landed(check, workbook({**forms, "教基4155_九年一贯制学校": RECENT}))
    names = ("teachers", "teachers_master", "teachers_bachelor", "teachers_pe", "teachers_arts_subtotal")
    assert [rows["小学"][name] for name in names] == [42, 3, 30, 3, 5]
    assert [rows["初中"][name] for name in names] == [38, 5, 32, 2, 2]
    assert rows["小学"]["teachers_arts"] is None


def test_the_total_of_a_form_that_tells_stages_apart_is_never_one_stages(check: Check) -> None:
    forms = {name: rows for name, rows in FORMS.items() if not name.startswith(("教基4155", "教基4156"))}
    only_others = [row for row in RECENT if row[0] != "小学"] + [["高中", "04", 0, 0, 0, 0, 0, 0, 0, 0, 0]]
    rows = landed(check, workbook({**forms, "教基4155_九年一贯制学校": only_others}))
    assert rows["小学"]["teachers"] is None
    assert rows["初中"]["teachers"] == 38


def test_the_middle_school_form_of_a_school_with_senior_classes_is_not_taken_for_the_juniors(
    check: Check,
) -> None:
    """Its total counts the senior teachers too."""
    forms = {
        name.replace("教基4156_初级中学", "教基4156_完全中学"): rows
        for name, rows in FORMS.items()
        if not name.startswith(("教基2106", "教基3112", "教基4155"))
    }
    rows = landed(check, workbook(forms))
    assert rows["初中"]["pupils"] == 400
    assert rows["初中"]["teachers"] is None


def test_girls_are_never_counted_as_all(check: Check) -> None:
    """Without the row 总计 only the row of girls is left, and a part does not stand for the whole."""
    only_girls = [row for row in pupils(520, 250, 5) if row[0] != "总计"]
    result = check(school_workbook(教基3112=only_girls))
    assert {
        row["stage"]: row["pupils"] for s in result.sheets for row in s.accepted.iter_rows(named=True)
    } == {
        "小学": None,
        "初中": 400,
    }
    (finding,) = result.findings
    assert (finding.rule, finding.severity, finding.sheet) == ("cell_not_found", "warn", "教基（小学）")
    assert "“在校生数”" in finding.message and "教基3112" in finding.message and finding.remedy


def test_a_cell_without_labels_is_taken_from_its_address_and_a_note_says_so(check: Check) -> None:
    """Form 3115 of 2021 has the pupils in E6; here nothing else tells what stands there."""
    bare: Rows = [["学生数"], [], [], [], [], [None, None, None, None, 400]]
    result = check(school_workbook(教基3115=bare))
    junior = result.sheets[1].accepted.row(0, named=True)
    assert junior["pupils"] == 400
    (finding,) = result.findings
    assert (finding.rule, finding.severity, finding.row) == ("cell_by_address", "note", 6)
    assert (finding.sheet, "“400”" in finding.message) == ("教基3115_初级中学", True)


def test_an_address_is_not_used_where_the_label_says_that_it_is_elsewhere(check: Check) -> None:
    """室内体育用房 is found in row 4 but two columns could be meant; C17 holds another figure."""
    rows: Rows = [
        ["校舍"], ["", "编号", "甲栏", "乙栏"], ["教学及辅助用房", "01", 6200, 10],
        ["室内体育用房", "02", 800, 5], *[[]] * 12, ["学生宿舍", "03", 999, 1],
    ]  # fmt: skip
    result = check(school_workbook(教基5170=rows))
    assert result.sheets[0].accepted["indoor_sports_area"].to_list() == [None]
    assert {finding.rule for finding in result.findings} == {"cell_not_found"}


@pytest.mark.parametrize(
    ("row", "lands"),
    [
        (["教学仪器设备资产值（元）", None, "04", 3102500], 310.25),
        (["教学仪器设备资产值", "元", "04", 3102500], 310.25),
        (["教学仪器设备资产值", "万元", "04", 310.25], 310.25),
        (["其中：教学仪器设备资产值（万元）", None, "04", "310.25"], 310.25),
        (["教学仪器设备资产值（万元）", None, "04", None], None),
    ],
)
def test_the_equipment_lands_in_ten_thousands_whatever_its_unit(
    row: list[str | float | None], lands: float | None, check: Check
) -> None:
    form = titled(
        "办学条件", ["指标名称", "计量单位", "编号", "数量"], ["运动场地面积", "平方米", "02", 9000], row
    )
    rows = landed(check, school_workbook(教基5176=form))
    expected = None if lands is None else pytest.approx(lands, rel=1e-12)
    assert rows["小学"]["equipment_value"] == expected


def test_a_unit_nobody_converts_leaves_the_figure_out_and_says_so(check: Check) -> None:
    form = titled(
        "办学条件", ["指标名称", "数量"], ["运动场地面积（亩）", 13.5], ["网络多媒体教室（间）", 30]
    )
    result = check(school_workbook(教基5176=form))
    assert result.sheets[0].accepted["outdoor_sports_area"].to_list() == [None]
    (finding,) = (finding for finding in result.findings if finding.rule == "wrong_unit")
    assert "亩" in finding.message and finding.row == 4


def test_forms_of_a_stage_that_the_school_lacks_make_no_row(check: Check) -> None:
    empty = {"教基2107": classes(*[0] * 10), "教基3115": pupils(0, 0, 4)}
    rows = landed(check, school_workbook(**empty, 教基4156=None, 教基1102=None))
    assert list(rows) == ["小学"]


def test_a_form_that_is_missing_is_told_with_the_figures_it_should_give(check: Check) -> None:
    result = check(without_forms("教基5170", "教基2106"))
    assert {name: result.sheets[0].accepted[name][0] for name in ("classes", "teaching_area", "pupils")} == {
        "classes": None,
        "teaching_area": None,
        "pupils": 520,
    }
    told = {finding.sheet: finding.message for finding in result.findings if "教基5170" in finding.message}
    assert told.keys() == {"教基（小学）", "教基（初中）"}
    assert "“教学及辅助用房面积”、“室内体育用房面积”" in told["教基（小学）"]
    assert ["“46-50人班数”" in f.message for f in result.findings if "教基2106" in f.message] == [True]


def test_without_the_schools_code_nothing_lands(check: Check) -> None:
    result = check(without_forms("教基1001"))
    assert [found.rows_rejected for found in result.sheets] == [1, 1]
    assert {f.rule for f in result.findings if f.severity == "set_aside"} == {"school_code|nullability"}
    assert "“学校标识码”" in result.findings[0].message


def test_a_fault_names_the_sheet_and_row_in_which_the_figure_stands(check: Check) -> None:
    result = check(school_workbook(教基5176=titled("办学条件", ["指标名称", "数量"], ["运动场地面积", -1])))
    faults = [finding for finding in result.findings if finding.severity == "unknown"]
    assert [(f.rule, f.sheet, f.row, f.column) for f in faults] == [
        ("outdoor_sports_area|min", "教基5176_九年一贯制学校", 4, "运动场地面积"),
        ("outdoor_sports_area|min", "教基5176_九年一贯制学校", 4, "运动场地面积"),
    ]


def test_degrees_beyond_the_teachers_make_both_unknown(check: Check) -> None:
    form = [[31 if cell == 30 else cell for cell in row] for row in FORMS["教基4155_小学"]]
    form = [[12 if cell == 8 else cell for cell in row] for row in form]
    result = check(school_workbook(教基4155=form))
    assert [finding.rule for finding in result.findings] == ["degrees_within_teachers"]
    assert [found.rows_accepted for found in result.sheets] == [1, 1]
    assert result.sheets[0].accepted.select("teachers", "teachers_bachelor").row(0) == (None, None)
    assert result.sheets[0].accepted["pupils"].null_count() == 0


def test_other_forms_are_noted_once_and_other_datasets_land_beside(check: Check) -> None:
    row = RIGHT["class_roster"]
    content = workbook(
        {**FORMS, "教基9999_其他": [["其他"], ["甲", 1]], "班级": [list(row), list(row.values())]}
    )
    result = check(content)
    assert [found.dataset for found in result.sheets] == ["class_roster", *["statistics_workbook"] * 2]
    (finding,) = result.findings
    assert (finding.rule, finding.severity) == ("form_not_used", "note")
    assert "教基9999_其他" in finding.message


def test_a_form_that_bears_some_headings_of_a_table_stays_a_form_and_a_whole_table_is_one(
    check: Check,
) -> None:
    """教基1001 in one line looks like the beginning of a register; a full register may bear any name."""
    line: Rows = [
        ["学校（机构）标识码", OTHER, "学校名称", "甲", "办学类型", "312", "举办者", "7", "城乡分类", "121"]
    ]
    identity: Rows = [["学校（机构）标识码", OTHER]]
    result = check(school_workbook(教基1001=[*line, *identity]))
    assert [found.dataset for found in result.sheets] == ["statistics_workbook"] * 2
    row = RIGHT["school_register"]
    table = check(workbook({"教基1001": [list(row), list(row.values())]}))
    assert [found.dataset for found in table.sheets] == ["school_register"]


def test_a_zip_may_hold_the_workbooks_of_several_schools(check: Check) -> None:
    second = {
        name: [[SCHOOL if cell == OTHER else cell for cell in row] for row in rows]
        for name, rows in FORMS.items()
    }
    content = zipped({"甲.xlsx": school_workbook(), "乙.xlsx": workbook(second)})
    result = check(content, "a.zip")
    assert [(found.sheet, found.accepted["school_code"][0]) for found in result.sheets] == [
        ("甲.xlsx/教基（小学）", OTHER),
        ("甲.xlsx/教基（初中）", OTHER),
        ("乙.xlsx/教基（小学）", SCHOOL),
        ("乙.xlsx/教基（初中）", SCHOOL),
    ]


def test_forms_without_any_figure_are_refused_and_it_is_said(check: Check) -> None:
    result = check(workbook({"教基3112_小学": [["学生数"], ["", "在校生数"], ["总计", None]]}))
    assert result.state == "refused"
    assert {finding.rule for finding in result.findings} == {"no_stage", "nothing_recognised"}


def test_every_rule_gives_a_column_of_the_dataset_and_has_a_label_or_an_address() -> None:
    dataset = DATASETS["statistics_workbook"]
    rules = cell_rules("statistics_workbook")
    assert {rule.column for rule in rules} <= dataset.columns.keys()
    assert all(rule.rows or rule.columns or rule.hints for rule in rules)
    lacking = {name for name, column in dataset.columns.items() if column.required} - {
        r.column for r in rules
    }
    assert lacking == {"stage"}
