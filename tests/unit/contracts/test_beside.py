"""One table on two sheets, side by side: read as one only where the keys are the same, row for row."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import OTHER, RIGHT, SCHOOL
from tests.unit.ingest.building import Cell, workbook

STATISTICS = RIGHT["school_statistics"]
HEADINGS, KEYS = list(STATISTICS), 2
SCHOOLS: list[list[Cell]] = [
    [SCHOOL, *list(STATISTICS.values())[1:]],
    [OTHER, "初中", *list(STATISTICS.values())[2:]],
]
TITLE: list[Cell] = ["学校统计（合成数据，非真实）"]


def split(*at: int, rows: Sequence[Sequence[Cell]] = SCHOOLS) -> dict[str, list[list[Cell]]]:
    """The table of the schools on several sheets, each from one column to the next, after the keys."""
    tables = [
        [[*row[:KEYS], *row[begin:end]] for row in (HEADINGS, *rows)]
        for begin, end in itertools.pairwise([KEYS, *at, len(HEADINGS)])
    ]
    return {str(at): [TITLE if at == 1 else ["续表"], *table] for at, table in enumerate(tables, 1)}


@pytest.mark.parametrize("at", [(4,), (10,), (6, 12)], ids=["few first", "half each", "three sheets"])
def test_columns_on_several_sheets_are_read_as_one_table(at: tuple[int, ...], check: Check) -> None:
    whole = check(workbook({"1": [TITLE, HEADINGS, *SCHOOLS]})).sheets[0]
    result = check(workbook(split(*at)))
    assert result.state == "accepted"
    assert [finding.rule for finding in result.findings] == ["split_columns"]
    assert result.sheets[0].accepted.equals(whole.accepted)
    assert [sheet.rows_read for sheet in result.sheets] == [2, *[0] * len(at)]
    assert {sheet.dataset for sheet in result.sheets} == {"school_statistics"}


def test_notes_below_one_of_the_sheets_do_no_harm(check: Check) -> None:
    sheets = split(10)
    sheets["2"].append(["填表人：某某"])
    result = check(workbook(sheets))
    assert result.state == "accepted"
    assert (result.sheets[0].rows_accepted, result.sheets[0].rows_passed_over) == (2, 1)


def test_a_fault_names_the_sheet_in_which_it_stands(check: Check) -> None:
    sheets = split(10)
    sheets["2"][2][2] = "很多"
    fault = next(f for f in check(workbook(sheets)).findings if f.severity == "unknown")
    assert (fault.sheet, fault.row, fault.column) == ("2", 3, HEADINGS[10])


def test_what_nobody_knows_is_noted_with_its_own_sheet(check: Check) -> None:
    sheets = split(10)
    for row, cell in zip(sheets["2"][1:], ("校徽颜色", "红", "蓝"), strict=True):
        row.append(cell)
    unknown = next(f for f in check(workbook(sheets)).findings if f.rule == "unknown_column")
    assert (unknown.sheet, unknown.column) == ("2", "校徽颜色")


def test_what_each_sheet_has_is_told_by_its_own_columns(check: Check) -> None:
    first, second = check(workbook(split(10))).sheets
    assert first.found is not None and second.found is not None
    assert [match.heading.text for match in second.found.matches] == [*HEADINGS[:KEYS], *HEADINGS[10:]]
    assert [match.heading.index for match in second.found.matches] == list(range(KEYS + len(HEADINGS) - 10))
    assert first.found.missing == second.found.missing == []


@pytest.mark.parametrize(
    "second",
    [
        [SCHOOLS[1], SCHOOLS[0]],
        [SCHOOLS[0]],
        [SCHOOLS[0], [SCHOOL, *SCHOOLS[1][1:]]],
    ],
    ids=["in another order", "a school less", "another school"],
)
def test_rows_that_do_not_match_are_refused_and_told_where_the_columns_are(
    second: list[list[Cell]], check: Check
) -> None:
    sheets = split(10)
    sheets["2"] = split(10, rows=second)["2"]
    result = check(workbook(sheets))
    assert result.state == "refused"
    told = [f for f in result.findings if f.rule == "missing_column" and f.sheet == "1"]
    assert {"体育与健康", "运动场地面积", "网络多媒体教室数"} <= {f.column for f in told}
    assert all("工作表“2”中有这个表头" in f.message and "逐行" in f.remedy for f in told)


def test_a_sheet_with_nothing_but_columns_that_may_lack_adds_them(check: Check) -> None:
    rows = [[*row[:KEYS], *row[11:13]] for row in (HEADINGS, *SCHOOLS)]
    kept = [[cell for at, cell in enumerate(row) if at not in (11, 12)] for row in (HEADINGS, *SCHOOLS)]
    result = check(workbook({"1": [TITLE, *kept], "2": [["续表"], *rows]}))
    assert result.state == "accepted"
    assert result.sheets[0].accepted["teachers_music"].to_list() == [2, 2]


def test_a_sender_s_own_notes_on_a_whole_table_are_left_aside(check: Check) -> None:
    notes = [[*row[:KEYS], cell] for row, cell in zip((HEADINGS, *SCHOOLS), ("名次", 1, 2), strict=True)]
    result = check(workbook({"1": [TITLE, HEADINGS, *SCHOOLS], "2": [["名次"], *notes]}))
    assert [sheet.state for sheet in result.sheets] == ["accepted", "unrecognised"]


def test_a_second_figure_for_what_a_whole_table_has_already_does_not_spoil_it(check: Check) -> None:
    again = [[*row[:KEYS], row[KEYS], row[KEYS + 1]] for row in (HEADINGS, *SCHOOLS)]
    again[1][KEYS] = 1
    first, _ = check(workbook({"1": [TITLE, HEADINGS, *SCHOOLS], "2": [["另算"], *again]})).sheets
    assert (first.state, first.rows_accepted) == ("accepted", 2)


def test_a_whole_table_of_the_same_schools_is_never_put_beside(check: Check) -> None:
    finance = [["学校标识码", "学段", *list(RIGHT["school_finance"])[1:]]]
    finance += [[school, stage, *list(RIGHT["school_finance"].values())[1:]] for school, stage, *_ in SCHOOLS]
    sheets = split(10)
    sheets["经费"] = [["经费"], *finance]
    result = check(workbook(sheets))
    assert [sheet.dataset for sheet in result.sheets] == ["school_statistics"] * 2 + ["school_finance"]
    assert [sheet.rows_accepted for sheet in result.sheets] == [2, 0, 2]
