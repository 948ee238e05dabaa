"""A number of a person in a column where none belongs is set aside and not shown. People are invented."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.columns import MEASURES
from pipelines.contracts.persons.numbers import holds_person_number
from pipelines.contracts.result import FileResult
from pipelines.ingest.fold import bare
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.education_forms import pupils, school_workbook
from tests.unit.contracts.world import FORMS, RIGHT, SCHOOL, Cell, form
from tests.unit.ingest.building import lines, workbook

IDENTITY: tuple[Cell, ...] = (
    "370399201401010011",
    "37039920140101001X",
    "3703 9920 1401 0100 11",
    370399201401010011,
    "370399140101001",
)
"""Of today, with X, in groups, as a number cell of a spreadsheet, of the former 15 digits."""
SIGNS = ("370399201401", "3703 9920", "3.70399", "370399140101")
MEASURED = [
    (name, column.heading)
    for name in (*RIGHT, *FORMS)
    for column in DATASETS[name].columns.values()
    if column.kind in MEASURES
]


def told_and_kept(result: FileResult) -> str:
    """Everything that goes on from a file: its findings, the rows that land, the rows set aside."""
    rows = [frame for one in result.sheets for frame in (one.accepted, one.rejected) if frame is not None]
    findings = json.dumps([asdict(finding) for finding in result.findings], ensure_ascii=False)
    return findings + "".join(frame.write_json() for frame in rows)


def file_with(dataset: str, heading: str, cell: Cell) -> bytes:
    """A right row but for the cell below one heading."""
    right = (RIGHT | FORMS)[dataset]
    row = {one: value for one, value in right.items() if bare(one) != bare(heading)} | {heading: cell}
    return workbook({"学校": form(row)} if dataset in FORMS else {"表": [list(row), list(row.values())]})


@pytest.mark.parametrize(("dataset", "heading"), MEASURED)
def test_an_identity_number_in_a_column_of_figures_is_set_aside_and_not_shown(
    dataset: str, heading: str, check: Check
) -> None:
    for cell in IDENTITY:
        result = check(file_with(dataset, heading, cell))
        assert sum(one.rows_rejected for one in result.sheets) == 1, cell
        said = told_and_kept(result)
        assert heading.split("(")[0] in said
        assert not [sign for sign in SIGNS if sign in said], cell


@pytest.mark.parametrize(
    ("dataset", "heading"),
    [
        (name, column.heading)
        for name in (*RIGHT, *FORMS)
        for column in DATASETS[name].columns.values()
        if column.is_free_text
    ],
)
def test_an_identity_number_in_a_column_of_text_is_set_aside_and_not_shown(
    dataset: str, heading: str, check: Check
) -> None:
    for cell in (IDENTITY[0], f"某某甲{IDENTITY[1]}", IDENTITY[2]):
        result = check(file_with(dataset, heading, cell))
        assert sum(one.rows_rejected for one in result.sheets) == 1, cell
        assert not [sign for sign in SIGNS if sign in told_and_kept(result)], cell


def test_an_identity_number_in_place_of_a_teachers_own_is_told_with_what_to_do(check: Check) -> None:
    (finding,) = check(file_with("teacher_roster", "教师编号", IDENTITY[0])).findings
    assert finding.rule == "teacher_number|person_number"
    assert "含有身份证号" in finding.message and finding.expected == "不含证件号的内容"
    assert finding.remedy.startswith("请填写教师编号本身")


def test_an_identity_number_in_a_form_of_the_education_statistics_neither_lands_nor_is_shown(
    check: Check,
) -> None:
    """教基3112: title, school and two heading rows stand above, 在校生数 合计 is the fifth column."""
    for cell in IDENTITY:
        rows = pupils(40, 0, 5)
        rows[4][4] = cell
        result = check(school_workbook(教基3112=rows))
        assert [one.column for one in result.findings if "在校生数" in one.message], cell
        landed = [one.accepted["pupils"] for one in result.sheets if one.accepted is not None]
        assert all(pupils.is_null().all() or (pupils.drop_nulls() < 1000).all() for pupils in landed)
        said = told_and_kept(result)
        assert not [sign for sign in SIGNS if sign in said], cell


def test_a_heading_that_holds_a_number_of_a_person_is_not_quoted(check: Check) -> None:
    content = lines("学校标识码,学段,年级,班级,学生数,某某甲13800000000", f"{SCHOOL},小学,一年级,1班,40,")
    (finding,) = check(content, "a.csv").findings
    assert (finding.rule, finding.column) == ("unknown_column", None)
    assert "一列（内容不显示）" in finding.message and "13800000000" not in finding.message


def test_a_figure_that_is_too_large_says_how_large_it_may_be(check: Check) -> None:
    """A telephone number among the pupils of a class: no class, and no county, has ten million."""
    content = lines("学校标识码,学段,年级,班级,学生数", f"{SCHOOL},小学,一年级,1班,13800000000")
    (finding,) = check(content, "a.csv").findings
    assert finding.rule == "pupils|max"
    assert "应为不大于 10000000 的整数（人）" in finding.message
    assert "证件号" in finding.remedy
    assert "13800000000" not in finding.message


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("37039920140101001x", True),
        ("G370399201401010011", True),
        ("某某甲 13800000000", True),
        ("３７０３９９２０１４０１０１００１Ｘ", True),
        ("370399-20140101-0011", True),
        ("3.70399201401E+17", True),
        ("2137039901", False),
        ("2024-09-01", False),
        ("1234567.89", False),
        ("2.1E+07", False),
        ("20240901123456789012", False),
    ],
)
def test_numbers_of_persons_are_told_from_codes_figures_and_days(text: str, is_one: bool) -> None:
    assert holds_person_number(text) is is_one
