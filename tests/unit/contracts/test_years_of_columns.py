"""A word above or below a heading that says another year: the figures are never taken for this year's."""

from __future__ import annotations

import pytest

from pipelines.contracts.recognising.titles import years_told_beside
from pipelines.contracts.result import FileResult
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.education_forms import FORMS as EDUCATION
from tests.unit.contracts.world import FORMS, RIGHT, form
from tests.unit.ingest.building import Cell, workbook

OTHERS = [
    "2023年",
    "2023",
    "（2022年度）",
    "2023—2024学年",
    "2025年",
    "上年",
    "上年数",
    "上学年末",
    "去年同期",
]
THIS = ["2024年", "2024年度", "2024—2025学年", "本年", "本学年", "本年数", "2023年10月"]


@pytest.mark.parametrize(
    ("word", "years"),
    [
        ("2023年", {2023}),
        ("2023年末", {2023}),
        ("二〇二三年", {2023}),
        ("2022-2023学年", {2022}),
        ("2022—2023学年度末", {2022}),
        ("学生数（2022—2023学年初）", None),
        ("上年数", set()),
        ("本年", {2024}),
        ("2023级", None),
        ("2023年10月", None),
        ("在校生数", None),
        ("上年级", None),
    ],
)
def test_a_word_beside_a_heading_tells_years_where_it_is_nothing_else(
    word: str, years: set[int] | None
) -> None:
    assert years_told_beside(word, 2024) == years


def table(dataset: str, heading: str, word: str, *, below: bool) -> bytes:
    row = RIGHT[dataset]
    over: list[Cell] = [word if one == heading else None for one in row]
    rows = [["合成数据"], list(row), over] if below else [["合成数据"], over, list(row)]
    return workbook({"表": [*rows, list(row.values())]})


def told(result: FileResult) -> list[tuple[int | None, str | None]]:
    return [(one.row, one.column) for one in result.findings if one.rule == "column_of_another_year"]


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize("word", OTHERS)
def test_another_year_above_or_below_a_heading_refuses_the_table_and_is_quoted(
    word: str, below: bool, check: Check
) -> None:
    result = check(table("school_statistics", "在校生数", word, below=below))
    assert result.state == "refused"
    assert any(f"“{word}”" in one.found for one in result.findings)
    # a word above that may be a group is told as one
    assert told(result) in ([(3 if below else 2, "在校生数")], [] if not below else None)


@pytest.mark.parametrize("word", THIS)
def test_the_folders_year_above_a_heading_is_no_fault(word: str, check: Check) -> None:
    result = check(table("school_statistics", "在校生数", word, below=False))
    assert told(result) == []


def test_a_table_whose_rows_are_of_their_own_year_is_held_against_that(check: Check) -> None:
    """The fiscal year of the row is 2024."""
    for word, faults in (("2024年", 0), ("2023年", 1)):
        heading = [name for name, cell in RIGHT["county_finance"].items() if isinstance(cell, int | float)][1]
        assert len(told(check(table("county_finance", heading, word, below=True)))) == faults


@pytest.mark.parametrize("above", [True, False])
def test_another_year_over_the_values_of_a_form_refuses_it(above: bool, check: Check) -> None:
    title, head, *rows = form(FORMS["school_form"])
    over = [None, None, None, None, "2023年"]
    result = check(workbook({"表": [title, *([over, head] if above else [head, over]), *rows]}))
    assert (result.state, told(result)) == ("refused", [(2 if above else 3, "填报值")])


@pytest.mark.parametrize(
    ("heading", "state"), [("2024年", "refused"), ("本年", "refused"), ("2023年", "accepted")]
)
def test_the_folders_year_beside_the_values_of_a_form_refuses_it(
    heading: str, state: str, check: Check
) -> None:
    """Which of the two is asked for nobody knows; the year before beside them is there to compare."""
    title, head, *rows = form(FORMS["school_form"])
    wide = [[*row, 81 if row[2] == "专任教师总人数" else None] for row in rows]
    result = check(workbook({"表": [title, [*head, heading], *wide]}))
    assert (result.state, len(told(result))) == (state, int(state == "refused"))


@pytest.mark.parametrize("word", ["2023年", "2022年度"])
def test_a_figure_of_a_workbook_below_another_year_is_left_out_and_told(word: str, check: Check) -> None:
    name = "教基3112_小学"
    rows = EDUCATION[name]
    over: list[Cell] = [None, None, None, None, word]
    result = check(workbook({**EDUCATION, name: [*rows[:2], over, *rows[2:]]}))
    assert {one.sheet for one in result.findings if one.rule == "column_of_another_year"} == {name}
    rows_landed = [row for sheet in result.sheets for row in sheet.accepted.iter_rows(named=True)]
    assert {row["stage"]: row["pupils"] for row in rows_landed} == {"小学": None, "初中": 400}
