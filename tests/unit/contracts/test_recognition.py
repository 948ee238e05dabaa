"""A dataset is told by its headings: merged, aliased, with units, in forms; what cannot be told is said."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.dataset import Dataset
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT, SCHOOL, sheet
from tests.unit.ingest.building import Cell, Merge, lines, workbook

WIDE: list[tuple[str, Cell]] = [
    ("学校名称", "示例小学"),
    ("学校标识码", SCHOOL),
    ("统计三级", "示例镇"),
    ("办学类型", "小学"),
    ("是否计校数", "是"),
    ("在校生数>合计", 500),
    ("在校生数>#女", 240),
    ("专任教师>合计", 40),
    ("专任教师>#女>本科", 25),
    ("专任教师>#按学历分>博士研究生", 0),
    ("专任教师>#按学历分>硕士研究生", 2),
    ("专任教师>#按学历分>本科", 30),
    ("专任教师>#按学历分>专科", 6),
    ("专任教师>#按授课课程分>体育与健康", 3),
    ("专任教师>#按授课课程分>艺术>计", 4),
    ("专任教师>#按授课课程分>艺术>音乐", 2),
    ("教基1102>县级以上骨干教师(小学)", 9),
    ("教基1102>县级以上骨干教师(初中)", 7),
    ("教基5170>本学年校舍建筑面积>计", 4000),
    ("教基5170>本学年校舍建筑面积>教学及辅助用房>计", 3000.5),
    ("教基5170>本学年校舍建筑面积>教学及辅助用房>室内体育用房", 400),
    ("教基5176>占地面积及其他办学条件>占地面积（平方米）>总计", 20000),
    ("教基5176>占地面积及其他办学条件>占地面积（平方米）>其中>运动场地面积", 5000),
    ("教学仪器设备资产值(万元)", 123.45),
    ("网络多媒体教室", 20),
]
EXPECTED = {
    "school_code": SCHOOL, "pupils": 500, "teachers": 40, "teachers_bachelor": 30, "teachers_college": 6,
    "teachers_pe": 3, "teachers_arts_subtotal": 4, "teachers_music": 2, "teachers_arts": None,
    "teachers_backbone": 9,
    "teaching_area": 3000.5, "indoor_sports_area": 400.0, "outdoor_sports_area": 5000.0,
    "equipment_value": 123.45, "multimedia_rooms": 20,
}  # fmt: skip
DEPTH = 5


def merged(columns: list[tuple[str, Cell]], top: int) -> list[Merge]:
    """Heading rows as the wide export has them: equal neighbours merged across, the last word of a path
    down.
    """
    paths = [path.split(">") for path, _ in columns]
    areas: list[Merge] = []
    for level in range(DEPTH):
        left = 0
        while left < len(paths):
            right = left
            while right + 1 < len(paths) and paths[right + 1][: level + 1] == paths[left][: level + 1]:
                right += 1
            if level < len(paths[left]):
                is_last = level == len(paths[left]) - 1
                areas.append(
                    (top + level, left, top + (DEPTH - 1 if is_last else level), right, paths[left][level])
                )
            left = right + 1
    return areas


def wide(columns: list[tuple[str, Cell]], *, sheet: str = "小学", titles: int = 2) -> bytes:
    title: list[list[Cell]] = [
        ["示例县办学条件统计（合成）"],
        ["统计时点：9月1日", None, "单位：人、平方米、万元"],
    ][:titles]
    blank: list[list[Cell]] = [[] for _ in range(DEPTH)]
    values = [cell for _, cell in columns]
    body: list[list[Cell]] = [["示例街道（1所）"], values, ["合计", None, *values[2:]], ["填表人：某"]]
    return workbook({sheet: [*title, *blank, *body]}, merges={sheet: merged(columns, titles)})


def test_the_wide_export_is_read_by_its_heading_paths(check: Check) -> None:
    result = check(wide(WIDE))
    assert result.state == "accepted", result.findings
    (found,) = result.sheets
    assert (found.dataset, found.rows_read, found.rows_accepted, found.rows_passed_over) == (
        "school_statistics",
        4,
        1,
        3,
    )
    row = found.accepted.row(0, named=True)
    assert {name: row[name] for name in EXPECTED} == EXPECTED
    assert (row["stage"], row["row_number"]) == ("小学", 9)


def test_the_backbone_teachers_are_those_of_the_sheets_stage(check: Check) -> None:
    (found,) = check(wide(WIDE, sheet="初中")).sheets
    assert found.accepted.select("stage", "teachers_backbone").row(0) == ("初中", 7)


def test_the_wide_export_as_text_keeps_its_paths(check: Check) -> None:
    rows = [["" for _ in WIDE] for _ in range(DEPTH)]
    for top, left, _, _, word in merged(WIDE, 0):
        rows[top][left] = word
    rows.append([str(cell) for _, cell in WIDE])
    content = lines("小学办学条件统计（合成）", *(",".join(row) for row in rows))
    row = check(content, "a.csv").sheets[0].accepted.row(0, named=True)
    assert {name: row[name] for name in EXPECTED} == EXPECTED


def test_a_part_of_a_column_never_stands_for_the_whole(check: Check) -> None:
    columns = [(path, cell) for path, cell in WIDE if not path.endswith(("按学历分>本科", "在校生数>合计"))]
    result = check(wide(columns))
    assert result.state == "refused"
    assert {f.column for f in result.findings if f.rule == "missing_column"} == {"本科", "在校生数"}
    assert all("列可以空着" in f.expected for f in result.findings if f.rule == "missing_column")


def test_below_a_group_a_short_heading_counts_something_else(check: Check) -> None:
    row = RIGHT["school_statistics"]
    groups = ["学校", *[None] * 6, "其中女", *[None] * (len(row) - 8)]
    result = check(workbook({"表": [groups, list(row), list(row.values())]}))
    assert result.state == "refused"
    assert "本科" in {finding.column for finding in result.findings}


def test_the_stage_may_stand_in_the_title(check: Check) -> None:
    row = {key: cell for key, cell in RIGHT["school_statistics"].items() if key != "学段"}
    table: list[list[Cell]] = [["2024学年初中办学条件统计"], list(row), list(row.values())]
    (found,) = check(workbook({"Sheet1": table})).sheets
    assert found.accepted["stage"].to_list() == ["初中"]


@pytest.mark.parametrize("title", ["办学条件统计", "小学、初中办学条件统计"])
def test_without_one_clear_stage_the_sheet_is_refused(title: str, check: Check) -> None:
    row = {key: cell for key, cell in RIGHT["school_statistics"].items() if key != "学段"}
    result = check(workbook({"Sheet1": [[title], list(row), list(row.values())]}))
    (finding,) = (f for f in result.findings if f.severity == "refuse")
    assert (finding.rule, finding.column) == ("missing_column", "学段")
    assert "不能空着" in finding.expected and "可以空着" not in finding.expected, "it is part of the key"


def test_the_nearest_heading_is_named_when_a_column_is_missing(check: Check) -> None:
    row = dict(RIGHT["class_roster"])
    row["学生数量统计"] = row.pop("学生数（人）")
    result = check(workbook({"表": [list(row), list(row.values())]}))
    assert "“学生数量统计”" in result.findings[0].message
    assert result.findings[0].severity == "refuse"


def test_a_column_below_a_group_is_called_missing_with_the_group_that_hides_it(check: Check) -> None:
    row = RIGHT["class_roster"]
    (finding, *_) = check(workbook({"表": [[None] * 4 + ["女"], list(row), list(row.values())]})).findings
    assert (finding.rule, finding.column) == ("missing_column", "学生数")
    assert "“学生数（人）”上方的“女”" in finding.message and "移到第一列" in finding.remedy


def test_two_columns_for_one_refuse_the_sheet(check: Check) -> None:
    row = {**RIGHT["class_roster"], "班级人数": 41}
    result = check(workbook({"表": [list(row), list(row.values())]}))
    (finding,) = (f for f in result.findings if f.severity == "refuse")
    assert finding.rule == "two_columns_for_one"
    assert "学生数（人）" in finding.message and "班级人数" in finding.message


@pytest.mark.parametrize("dataset", [DATASETS[name] for name in RIGHT], ids=lambda dataset: dataset.name)
def test_the_required_headings_alone_tell_a_dataset_from_every_other(dataset: Dataset, check: Check) -> None:
    needed: list[Cell] = [column.heading for column in dataset.columns.values() if column.required]
    result = check(workbook({"表": [needed]}))
    assert [found.dataset for found in result.sheets] == [dataset.name]


def test_an_unknown_column_is_noted_and_a_known_one_without_use_is_not(check: Check) -> None:
    result = check(
        sheet("class_roster", {**RIGHT["class_roster"], "学校名称": "示例小学", "班主任电话": "1"})
    )
    assert result.state == "accepted"
    (finding,) = result.findings
    assert (finding.severity, finding.rule, finding.column) == ("note", "unknown_column", "班主任电话")


@pytest.mark.parametrize(
    ("heading", "cell", "lands"),
    [
        ("教学仪器设备资产值（元）", 1234500, 123.45),
        ("教学仪器设备资产值（万元）", 123.45, 123.45),
        ("教学仪器设备资产值", 123.45, 123.45),
        ("教学仪器设备资产值(千元)", 1234.5, 123.45),
    ],
)
def test_yuan_are_converted_to_ten_thousands(heading: str, cell: Cell, lands: float, check: Check) -> None:
    row = {key: value for key, value in RIGHT["school_statistics"].items() if not key.startswith("教学仪器")}
    row[heading] = cell
    accepted = check(workbook({"表": [list(row), list(row.values())]})).sheets[0].accepted
    assert accepted["equipment_value"][0] == pytest.approx(lands, rel=1e-12)


def test_a_unit_above_the_table_counts_like_one_in_the_heading(check: Check) -> None:
    row = {key.replace("（万元）", ""): value for key, value in RIGHT["school_finance"].items()}
    row["公用经费预算"] = 360000
    for title, lands in (
        ("单位：元", 36),
        ("单位：万元", 360000),
        ("单位：人、元", 36),
    ):
        accepted = check(workbook({"表": [[title], list(row), list(row.values())]})).sheets[0].accepted
        assert accepted["public_funds_budget"][0] == pytest.approx(lands), title


@pytest.mark.parametrize(
    ("title", "rule"), [("单位：元、万元", "units_differ"), ("金额单位：见附注", "unit_not_understood")]
)
def test_a_unit_in_doubt_above_the_table_refuses_the_sheet_and_is_quoted(
    title: str, rule: str, check: Check
) -> None:
    row = {key.replace("（万元）", ""): value for key, value in RIGHT["school_finance"].items()}
    result = check(workbook({"表": [[title], list(row), list(row.values())]}))
    told = [finding for finding in result.findings if finding.severity == "refuse"]
    assert result.state == "refused"
    assert {finding.rule for finding in told} == {rule}
    assert all(title.replace("：", ":") in finding.found for finding in told)


def test_a_unit_nobody_converts_refuses_the_sheet(check: Check) -> None:
    row = {key.replace("（平方米）", "（亩）"): value for key, value in RIGHT["special_rooms"].items()}
    result = check(workbook({"表": [list(row), list(row.values())]}))
    (finding,) = (f for f in result.findings if f.severity == "refuse")
    assert finding.rule == "wrong_unit"
    assert "亩" in finding.message and "㎡" in finding.message


FORM = [["序号", "类别", "填报项目", "单位", "填报值"]]


def form(**changes: Cell) -> bytes:
    items = {**RIGHT["county_finance"], **changes}
    rows = [
        [at, "经费", name.split("(")[0], name.split("(")[1].rstrip(")") if "(" in name else "—", cell]
        for at, (name, cell) in enumerate(items.items(), start=1)
    ]
    return workbook({"县级教育财政": [["县级教育财政填报表（合成）"], *FORM, *rows]})


def test_a_vertical_form_is_one_row(check: Check) -> None:
    result = check(form())
    assert result.findings == []
    (found,) = result.sheets
    assert (found.dataset, found.rows_read, found.rows_accepted) == ("county_finance", 1, 1)
    row = found.accepted.row(0, named=True)
    assert (row["fiscal_year"], row["education_expenditure"], row["primary_quota"]) == (2024, 90000, 720)


def test_a_fault_in_a_form_names_the_items_own_row(check: Check) -> None:
    (finding,) = (f for f in check(form(特教学校学生数="九十")).findings if f.severity == "unknown")
    assert (finding.row, finding.column) == (10, "填报值")
    assert "特教学校学生数" in finding.message and "“九十”" in finding.message


def test_a_form_may_state_another_unit_beside_the_item(check: Check) -> None:
    rows: list[list[Cell]] = [
        [1, "经费", name.split("(")[0], "元" if "万元" in name else "—", cell]
        for name, cell in RIGHT["county_finance"].items()
    ]
    (found,) = check(workbook({"表": [*FORM, *rows]})).sheets
    assert found.accepted["education_expenditure"].to_list() == [9.0]


def test_sheets_that_explain_are_ignored_and_any_other_unknown_sheet_is_told(check: Check) -> None:
    row = RIGHT["class_roster"]
    table = [list(row), list(row.values())]
    result = check(
        workbook({"填报说明": [["请填表"]], "班级": table, "Sheet3": [], "其他": [["甲", "乙"], [1, 2]]})
    )
    assert [found.state for found in result.sheets] == ["ignored", "accepted", "ignored", "unrecognised"]
    assert [(f.rule, f.sheet) for f in result.findings] == [("unrecognised", "其他")]
    assert result.state == "accepted"


def test_a_file_without_any_known_sheet_is_refused(check: Check) -> None:
    result = check(workbook({"其他": [["栏目1", "栏目2"], ["张某某", "370399201401010011"]]}))
    assert result.state == "refused"
    assert {finding.rule for finding in result.findings} == {"unrecognised", "nothing_recognised"}
    assert not any("张某某" in f.message or "3703" in f.message for f in result.findings)


def test_an_exam_without_any_subject_is_refused(check: Check) -> None:
    row = {key: cell for key, cell in RIGHT["exam_scores"].items() if key not in ("语文(120)", "数学")}
    assert [f.rule for f in check(workbook({"表": [list(row), list(row.values())]})).findings] == [
        "nothing_across"
    ]


@pytest.mark.parametrize(("code", "rule"), [('0.0"亩"', "wrong_unit"), ('0.00"㎡"', None), ("0.00", None)])
def test_a_number_format_states_a_unit_like_words(code: str, rule: str | None, check: Check) -> None:
    headings = ["学校标识码", "教室编号", "教室类别", "使用面积"]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, headings)
        sheet.write_row(1, 0, ["2137039901", "音1", "音乐"])
        sheet.write_number(1, 3, 97, book.add_format({"num_format": code}))
    result = check(buffer.getvalue())
    told = {finding.rule for finding in result.findings if finding.severity == "refuse"}
    assert told == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("code", "lands"), [('0.00"元"', 0.036), ('0.00"万元"', 360.0), ('0!.0,"万元"', None)]
)
def test_a_number_format_that_shows_another_unit_than_is_stored_refuses(
    code: str, lands: float | None, check: Check
) -> None:
    row = {key.replace("（万元）", ""): value for key, value in RIGHT["school_finance"].items()}
    at = list(row).index("公用经费预算")
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, list(row))
        sheet.write_row(1, 0, list(row.values()))
        sheet.write_number(1, at, 360, book.add_format({"num_format": code}))
    result = check(buffer.getvalue())
    if lands is None:
        assert {one.rule for one in result.findings if one.severity == "refuse"} == {"unit_not_understood"}
    else:
        assert result.sheets[0].accepted["public_funds_budget"][0] == pytest.approx(lands)
