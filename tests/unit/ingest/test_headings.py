"""Where the heading stands and what merged rows of it say; which rows below are no data."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from pipelines.ingest.fold import bare, unit_of, units_named
from pipelines.ingest.headings import Heading, HeadingBlock, find_headings, flatten
from pipelines.ingest.passed_over import is_data

_ = None


def paths(rows: Sequence[Sequence[str | None]]) -> list[str]:
    return [">".join(heading.path) for heading in flatten(rows)]


def grid(*rows: Sequence[str | None]) -> pl.DataFrame:
    width = max(map(len, rows))
    padded = [[*row, *[None] * (width - len(row))] for row in rows]
    return pl.DataFrame(padded, schema=[(f"c{i}", pl.String) for i in range(width)], orient="row")


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("使用面积（平方米）", "使用面积"),
        ("教学仪器设备资产值(万元)", "教学仪器设备资产值"),
        ("　网络多媒体 教室（间）", "网络多媒体教室"),
        ("使用面积[㎡]", "使用面积"),
        ("使用面积【㎡】", "使用面积"),
        ("公用经费（单位：万元）", "公用经费"),
        ("艺术(计)", "艺术(计)"),
        ("艺术（计）", "艺术(计)"),
        ("#按学历分", "按学历分"),
        ("*学校标识码", "学校标识码"),
        ("学段（必填）", "学段"),
        ("使用面积（㎡）*", "使用面积"),
        ("语文(120)", "语文(120)"),
    ],
)
def test_a_heading_loses_its_unit_and_nothing_else(heading: str, word: str) -> None:
    assert bare(heading) == word


def test_a_unit_is_found_in_the_heading_or_above_the_table() -> None:
    assert unit_of("使用面积（㎡）") == unit_of("使用面积(平方米)") == "m2"
    assert unit_of("艺术(计)") is None
    assert units_named("单位：人、平方米、万元") == {"人", "m2", "万元"}
    assert units_named("填报单位：示例小学") == {"示例小学"}


def test_merged_rows_become_paths() -> None:
    assert paths(
        [
            ["学校标识码", "在校生数", _, "专任教师", _, _, _, "多媒体"],
            [_, "合计", "#女", "合计", "#按学历分", _, "#按授课课程分", _],
            [_, _, _, _, "本科", "专科", "艺术", _],
        ]
    ) == [
        "学校标识码",
        "在校生数>合计",
        "在校生数>#女",
        "专任教师>合计",
        "专任教师>#按学历分>本科",
        "专任教师>#按学历分>专科",
        "专任教师>#按授课课程分>艺术",
        "多媒体",
    ]


def test_a_merged_cell_that_was_unmerged_counts_once() -> None:
    assert paths([["学校标识码", "在校生数"], ["学校标识码", "合计"]]) == ["学校标识码", "在校生数>合计"]


def test_a_column_without_any_word_has_no_heading() -> None:
    assert paths([["甲", "乙", _], [_, "丙", _]]) == ["甲", "乙>丙"]


def known(*words: str):  # type: ignore[no-untyped-def]
    def rank(headings: Sequence[Heading]) -> tuple[float, float]:
        return (sum(heading.path[-1] in words for heading in headings), 0)

    return rank


def found(sheet: pl.DataFrame, *words: str) -> HeadingBlock:
    block = find_headings(sheet, words, known(*words))
    assert block is not None
    return block


def test_titles_above_the_heading_are_kept_apart() -> None:
    block = found(
        grid(["示例县统计表"], ["统计时点：9月1日", _, "单位：人"], ["甲", "乙", "丙"], ["1", "2", "3"]),
        "甲",
        "乙",
    )
    assert (block.top, block.bottom) == (2, 3)
    assert block.titles == ("示例县统计表", "统计时点：9月1日", "单位：人")


@pytest.mark.parametrize(
    "row",
    [
        [_, _, "示例县班级名册", _],
        [_, _, _, "2024学年"],
        [_, _, _, "2024-2025学年度第一学期"],
        ["示例县2024年班级名册", _, _, "表1"],
        ["示例县班级名册", _, "第一页", _],
        ["示例县教育和体育局", _, _, "单位 人"],
    ],
)
def test_a_title_in_any_column_and_what_stands_beside_it_are_no_groups(row: list[str | None]) -> None:
    assert found(grid(row, ["甲", "乙", "丙", "丁"], ["1"]), "甲", "乙").top == 1


@pytest.mark.parametrize("row", [[_, _, "女", _], ["示例县班级名册", _, "女", "表1"], [_, _, "其中寄宿", _]])
def test_a_word_that_narrows_the_columns_below_it_stays_a_group(row: list[str | None]) -> None:
    assert found(grid(row, ["甲", "乙", "丙", "丁"], ["1"]), "甲", "乙").top == 0


def test_a_row_of_groups_above_belongs_to_the_heading() -> None:
    block = found(grid(["标题"], ["学校", _, "其中女", _], ["甲", "乙", "本科", "专科"], ["1"]), "甲", "本科")
    assert [">".join(h.path) for h in block.headings] == ["学校>甲", "学校>乙", "其中女>本科", "其中女>专科"]


def data_rows(*rows: Sequence[str | None]) -> list[bool]:
    sheet = grid(["学校标识码", "学校名称", "数"], *rows)
    return is_data(sheet, HeadingBlock(0, 1, tuple(flatten(sheet.head(1).rows())), ())).to_list()


@pytest.mark.parametrize(
    "row",
    [
        [_, _, _],
        ["", " ", "　"],
        ["合计", _, "12"],
        [_, "合 计", "12"],
        ["2137039901", "小计", "5"],
        ["总计：", _, "5"],
        ["小学合计", _, "5"],
        ["合计（72所）", _, "5"],
        ["历山街道小计", _, "5"],
        ["全县平均", _, "5"],
        ["历山街道（9所）", _, "5"],
        ["数据来源：教育统计", _, "2024年"],
        ["历山街道（9所）", _, _],
        ["备注：本表为合成数据", _, _],
        ["填表人：某", "负责人：某", _],
        ["学校标识码", "学校名称", "数"],
    ],
)
def test_rows_that_are_no_data_are_passed_over(row: list[str | None]) -> None:
    assert data_rows(row, ["2137039901", "示例", "1"]) == [False, True]


@pytest.mark.parametrize(
    "row",
    [
        ["0012", _, _],
        ["2137039901", "统计学小学（2校区）", "1"],
        ["2137039901", "合计小学", "1"],
        ["2137039901", "统计小学", "1"],
        [_, "示例", "1"],
    ],
)
def test_rows_that_only_look_odd_stay_data(row: list[str | None]) -> None:
    assert data_rows(row) == [True]


def test_a_remark_that_says_total_does_not_make_a_row_one() -> None:
    sheet = grid(["学校标识码", "数", "备注"], ["2137039901", "1", "合计"], ["2137039901", "合计", "1"])
    block = HeadingBlock(0, 1, tuple(flatten(sheet.head(1).rows())), ())
    assert is_data(sheet, block).to_list() == [True, False]


def test_a_row_of_column_numbers_stands_right_below_the_heading_only() -> None:
    assert data_rows(["甲", "1", "2"], ["2137039901", "示例", "3"]) == [False, True]
    assert data_rows(["2137039901", "示例", "3"], ["a", "b", "c"], ["1", "2", "3"]) == [True, True, True]


@pytest.mark.parametrize(
    ("number", "is_an_example"), [("示例", True), (" 样 例 ", True), ("示例1", False), ("1", False)]
)
def test_only_an_example_by_its_number_is_passed_over(number: str, is_an_example: bool) -> None:
    """A school may be called 示例小学, and a row may be anything but an example below any other heading."""
    sheet = grid(["序号", "学校名称"], [number, "示例小学"], ["2", "示例"])
    block = HeadingBlock(0, 1, tuple(flatten(sheet.head(1).rows())), ())
    assert is_data(sheet, block).to_list() == [not is_an_example, True]
