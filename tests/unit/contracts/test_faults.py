"""Faults in rows: what they leave unknown or set aside, and that each says where, what, and what to do."""

from __future__ import annotations

import json

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.result import FileResult
from pipelines.ingest.model import Finding
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import OTHER, RIGHT, SCHOOL, Row, changed, second, sheet
from tests.unit.ingest.building import Cell, lines, workbook, zipped


def set_aside(result: FileResult) -> list[Finding]:
    return [finding for finding in result.findings if finding.severity == "set_aside"]


def unknown(result: FileResult) -> list[Finding]:
    return [finding for finding in result.findings if finding.severity == "unknown"]


@pytest.mark.parametrize(
    ("dataset", "heading", "cell", "rule", "words"),
    [
        ("school_register", "学校标识码", "0012", "school_code|regex", ["“0012”", "10 位数字"]),
        ("school_register", "学校标识码", "2.137E+09", "school_code|unreadable", ["2.137E+09", "科学计数法"]),
        ("school_register", "学校标识码", None, "school_code|nullability", ["是空的"]),
        ("school_register", "办学类型码", "999", "school_type_code|unreadable", ["“999”", "211"]),
        ("school_register", "办学类型码", "", "school_type_code|nullability", ["是空的"]),
        ("school_statistics", "学段", "幼儿园", "stage|unreadable", ["“幼儿园”", "小学、初中、高中"]),
        ("class_roster", "年级", "初一", "grade|unreadable", ["“初一”", "一年级至九年级"]),
        ("class_roster", "年级", "七年级", "grade_of_stage", ["“七年级”", "“小学”"]),
        ("class_roster", "班级", None, "class_name|nullability", ["是空的"]),
        ("special_rooms", "教室类别", "舞蹈", "room_kind|unreadable", ["“舞蹈”", "音乐、美术"]),
        ("school_finance", "财政年度", "待定", "fiscal_year|unreadable", ["“待定”", "年份"]),
        ("teacher_roster", "任教学段", "", "stage_of_a_teacher", ["“任教学段”为空"]),
        ("exam_scores", "考试日期", "2025年1月", "exam_date|unreadable", ["日期"]),
        ("exam_scores", "考试日期", "2025-02-30", "exam_date|unreadable", ["“2025-02-30”", "没有这一天"]),
        ("student_changes", "异动类型", "请假", "change_type|unreadable", ["转入、转出、死亡"]),
        ("student_changes", "异动日期", None, "change_date|nullability", ["是空的"]),
        ("high_school_quota", "招生年度", None, "enrolment_year|nullability", ["是空的"]),
        ("national_monitoring", "学科", "舞蹈", "subject|unreadable", ["“舞蹈”", "语文"]),
        ("satisfaction_survey", "调查方式", "", "method|nullability", ["是空的"]),
        ("evidence_register", "材料日期", "去年", "material_date|unreadable", ["内容不显示", "日期"]),
        ("incident_register", "事项代码", "V7", "incident_code|unreadable", ["“V7”", "V1、V2"]),
        ("incident_register", "发生日期", "", "incident_date|nullability", ["是空的"]),
        ("incident_register", "发生日期", "2025-02-30", "incident_date|unreadable", ["没有这一天"]),
    ],
)
def test_a_fault_in_what_gives_a_row_its_meaning_sets_it_aside_and_says_what_to_do(
    dataset: str, heading: str, cell: Cell, rule: str, words: list[str], check: Check
) -> None:
    bad: Row = {**RIGHT[dataset], heading: cell}
    result = check(sheet(dataset, second(dataset), bad))
    (found,) = result.sheets
    assert (found.rows_read, found.rows_accepted, found.rows_rejected) == (2, 1, 1)
    (finding,) = set_aside(result)
    assert_told(finding, dataset, heading, rule, words)
    assert found.rejected.row(0)[:2] == (4, rule)
    assert set(found.accepted["row_number"]) == {3}
    assert set(found.unknown["row_number"]) == {4}


@pytest.mark.parametrize(
    ("dataset", "heading", "cell", "rule", "words"),
    [
        ("school_register", "镇街代码", "370323001", "town_of_this_county", ["“370323001”", "9 位"]),
        ("school_register", "镇街代码", "001", "town_of_this_county", ["“001”"]),
        ("school_register", "建校年份", 1700, "founded_year|min", ["“1700”", "1800"]),
        ("school_register", "建校年份", 2999, "founded_year|max", ["“2999”"]),
        ("school_register", "是否寄宿制学校", "也许", "is_boarding|unreadable", ["内容不显示", "“是”或“否”"]),
        ("school_statistics", "在校生数", -5, "pupils|min", ["“-5”", "不小于 0"]),
        ("school_statistics", "在校生数", 45.5, "pupils|unreadable", ["“45.5”", "整数"]),
        ("school_statistics", "运动场地面积", "=A99", "outdoor_sports_area|unreadable", ["公式错误"]),
        ("school_statistics", "本科", 39, "degrees_within_teachers", ["“39”", "“40”"]),
        ("school_statistics", "体育与健康", 38, "pe_and_arts_within_teachers", ["“38”", "“40”"]),
        (
            "school_statistics",
            "室内体育用房面积",
            3001,
            "indoor_within_teaching_area",
            ["“3001”", "“3000.5”"],
        ),
        ("special_rooms", "使用面积（平方米）", -90, "area|min", ["“-90”"]),
        ("teacher_roster", "五年培训学时", -12, "training_hours|min", ["“-12”"]),
        ("exam_scores", "语文(120)", 121, "score_within_full_mark", ["“121”", "满分"]),
        ("exam_scores", "数学", -1, "score_within_full_mark", ["“-1”"]),
        ("exam_scores", "数学", "优", "数学|unreadable", ["数字"]),
        ("school_register", "学校名称", "=A99", "school_name|unreadable", ["公式"]),
        ("disability_register", "安置方式", "在家", "placement|unreadable", ["特教学校", "未入学"]),
        ("high_school_quota", "分配指标数", 601, "allotted_within_plan", ["“601”", "“600”"]),
        ("teacher_posts", "长期聘用编外教师数", -1, "long_term_off_roll_teachers|min", ["“-1”"]),
        ("national_monitoring", "水平等级", 5, "level|unreadable", ["“5”", "Ⅰ、Ⅱ、Ⅲ、Ⅳ"]),
        ("national_monitoring", "校际差异率", -0.1, "between_school_difference|min", ["“-0.1”", "0.149"]),
        ("national_monitoring", "校际差异率", "较小", "between_school_difference|unreadable", ["内容不显示"]),
        ("curriculum_hours", "是否开齐开足", "大部分", "all_courses_offered|unreadable", ["内容不显示"]),
        ("satisfaction_survey", "镇街代码", "370323001", "town_of_this_county", ["“370323001”"]),
        ("satisfaction_survey", "总体评价", "好", "overall_rating|unreadable", ["“好”", "基本满意"]),
        ("evidence_register", "评估结论", "", "conclusion_or_rating", ["“评估结论”为空", "评级的可以留空"]),
    ],
)
def test_any_other_cell_that_cannot_be_taken_is_unknown_and_its_row_lands(
    dataset: str, heading: str, cell: Cell, rule: str, words: list[str], check: Check
) -> None:
    bad: Row = {**RIGHT[dataset], heading: cell}
    result = check(sheet(dataset, second(dataset), bad))
    (found,) = result.sheets
    assert (found.rows_read, found.rows_accepted, found.rows_rejected) == (2, 2, 0)
    (finding,) = unknown(result)
    assert_told(finding, dataset, heading, rule, words)
    column, _, of_a_column = rule.partition("|")
    several = DATASETS[dataset].rules[rule].columns if not of_a_column else (column,)
    across = DATASETS[dataset].across
    if across:
        rows = found.accepted.filter(row_number=4, **{across.name_column: heading.split("(")[0]})
        assert rows[across.value_column].to_list() == [None]
    else:
        assert found.accepted.filter(row_number=4).select(several).row(0) == (None,) * len(several)


def assert_told(finding: Finding, dataset: str, heading: str, rule: str, words: list[str]) -> None:
    """A finding names the place, what was found and what is expected."""
    assert (finding.rule, finding.row, finding.column, finding.sheet) == (rule, 4, heading, "表")
    assert finding.dataset == dataset
    for word in ["工作表“表”", "第 4 行", *words]:
        assert word in finding.message
    assert finding.remedy


@pytest.mark.parametrize(
    ("dataset", "headings"),
    [
        ("school_statistics", ["在校生数", "专任教师数", "本科", "室内体育用房面积", "教学及辅助用房面积"]),
        (
            "school_register",
            ["学校名称", "举办者类型码", "城乡分类码", "镇街代码", "建校年份", "是否寄宿制学校"],
        ),
        ("student_roster", ["身份证件号", "出生日期", "入学年月", "班级", "性别"]),
        ("special_rooms", ["使用面积（平方米）", "建成年份"]),
        ("disability_register", ["出生日期", "残疾类别", "安置方式"]),
        ("national_monitoring", ["水平等级", "校际差异率"]),
        ("incident_register", ["主体代码", "认定结论"]),
    ],
)
@pytest.mark.parametrize("cell", [None, "—", "/", "…"])
def test_a_blank_measure_lands_as_unknown_and_never_as_zero(
    dataset: str, headings: list[str], cell: Cell, check: Check
) -> None:
    (found,) = check(sheet(dataset, {**RIGHT[dataset], **dict.fromkeys(headings, cell)})).sheets
    assert (found.rows_accepted, found.rows_rejected) == (1, 0)
    names = [
        c.name for c in DATASETS[dataset].columns.values() if any(h.startswith(c.heading) for h in headings)
    ]
    assert [found.accepted[name][0] for name in names] == [None] * len(names)


def test_a_key_that_stands_twice_sets_all_its_rows_aside_and_names_them(check: Check) -> None:
    twin = changed("school_register", 学校名称="另一所")
    result = check(sheet("school_register", RIGHT["school_register"], second("school_register"), twin))
    assert [(finding.rule, finding.row) for finding in set_aside(result)] == [
        ("primary_key", 3),
        ("primary_key", 5),
    ]
    assert "第 5 行" in set_aside(result)[0].message
    assert SCHOOL in set_aside(result)[0].message
    assert "都没有采用" in set_aside(result)[0].message
    assert result.sheets[0].accepted["school_code"].to_list() == [OTHER]


def test_a_key_that_stands_on_two_sheets_of_a_file_is_a_duplicate_too(check: Check) -> None:
    row = RIGHT["class_roster"]
    table = [list(row), list(row.values())]
    result = check(workbook({"甲": table, "乙": table}))
    assert [(finding.sheet, finding.row) for finding in set_aside(result)] == [("甲", 2), ("乙", 2)]
    assert "工作表“乙”第 2 行" in set_aside(result)[0].message
    assert [found.rows_rejected for found in result.sheets] == [1, 1]


def test_a_row_with_a_hole_in_its_key_is_not_called_a_duplicate(check: Check) -> None:
    rows = [changed("class_roster", 年级="初一"), changed("class_roster", 年级="初二")]
    assert {finding.rule for finding in set_aside(check(sheet("class_roster", *rows)))} == {
        "grade|unreadable"
    }


def test_a_row_may_break_several_rules(check: Check) -> None:
    result = check(sheet("class_roster", {**RIGHT["class_roster"], "学校标识码": "12", "学生数（人）": -3}))
    assert result.sheets[0].rejected["rules"].to_list() == ["school_code|regex"]
    assert [finding.rule for finding in [*set_aside(result), *unknown(result)]] == [
        "school_code|regex",
        "pupils|min",
    ]
    assert result.sheets[0].unknown.select("school_code", "stage", "pupils").row(0) == (None, "小学", None)


def test_a_sheet_with_too_many_bad_rows_refuses_the_file(check: Check) -> None:
    rows = [
        {**RIGHT["class_roster"], "班级": f"{n}班", "年级": "初一" if n < 3 else "一年级"} for n in range(10)
    ]
    assert check(sheet("class_roster", *rows), share=0.3).state == "accepted"
    result = check(sheet("class_roster", *rows), share=0.2)
    assert result.state == "refused"
    assert result.findings[-1].rule == "too_many_rejected"
    assert "10 行数据中有 3 行不合格" in result.findings[-1].message
    assert result.sheets[0].accepted.height == 0
    assert (result.sheets[0].rows_accepted, result.sheets[0].rows_rejected) == (7, 3)


def test_a_required_column_with_too_many_cells_that_cannot_be_taken_refuses_the_file(check: Check) -> None:
    """Of ten cells one is blank; three of nine are a third."""
    cells = [-1, "四十", "23 22", None, *[40] * 6]
    rows = [{**RIGHT["class_roster"], "班级": f"{n}班", "学生数（人）": cell} for n, cell in enumerate(cells)]
    assert check(sheet("class_roster", *rows), share=0.34).state == "accepted"
    result = check(sheet("class_roster", *rows), share=0.3)
    assert (result.state, result.findings[-1].rule) == ("refused", "too_many_unreadable")
    assert "“学生数”列填写的 9 格中有 3 格无法采用（33.3%）" in result.findings[-1].message


def test_one_refused_sheet_refuses_the_whole_file(check: Check) -> None:
    good = RIGHT["class_roster"]
    bad = {key: cell for key, cell in good.items() if key != "年级"}
    result = check(workbook({"好": [list(good), list(good.values())], "坏": [list(bad), list(bad.values())]}))
    assert result.state == "refused"
    assert [found.state for found in result.sheets] == ["accepted", "refused"]


def test_many_rows_with_one_fault_are_told_in_few_sentences(check: Check) -> None:
    rows = [f"{SCHOOL},小学,一年级,{n}班,-1" for n in range(300)]
    result = check(lines("学校标识码,学段,年级,班级,学生数", *rows), "a.csv")
    assert len(unknown(result)) == 21
    assert "另有 280 行" in unknown(result)[-1].message
    assert result.sheets[0].accepted["pupils"].null_count() == 300


def test_nothing_personal_is_in_findings_or_in_rows_set_aside(check: Check) -> None:
    slipped = {
        **RIGHT["student_roster"],
        "性别": "某某甲",
        "班级": "某某丙",
        "出生日期": "2014年13月1日",
        "残疾类型": "某某丁",
    }
    twins = [second("student_roster"), second("student_roster")]
    result = check(sheet("student_roster", slipped, *twins))
    (found,) = result.sheets
    assert (found.rows_accepted, found.rows_rejected) == (1, 2)
    told = " ".join(
        [f"{f.message}{f.remedy}{f.column}" for f in result.findings] + found.rejected["content"].to_list()
    )
    for secret in ("某某", "2014年", "2014-01-01", "G3703", "37039920"):
        assert secret not in told
    assert "内容不显示" in told
    content = json.loads(found.rejected["content"][0])
    assert content["学校标识码"] == SCHOOL
    assert content["学段"] == "小学"


def test_a_person_without_a_key_is_set_aside_without_being_named(check: Check) -> None:
    result = check(sheet("student_roster", {**RIGHT["student_roster"], "学籍号": "—"}))
    assert [finding.rule for finding in set_aside(result)] == ["student_hash|nullability"]


def test_what_is_no_data_is_passed_over_and_counted(check: Check) -> None:
    content = lines(
        "示例县班级名册（合成）,,,,",
        "学校标识码,学段,年级,班级,学生数（人）",
        "甲,乙,丙,1,2",
        "历山街道（9所）,,,,",
        f"{SCHOOL},小学,一年级,1班,40",
        ",,,,",
        f"{SCHOOL},小计,,,40",
        "合计,,,,40",
        "填表人：某,,,,",
    )
    (found,) = check(content, "a.csv").sheets
    assert (found.rows_read, found.rows_accepted, found.rows_passed_over) == (7, 1, 6)
    assert found.accepted["row_number"].to_list() == [5]


def test_rows_of_every_sheet_are_numbered_as_the_sender_sees_them(check: Check) -> None:
    row = RIGHT["class_roster"]
    table = [[], [], ["标题"], [], list(row), list(row.values()), [], [*list(row.values())[:-1], "四十"]]
    result = check(workbook({"表": table}, corner=2))
    assert {finding.row for finding in set_aside(result)} == {6, 8}
    assert [(finding.row, finding.rule) for finding in unknown(result)] == [(8, "pupils|unreadable")]


def test_a_zip_may_hold_several_datasets(check: Check) -> None:
    members = {
        "a.xlsx": sheet("class_roster", RIGHT["class_roster"]),
        "b.xlsx": sheet("special_rooms", RIGHT["special_rooms"]),
    }
    result = check(zipped(members), "a.zip")
    assert [(found.sheet, found.dataset) for found in result.sheets] == [
        ("a.xlsx/表", "class_roster"),
        ("b.xlsx/表", "special_rooms"),
    ]
