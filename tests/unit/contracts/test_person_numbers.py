"""A number of a person where none belongs neither lands nor is shown. People are invented."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import asdict

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.columns import MEASURES
from pipelines.contracts.persons.numbers import holds_person_number
from pipelines.contracts.result import FileResult
from pipelines.ingest.fold import bare
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.education_forms import pupils, school_workbook
from tests.unit.contracts.world import FORMS, RIGHT, SCHOOL, Cell, changed, form, sheet
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
MEASURED_IN_TURNS = list(zip(MEASURED, itertools.cycle(IDENTITY), strict=False))
"""Every column of figures, with one way of writing a number."""


def told_and_kept(result: FileResult) -> str:
    """Everything that goes on from a file: its findings, the rows that land, the rows set aside."""
    rows = [frame for one in result.sheets for frame in (one.accepted, one.unknown, one.rejected)]
    findings = json.dumps([asdict(finding) for finding in result.findings], ensure_ascii=False)
    return findings + "".join(frame.write_json() for frame in rows)


def file_with(dataset: str, heading: str, cell: Cell) -> bytes:
    """A right row but for the cell below one heading."""
    right = (RIGHT | FORMS)[dataset]
    row = {one: value for one, value in right.items() if bare(one) != bare(heading)} | {heading: cell}
    return workbook({"学校": form(row)} if dataset in FORMS else {"表": [list(row), list(row.values())]})


@pytest.mark.parametrize(
    ("place", "cell"), [*MEASURED_IN_TURNS, *((MEASURED[0], cell) for cell in IDENTITY[1:])]
)
def test_an_identity_number_in_a_column_of_figures_is_not_taken_and_not_shown(
    place: tuple[str, str], cell: Cell, check: Check
) -> None:
    result = check(file_with(*place, cell))
    assert {one.severity for one in result.findings} & {"set_aside", "unknown"}
    said = told_and_kept(result)
    assert place[1].split("(")[0] in said
    assert not [sign for sign in SIGNS if sign in said]


@pytest.mark.parametrize(
    ("dataset", "heading"),
    [
        (name, column.heading)
        for name in (*RIGHT, *FORMS)
        for column in DATASETS[name].columns.values()
        if column.is_free_text
    ],
)
def test_a_number_of_a_person_in_a_column_of_text_is_told_and_a_mark_lands(
    dataset: str, heading: str, check: Check
) -> None:
    for cell in (
        IDENTITY[0],
        f"某某甲{IDENTITY[1]}",
        "联系电话13800000000",
        "某某甲jia@example.cn",
        "微信号abc_123",
    ):
        result = check(file_with(dataset, heading, cell))
        said = told_and_kept(result)
        assert "person_number" in said, cell
        assert not [sign for sign in (*SIGNS, "13800000000", "example", "abc_123") if sign in said], cell


def test_a_title_with_a_telephone_number_lands_with_a_mark_and_keeps_its_row(check: Check) -> None:
    (finding,) = check(file_with("class_roster", "班级", "1班 13800000000")).findings
    assert (finding.rule, finding.severity) == ("class_name|person_number", "warn")
    assert "含有证件号、电话、邮箱等个人号码" in finding.message
    assert finding.remedy.startswith("请填写班级本身")


def test_two_keys_that_differ_in_a_number_of_a_person_alone_stay_apart(check: Check) -> None:
    rows = [changed("class_roster", 班级=f"1班 1380000000{last}") for last in (1, 2)]
    (one,) = check(sheet("class_roster", *rows)).sheets
    names = one.accepted["class_name"].to_list()
    assert len(set(names)) == 2
    assert all(re.fullmatch("1班〔号码[0-9a-f]{8}〕", name) for name in names)


def test_two_materials_stay_apart_though_their_titles_are_not_kept(check: Check) -> None:
    rows = [changed("evidence_register", 材料名称=f"{who}的材料") for who in ("甄隐名", "甄又名")]
    result = check(sheet("evidence_register", *rows))
    assert result.sheets[0].rows_accepted == 2
    assert "甄" not in told_and_kept(result)


@pytest.mark.parametrize(
    ("dataset", "heading"),
    [
        (name, column.heading)
        for name in (*RIGHT, *FORMS)
        for column in DATASETS[name].columns.values()
        if not column.keeps_any_text
    ],
)
def test_a_name_lands_nowhere_but_as_the_name_of_a_class_a_school_or_an_exam(
    dataset: str, heading: str, check: Check
) -> None:
    assert "甄隐名" not in told_and_kept(check(file_with(dataset, heading, "甄隐名，家长")))


def test_an_unknown_kind_of_disability_is_told_and_keeps_no_child_from_being_counted(check: Check) -> None:
    result = check(file_with("disability_register", "残疾类别", "甄隐名"))
    (finding,) = result.findings
    assert (finding.rule, finding.severity) == ("disability_type|not_listed", "warn")
    assert "视力、听力、言语" in finding.expected
    assert result.sheets[0].accepted["disability_type"].to_list() == [None]


def test_a_file_s_sheet_is_called_without_the_number_in_its_name(check: Check) -> None:
    row = RIGHT["class_roster"]
    result = check(workbook({"某某甲13800000000": [list(row), list({**row, "年级": "甄"}.values())]}))
    assert re.fullmatch("某某甲〔号码[0-9a-f]{8}〕", result.sheets[0].sheet)
    assert "13800000000" not in told_and_kept(result) + str(result.reason)


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
        ("(0533)3241234", True),
        ("某某甲 微信：abc_12345", True),
        ("工号T001", True),
        ("a.b@example.com.cn", True),
        ("+86 138-0000-0000", True),
        ("电话2班", False),
        ("2024-2025学年 370399", False),
        ("2137039901", False),
        ("2024-09-01", False),
        ("1234567.89", False),
        ("2.1E+07", False),
        ("20240901123456789012", False),
    ],
)
def test_numbers_of_persons_are_told_from_codes_figures_and_days(text: str, is_one: bool) -> None:
    assert holds_person_number(text) is is_one
