"""What of a sender's sheet stands in the copy: nothing that tells of a person. People are invented."""

from __future__ import annotations

from pathlib import Path

from tests.unit.contracts.world import FORMS, RIGHT, SCHOOL, changed, form, sheet
from tests.unit.feedback.feedback_world import COUNTY, answer, colour
from tests.unit.ingest.building import lines, workbook

NAME, NUMBER, ID, PHONE = "某某甲", "G370399201401010011", "37039920140101001x", "13800000000"


def test_names_numbers_and_birthdays_of_a_roster_are_masked_and_what_was_understood_is_shown(
    tmp_path: Path,
) -> None:
    told = answer(tmp_path, sheet("student_roster", changed("student_roster", 年级="十年级")))
    assert told.commented()
    texts = "\n".join(told.texts())
    for personal in (NAME, NUMBER, ID, "2014-01-01"):
        assert personal not in texts
    (headings, row) = list(told.copy("表").iter_rows(min_row=2, values_only=True))
    shown = dict(zip(headings, row, strict=True))
    assert shown["姓名"] == shown["学籍号"] == shown["出生日期"] == shown["班级"] == "***"
    assert (shown["学校标识码"], shown["性别"], shown["学段"]) == (SCHOOL, "女", "小学")


def test_a_name_that_slipped_into_another_column_of_a_roster_is_masked(tmp_path: Path) -> None:
    told = answer(tmp_path, sheet("teacher_roster", changed("teacher_roster", 任教学段="某某丙", 性别=PHONE)))
    assert not {"某某丙", PHONE} & told.texts()


def test_a_number_of_a_person_that_slipped_into_a_table_of_classes_is_masked(tmp_path: Path) -> None:
    told = answer(tmp_path, sheet("class_roster", changed("class_roster", 学生数=ID, 班级=f"1班 {PHONE}")))
    assert (
        colour(told.copy("表"), "E3") and told.copy("表")["E3"].value == told.copy("表")["D3"].value == "***"
    )
    assert not [text for text in told.texts() if ID in text or PHONE in text]


def test_who_filled_in_a_table_is_masked_above_and_below_it(tmp_path: Path) -> None:
    content = lines(
        "填表人：某某甲,联系电话,13800000000,单位：人,",
        "学校标识码,学段,年级,班级,学生数",
        f"{SCHOOL},小学,一年级,1班,x",
        "合计,,,,40",
        "审核人：某某甲,,13800000000,,",
    )
    told = answer(tmp_path, content, "a.csv")
    rows = list(told.copy("数据").iter_rows(values_only=True))
    assert rows[0][:4] == ("***", "联系电话", "***", "单位：人")
    assert rows[3][0] == "合计" and rows[3][4] == "40"
    assert rows[4][0] == "***" and rows[4][2] == "***"


def test_a_column_that_nobody_knows_is_masked_below_its_heading(tmp_path: Path) -> None:
    row = {**changed("class_roster", 学生数="x"), "班主任": NAME, "电话": 3241234}
    told = answer(tmp_path, workbook({"表": [list(row), list(row.values())]}))
    headings, cells = list(told.copy("表").iter_rows(values_only=True))
    shown = dict(zip(headings, cells, strict=True))
    assert shown["班主任"] == shown["电话"] == "***"
    assert shown["班级"] == RIGHT["class_roster"]["班级"]


def test_of_a_sheet_that_was_not_recognised_only_words_of_headings_are_shown(tmp_path: Path) -> None:
    told = answer(tmp_path, workbook({"通讯录": [["姓名", "电话"], [NAME, PHONE]]}))
    assert {"姓名", "***"} <= {
        cell for row in told.copy("通讯录").iter_rows(values_only=True) for cell in row
    }
    assert not {NAME, PHONE} & told.texts()


def test_an_item_of_a_form_that_nobody_knows_keeps_its_value_back(tmp_path: Path) -> None:
    items = {**FORMS["school_form"], "填表人": NAME, "小学学生人数（人）": "六百"}
    told = answer(tmp_path, workbook({"学校": form(items)}))
    assert NAME not in told.texts()
    assert "六百" in told.texts()


def test_number_group_and_unit_of_a_known_item_are_shown_as_the_form_prints_them(tmp_path: Path) -> None:
    """Title and heading stand above, 小学学生人数 is the fifth item: row 7. Nobody knows the sixth column."""
    rows = form({**FORMS["school_form"], "小学学生人数（人）": "六百"})
    rows = [rows[0], [*rows[1], "填表人"], *([*row, NAME] for row in rows[2:])]
    told = answer(tmp_path, workbook({"学校": rows}))
    shown = [cell.value for cell in told.copy("学校")[7]]
    assert shown == ["5", "类", "小学学生人数", "人", "六百", "***"]


def test_a_row_of_data_is_shown_though_its_text_ends_like_a_total(tmp_path: Path) -> None:
    """The first column names the material; of 公用经费支出合计 the day cannot be read."""
    rows = (f"方案,G1,县,{COUNTY},2024-10-10,达标", f"公用经费支出合计,G1,县,{COUNTY},十月,达标")
    content = lines("材料名称,指标代码,主体类型,主体代码,材料日期,评估结论", *rows)
    copy = answer(tmp_path, content, "台账.csv").copy("数据")
    assert copy["A3"].value == "***" and copy["C3"].value == "县" and copy["F3"].value == "达标"
