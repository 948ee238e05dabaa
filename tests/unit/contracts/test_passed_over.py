"""Which rows are no data, told by what their columns mean; what was passed over is told."""

from __future__ import annotations

import pytest

from pipelines.contracts.result import FileResult
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT, SCHOOL, Row, changed, second, sheet
from tests.unit.ingest.building import Cell, workbook

CLASSES: list[Cell] = ["学校标识码", "学段", "年级", "班级", "学生数（人）"]
SPLIT: list[Cell] = [*CLASSES[:4], "类别", CLASSES[4]]


def counts(result: FileResult) -> tuple[int, int, int]:
    (found,) = result.sheets
    return found.rows_accepted, found.rows_rejected, found.rows_passed_over


def split(*rows: tuple[str, str, int]) -> bytes:
    """A class roster whose column 类别 nobody knows: class, word and figure of each row."""
    body = [[SCHOOL, "小学", "一年级", name, word, pupils] for name, word, pupils in rows]
    return workbook({"表": [SPLIT, *body]})


@pytest.mark.parametrize(
    ("dataset", "start", "word"),
    [
        ("class_roster", "班级", "全年级"),
        ("class_roster", "班级", "一年级小计"),
        ("class_roster", "年级", "全校"),
        ("class_roster", "学段", "小学合计"),
        ("class_roster", "学校标识码", "全县"),
        ("special_rooms", "教室编号", "合 计"),
        ("special_rooms", "教室类别", "音乐合计"),
        ("curriculum_hours", "年级", "总计"),
        ("student_roster", "学籍号", "本页小计"),
        ("high_school_quota", "高中学校", "全县合计"),
        ("evidence_register", "材料名称", "合计"),
        ("school_register", "学校名称", "小计"),
    ],
)  # fmt: skip
def test_a_total_in_a_column_that_tells_the_row_is_passed_over_and_told(
    check: Check, dataset: str, start: str, word: str
) -> None:
    result = check(sheet(dataset, RIGHT[dataset], changed(dataset, **{start: word}), second(dataset)))
    assert counts(result)[1:] == (0, 1)
    told = next(one for one in result.findings if one.rule == "passed_over")
    assert (told.severity, "合计 1 行（第 4 行）" in told.found) == ("note", True)


@pytest.mark.parametrize(
    ("dataset", "start", "word"),
    [
        ("evidence_register", "材料名称", "公用经费支出合计"),
        ("evidence_register", "材料名称", "说明（3所）"),
        ("school_register", "学校名称", "统计小学"),
        ("class_roster", "班级", "设计1班"),
        ("exam_scores", "考试名称", "期中期末平均"),
        ("special_rooms", "教室编号", "音乐全套1"),
    ],
)
def test_a_text_that_only_has_such_a_word_in_it_leaves_the_row_data(
    check: Check, dataset: str, start: str, word: str
) -> None:
    result = check(sheet(dataset, changed(dataset, **{start: word}), second(dataset)))
    assert counts(result)[1:] == (0, 0)


@pytest.mark.parametrize(("title", "is_told"), [("模板编号：class_roster", False), ("班级名册", True)])
def test_the_example_of_a_template_is_passed_over_without_a_word(
    check: Check, title: str, is_told: bool
) -> None:
    """A template says itself that its example is not read; in any other sheet 示例 may be a slip."""
    right: list[Cell] = [*RIGHT["class_roster"].values()]
    rows: list[list[Cell]] = [[title], ["序号", *CLASSES], ["示例", *right], [1, *right]]
    result = check(workbook({"表": rows}))
    assert counts(result) == (1, 0, 1)
    assert [one.rule for one in result.findings] == ["passed_over"] * is_told


@pytest.mark.parametrize("word", ["平均", "合计", "小计", "说明：无"])
@pytest.mark.parametrize("place", [0, 6])
def test_a_word_in_a_column_nobody_knows_makes_no_total_of_a_row_with_its_key(
    check: Check, word: str, place: int
) -> None:
    heads, row = [*CLASSES, "水平"], [*RIGHT["class_roster"].values(), word]
    order = sorted(range(6), key=lambda at: at != place - 1) if place else [5, 0, 1, 2, 3, 4]
    result = check(workbook({"表": [[heads[at] for at in order], [row[at] for at in order]]}))
    assert counts(result) == (1, 0, 0)


def test_a_total_anywhere_is_one_where_nothing_else_tells_the_row(check: Check) -> None:
    row: Row = {**dict.fromkeys(RIGHT["class_roster"]), "学生数（人）": 81, "水平": "合计"}
    assert counts(check(sheet("class_roster", RIGHT["class_roster"], row))) == (1, 0, 1)


def test_a_figure_that_is_a_word_is_unknown_and_no_total(check: Check) -> None:
    result = check(sheet("teacher_posts", changed("teacher_posts", 在编="合计"), second("teacher_posts")))
    assert counts(result) == (2, 0, 0)
    assert [one.rule for one in result.findings] == ["staff_on_posts|unreadable"]


@pytest.mark.parametrize(("whole", "part"), [("合计", "其中：女"), ("计", "女"), ("总计", "寄宿生")])
def test_of_rows_that_only_an_unknown_column_tells_apart_the_total_is_taken(
    check: Check, whole: str, part: str
) -> None:
    result = check(split(("1班", whole, 40), ("1班", part, 20), ("2班", part, 19), ("2班", whole, 41)))
    assert counts(result) == (2, 0, 2)
    assert result.sheets[0].accepted["pupils"].to_list() == [40, 41]
    told = next(one for one in result.findings if one.rule == "passed_over")
    assert "第 3、4 行" in told.found and "“类别”" in told.found


@pytest.mark.parametrize("words", [("男", "女"), ("", "其中：女"), ("合计", "合计")])
def test_without_a_total_for_each_of_them_the_sheet_is_refused_or_the_rows_are_set_aside(
    check: Check, words: tuple[str, str]
) -> None:
    one, other = words
    result = check(split(("1班", one, 21), ("1班", other, 20), ("2班", one, 22), ("2班", other, 19)))
    assert all(found.accepted.is_empty() for found in result.sheets)
    if one != other:
        assert "parts_without_total" in [finding.rule for finding in result.findings]


def test_doubled_rows_with_a_remark_each_of_its_own_are_doubled_rows(check: Check) -> None:
    result = check(split(("1班", "甲", 21), ("1班", "乙", 20), ("2班", "丙", 22), ("2班", "丁", 19)))
    assert counts(result) == (0, 4, 0)
