"""The workbook that goes back to who handed in a file: what it lists, and where it colours."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.feedback import copies
from pipelines.feedback.workbook import feedback_name
from pipelines.workbooks.style import BY_SEVERITY
from tests.unit.contracts.education_forms import pupils, school_workbook
from tests.unit.contracts.world import FORMS, RIGHT, SCHOOL, Row, changed, form, second, sheet
from tests.unit.feedback.feedback_world import answer, colour
from tests.unit.ingest.building import lines, workbook, zipped

REFUSED, UNKNOWN = (BY_SEVERITY[name]["bg_color"] for name in ("refuse", "unknown"))
ROSTER = "学校标识码,学段,年级,班级,学生数"


def test_a_faulty_cell_is_coloured_and_commented_where_its_sender_sees_it(tmp_path: Path) -> None:
    """Two columns are empty, three rows stand above: the fault is in G6 of the sender's own sheet."""
    row = RIGHT["class_roster"]
    table = [[], [], ["标题"], list(row), list(row.values()), [*list(row.values())[:-1], "四十"]]
    table[5][3] = "2班"
    told = answer(tmp_path, workbook({"班级": table}, corner=2))
    (message,) = told.commented().values()
    assert set(told.commented()) == {("班级", "G6")}
    assert "第 6 行" in message and "四十" in message and "请" in message
    assert colour(told.copy("班级"), "G6") == UNKNOWN
    assert colour(told.copy("班级"), "G5") is None
    assert told.copy("班级")["G4"].font.bold, "the heading stands out"
    assert told.copy("班级")["C6"].value == SCHOOL


def test_the_list_says_where_what_was_found_what_is_expected_and_what_to_do(tmp_path: Path) -> None:
    told = answer(tmp_path, sheet("class_roster", changed("class_roster", 学生数="四十")))
    (fault,) = told.faults()
    assert fault["工作表"] == "表"
    assert fault["行"] == 3, "a title and the heading stand above"
    assert fault["列"] == "学生数（人）"
    assert fault["发现"] == "内容是“四十”"
    assert fault["应为"] == "不小于 0 的整数"
    assert str(fault["怎么办"]).startswith("请改为")
    assert fault["程度"] == "不采用该格"
    links = [cell.hyperlink.location for row in told.first.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'表'!E3"]


@pytest.mark.parametrize(
    ("heading", "found", "expected"),
    [
        ("入学年月", "内容是（内容不显示）", "年月或日期，如 2024-09 或 2024-09-01"),
        ("年级", "内容是（内容不显示）", "一年级至九年级，或高一至高三"),
        ("性别", "内容是（内容不显示）", "以下之一：男、女"),
    ],
)
def test_an_example_and_a_choice_of_words_belong_to_what_is_expected(
    tmp_path: Path, heading: str, found: str, expected: str
) -> None:
    told = answer(tmp_path, sheet("student_roster", changed("student_roster", **{heading: "某"})))
    (fault,) = told.faults()
    assert (fault["发现"], fault["应为"]) == (found, expected)


def test_the_totals_add_up_and_the_dataset_is_named(tmp_path: Path) -> None:
    """Five rows below the heading: one good, one with a cell too few, one set aside, a blank one, a total."""
    classes = (f"{SCHOOL},小学,一年级,1班,40", f"{SCHOOL},小学,一年级,2班,x", f"{SCHOOL},小学,初一,3班,40")
    content = lines(ROSTER, *classes, ",,,,", "合计,,,,40")
    told = answer(tmp_path, content, "名册.csv")
    assert told.labelled()["文件"] == "名册.csv"
    assert [told.labelled()[f"{word}（行）"] for word in ("读入", "采用", "搁置", "略过")] == [5, 2, 1, 2]
    assert told.labelled()["不采用（格）"] == 1
    assert "班级名册" in told.texts()
    assert told.labelled()["结论"] == "采用，其中 1 行被搁置、1 格按缺数据处理，没有采用。"


def test_of_a_refused_file_the_right_rows_are_said_to_go_back_with_it(tmp_path: Path) -> None:
    content = lines(ROSTER, f"{SCHOOL},小学,一年级,1班,40", f"{SCHOOL},小学,一年级,2班,x")
    told = answer(tmp_path, content, "名册.csv", share=0.1)
    assert str(told.labelled()["结论"]).startswith("整个文件退回")
    assert told.labelled()["合格，随文件退回"] == 2
    assert [fault["程度"] for fault in told.faults()] == ["退回文件", "不采用该格"], "the worst first"


def test_a_column_in_a_wrong_unit_is_coloured_at_its_heading(tmp_path: Path) -> None:
    row = dict(RIGHT["special_rooms"])
    row["使用面积（亩）"] = row.pop("使用面积（平方米）")
    told = answer(tmp_path, workbook({"专用教室": [list(row), list(row.values())]}))
    cell = next(cell for (_, cell), text in told.commented().items() if "单位" in text)
    assert told.copy("专用教室")[cell].value == "使用面积（亩）"
    assert colour(told.copy("专用教室"), cell) == REFUSED


def test_an_item_of_a_vertical_form_is_coloured_at_its_value(tmp_path: Path) -> None:
    """Title and heading stand above, 小学学生人数 is the fifth item: E7."""
    items = {**FORMS["school_form"], "小学学生人数（人）": "六百多"}
    told = answer(tmp_path, workbook({"学校": form(items)}))
    assert told.copy("学校")["C7"].value == "小学学生人数"
    assert told.copy("学校")["E7"].value == "六百多"
    assert "六百多" in told.commented()["学校", "E7"]


def test_a_figure_of_an_education_statistics_workbook_is_coloured_on_its_form(tmp_path: Path) -> None:
    """教基3112: title, school and two heading rows stand above, 在校生数 合计 is the fifth column."""
    told = answer(tmp_path, school_workbook(教基3112=pupils(-3, 0, 5)))
    assert "-3" in told.commented()["教基3112_小学", "E5"]


def test_a_member_of_a_zip_is_shown_under_a_name_that_a_workbook_accepts(tmp_path: Path) -> None:
    members = {
        "甲/乙.xlsx": sheet("class_roster", changed("class_roster", 学生数="x")),
        "丙.csv": lines(ROSTER, f"{SCHOOL},小学,一年级,1班,y"),
    }
    told = answer(tmp_path, zipped(members), "a.zip")
    assert told.names == ["问题清单", "甲_乙.xlsx_表", "丙.csv"]
    assert {name for name, _ in told.commented()} == {"甲_乙.xlsx_表", "丙.csv"}
    assert {fault["工作表"] for fault in told.faults()} == {"甲/乙.xlsx/表", "丙.csv"}


def test_a_sheet_without_faults_is_not_copied(tmp_path: Path) -> None:
    right, wrong = RIGHT["class_roster"], changed("special_rooms", 教室类别="厨房")
    told = answer(
        tmp_path,
        workbook({"对": [list(right), list(right.values())], "错": [list(wrong), list(wrong.values())]}),
    )
    assert told.names == ["问题清单", "错"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "空.xlsx"),
        (b"PK\x03\x04 no archive", "坏.xlsx"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧.xls"),
        (b"%PDF-1.4", "扫描.pdf"),
        (b'"a,b\n' * 9, "引号.csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_by_the_list_alone(
    content: bytes, name: str, tmp_path: Path
) -> None:
    told = answer(tmp_path, content, name)
    assert told.names == ["问题清单"]
    assert told.result.state == "refused"
    assert [fault["程度"] for fault in told.faults()] == ["退回文件"] * len(told.result.findings)


def test_what_no_workbook_can_hold_does_no_harm(tmp_path: Path) -> None:
    """A formula stays text, a sign that XML forbids is replaced, a sheet may be called like the list."""
    row = [SCHOOL, "小学", "一年级", "=1+1\ufffe", "x" * 40_000]
    told = answer(tmp_path, lines(ROSTER, ",".join(row)), "a.csv")
    copy = told.copy("数据")
    assert copy["D2"].value == "=1+1�" and copy["D2"].data_type == "s"
    assert len(str(copy["E2"].value)) <= 500
    named = workbook({"问题清单": [ROSTER.split(","), [SCHOOL, "小学", "一年级", "1班", "x"]]})
    assert answer(tmp_path, named).names == ["问题清单", "问题清单_2"]


@pytest.mark.parametrize(
    ("beside", "verdict"),
    [({}, "采用，没有发现问题。"), ({"班主任": "某某"}, "采用，没有要改的地方；下面的说明供参考。")],
    ids=["nothing", "a note"],
)
def test_a_file_in_which_nothing_is_to_be_mended_has_a_receipt(
    tmp_path: Path, beside: Row, verdict: str
) -> None:
    row = {**RIGHT["class_roster"], **beside}
    told = answer(tmp_path, workbook({"表": [list(row), list(row.values())]}))
    assert {finding.severity for finding in told.result.findings} == ({"note"} if beside else set())
    assert told.labelled()["结论"] == verdict
    assert "没有要改的地方" in str(told.labelled()["说明"])
    assert told.labelled()["采用（行）"] == 1
    assert told.names == (["问题清单", "表"] if beside else ["问题清单"])


def test_errors_stand_first_in_the_order_of_rows_then_warnings_then_notes(tmp_path: Path) -> None:
    """Row 2 has two classes' pupils in one class, 3 an unreadable cell, 4 is set aside, 5 is unreadable."""
    rows = ("一年级,1班,450", "一年级,2班,x", "初一,3班,40", "二年级,1班,y")
    content = lines(f"{ROSTER},班主任", *(f"{SCHOOL},小学,{row},某" for row in rows))
    told = answer(tmp_path, content, "名册.csv")
    assert [(fault["行"], fault["程度"]) for fault in told.faults()] == [
        (3, "不采用该格"),
        (4, "搁置该行"),
        (5, "不采用该格"),
        (2, "提醒"),
        (None, "说明"),
    ]


def test_a_very_long_name_is_cut_in_its_middle() -> None:
    name = feedback_name("很" * 120 + ".xlsx")
    assert len(name.encode()) <= 255
    assert name.startswith("很很") and name.endswith("很.xlsx.反馈.xlsx")
    assert feedback_name("a.xlsx") == "a.xlsx.反馈.xlsx"


def test_two_rows_with_one_key_are_both_coloured(tmp_path: Path) -> None:
    row = RIGHT["class_roster"]
    told = answer(tmp_path, sheet("class_roster", row, row, second("class_roster")))
    assert set(told.commented()) == {("表", "A3"), ("表", "A4")}


def test_a_fault_in_a_table_split_by_columns_is_coloured_on_its_own_sheet(tmp_path: Path) -> None:
    row = list(RIGHT["special_rooms"].items())
    first, second_ = row[:3], [*row[:2], ("使用面积（平方米）", "很大"), row[4]]
    sheets = {
        name: [[key for key, _ in part], [cell for _, cell in part]]
        for name, part in (("一", first), ("二", second_))
    }
    told = answer(tmp_path, workbook(sheets))
    assert set(told.commented()) == {("二", "C2")}
    assert told.copy("二")["A2"].value == SCHOOL, "a column that is repeated is shown like the first"


def test_a_sheet_with_very_many_faults_has_them_all_coloured_and_the_first_commented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "MOST_COMMENTS", 3)
    classes = [f"{SCHOOL},小学,一年级,{number}班,若干" for number in range(5)]
    told = answer(tmp_path, lines(ROSTER, *classes), "名册.csv")
    assert {cell for _, cell in told.commented()} == {"E2", "E3", "E4"}
    assert {colour(told.copy("数据"), f"E{row}") for row in range(2, 7)} == {UNKNOWN}


def test_cells_that_are_told_together_are_coloured_one_and_all(tmp_path: Path) -> None:
    """Thirty classes with a wrong number of pupils in E2 to E31: twenty are told row by row, ten together."""
    classes = [f"{SCHOOL},小学,一年级,{number}班,若干" for number in range(30)]
    told = answer(tmp_path, lines(ROSTER, *classes), "名册.csv")
    assert set(told.commented()) == {("数据", f"E{row}") for row in range(2, 32)}
    assert len(told.faults()) == 21
    assert "另有 10 行" in told.commented()["数据", "E31"]
