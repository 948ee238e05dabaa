"""A template that is filled in lands; one that is handed in blank says nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.contracts.check import check_file
from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.code_lists import ways_of_writing
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.recognising.template_mark import MARK, NONE, TICK
from pipelines.contracts.result import FileResult
from pipelines.ingest.fold import bare, fold
from pipelines.settings import Settings
from pipelines.templates.fields import fields
from pipelines.templates.write import without_template, write_templates
from tests.unit.contracts.world import FORMS, RIGHT

WRITTEN = [name for name, dataset in DATASETS.items() if not dataset.is_composed]
TABLES = [name for name in WRITTEN if not DATASETS[name].is_form]
MAY_BE_NONE = [name for name in TABLES if DATASETS[name].may_be_none]

Check = Callable[[Path], FileResult]


@pytest.fixture(scope="module")
def book() -> AliasBook:
    return AliasBook.load(Settings().aliases)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory, book: AliasBook) -> dict[str, Path]:
    return write_templates(tmp_path_factory.mktemp("templates"), book)


@pytest.fixture
def check(book: AliasBook) -> Check:
    def checked(path: Path) -> FileResult:
        return check_file(
            path,
            county_code="370399",
            school_year=2024,
            book=book,
            hasher=Hasher(b"k" * 32),
            max_rejected_share=0.1,
        )

    return checked


def rules(result: FileResult) -> list[str]:
    """What is said of a file beside the example of its template, which is passed over."""
    return [finding.rule for finding in result.findings if finding.rule != "passed_over"]


def sheet_of(workbook: openpyxl.Workbook, dataset: str) -> Worksheet:
    return workbook[DATASETS[dataset].title]


def heading_row(sheet: Worksheet) -> int:
    return next(row for row in range(1, 10) if sheet.cell(row, 1).value == "序号")


def fill(sheet: Worksheet, dataset: str) -> None:
    """Write a right row into the next free line of a table, or right values beside the items of a form."""
    top = heading_row(sheet)
    if DATASETS[dataset].is_form:
        right = {bare(item): cell for item, cell in FORMS[dataset].items()}
        for row in range(top + 1, sheet.max_row + 1):
            sheet.cell(row, 4).value = right[bare(str(sheet.cell(row, 2).value))]
        return
    right = {bare(heading): cell for heading, cell in RIGHT[dataset].items()}
    for column in range(2, sheet.max_column + 1):
        heading = bare(str(sheet.cell(top, column).value))
        sheet.cell(top + 2, column).value = right.get(heading)


def test_every_dataset_that_people_fill_in_has_a_template(templates: dict[str, Path]) -> None:
    assert sorted(templates) == sorted(WRITTEN)
    assert [dataset.name for dataset in without_template()] == ["statistics_workbook"]


@pytest.mark.parametrize("dataset", WRITTEN)
def test_a_blank_template_is_refused_and_says_that_it_was_not_filled_in(
    templates: dict[str, Path], check: Check, dataset: str
) -> None:
    result = check(templates[dataset])
    assert (result.state, rules(result)) == ("refused", ["template_unfilled"])
    assert "还没有填" in result.findings[-1].message
    assert [sheet.accepted.height for sheet in result.sheets] == [0, 0]


@pytest.mark.parametrize("dataset", WRITTEN)
def test_a_blank_template_that_another_program_saved_is_refused(
    templates: dict[str, Path], check: Check, tmp_path: Path, dataset: str
) -> None:
    workbook = openpyxl.load_workbook(templates[dataset])
    workbook.save(tmp_path / "a.xlsx")
    assert rules(check(tmp_path / "a.xlsx")) == ["template_unfilled"]
    text = io.StringIO()
    csv.writer(text).writerows(sheet_of(workbook, dataset).iter_rows(values_only=True))
    (tmp_path / "a.csv").write_text(text.getvalue(), encoding="utf-8")
    assert rules(check(tmp_path / "a.csv")) == ["template_unfilled"]


@pytest.mark.parametrize("dataset", WRITTEN)
def test_a_template_that_is_filled_in_lands_without_a_finding_and_its_example_does_not(
    templates: dict[str, Path], check: Check, tmp_path: Path, dataset: str
) -> None:
    workbook = openpyxl.load_workbook(templates[dataset])
    fill(sheet_of(workbook, dataset), dataset)
    workbook.save(tmp_path / "a.xlsx")
    result = check(tmp_path / "a.xlsx")
    assert rules(result) == []
    (sheet,) = (sheet for sheet in result.sheets if sheet.dataset)
    assert (sheet.state, sheet.dataset, sheet.rows_accepted) == ("accepted", dataset, 1)
    assert sheet.rows_passed_over == (0 if DATASETS[dataset].is_form else 1)


@pytest.mark.parametrize("dataset", [name for name in TABLES if not DATASETS[name].has_persons])
def test_the_example_of_a_template_would_land_without_a_finding(
    templates: dict[str, Path], check: Check, tmp_path: Path, dataset: str
) -> None:
    workbook = openpyxl.load_workbook(templates[dataset])
    sheet = sheet_of(workbook, dataset)
    sheet.cell(heading_row(sheet) + 1, 1).value = 1
    workbook.save(tmp_path / "a.xlsx")
    # the figures of an example are made up and need not be those of a usual school
    assert [rule for rule in rules(check(tmp_path / "a.xlsx")) if rule != "unusual"] == []


@pytest.mark.parametrize("dataset", MAY_BE_NONE)
def test_a_ticked_box_says_that_there_is_none(
    templates: dict[str, Path], check: Check, tmp_path: Path, dataset: str
) -> None:
    workbook = openpyxl.load_workbook(templates[dataset])
    tick(sheet_of(workbook, dataset))
    workbook.save(tmp_path / "a.xlsx")
    result = check(tmp_path / "a.xlsx")
    assert (result.state, rules(result)) == ("accepted", [])
    assert [sheet.rows_accepted for sheet in result.sheets if sheet.dataset] == [0]


@pytest.mark.parametrize("dataset", MAY_BE_NONE)
def test_a_ticked_box_above_rows_is_refused(
    templates: dict[str, Path], check: Check, tmp_path: Path, dataset: str
) -> None:
    workbook = openpyxl.load_workbook(templates[dataset])
    tick(sheet_of(workbook, dataset))
    fill(sheet_of(workbook, dataset), dataset)
    workbook.save(tmp_path / "a.xlsx")
    result = check(tmp_path / "a.xlsx")
    assert (result.state, rules(result)) == ("refused", ["none_and_some"])


def test_only_what_may_be_none_has_the_box(templates: dict[str, Path]) -> None:
    with_box = []
    for dataset in WRITTEN:
        sheet = sheet_of(openpyxl.load_workbook(templates[dataset]), dataset)
        if any(cell == NONE for row in sheet.iter_rows(values_only=True) for cell in row):
            with_box.append(dataset)
    assert sorted(with_box) == ["incident_register", "special_rooms", "student_changes"]


def test_headings_alone_without_a_mark_still_say_that_there_is_none(
    templates: dict[str, Path], check: Check, tmp_path: Path
) -> None:
    workbook = openpyxl.load_workbook(templates["incident_register"])
    sheet = sheet_of(workbook, "incident_register")
    sheet.delete_rows(1, heading_row(sheet) - 1)
    workbook.save(tmp_path / "a.xlsx")
    assert check(tmp_path / "a.xlsx").state == "accepted"


def test_a_copied_sheet_keeps_its_mark(templates: dict[str, Path], check: Check, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(templates["special_rooms"])
    workbook.copy_worksheet(sheet_of(workbook, "special_rooms")).title = "第二张"
    del workbook[DATASETS["special_rooms"].title]
    workbook.save(tmp_path / "a.xlsx")
    assert rules(check(tmp_path / "a.xlsx")) == ["template_unfilled"]


@pytest.mark.parametrize("dataset", WRITTEN)
def test_every_column_with_a_list_of_words_can_be_chosen_from_words_that_are_understood(
    templates: dict[str, Path], book: AliasBook, dataset: str
) -> None:
    workbook = openpyxl.load_workbook(templates[dataset])
    lists = [
        one.formula1
        for one in sheet_of(workbook, dataset).data_validations.dataValidation
        if one.formula1 and "填报说明" in one.formula1
    ]
    columns = [
        column for column in DATASETS[dataset].columns.values() if column.words or column.kind == "yes_no"
    ]
    assert len(lists) == len(columns)
    for column, field in zip(
        columns, [field for field in fields(DATASETS[dataset], book.of[dataset]) if field.words], strict=True
    ):
        known = ways_of_writing(column.words or "yes_no")
        assert {fold(word).lower() for word in field.words} <= known.keys()
        assert {known[fold(word).lower()] for word in field.words} == set(known.values())


@pytest.mark.parametrize("dataset", TABLES)
def test_every_heading_has_a_note_and_long_numbers_are_kept_as_text(
    templates: dict[str, Path], dataset: str
) -> None:
    sheet = sheet_of(openpyxl.load_workbook(templates[dataset]), dataset)
    top = heading_row(sheet)
    for at, column in enumerate(DATASETS[dataset].columns.values(), start=2):
        assert sheet.cell(top, at).comment is not None
        if column.kind in ("code", "secret"):
            (of_column,) = (one for one in sheet.column_dimensions.values() if one.min <= at <= one.max)
            assert of_column.number_format == "@", column.heading


def test_the_same_contracts_give_the_same_bytes(
    templates: dict[str, Path], book: AliasBook, tmp_path: Path
) -> None:
    again = write_templates(tmp_path, book)
    assert {name: path.read_bytes() for name, path in again.items()} == {
        name: path.read_bytes() for name, path in templates.items()
    }


def tick(sheet: Worksheet) -> None:
    row = next(row for row in range(1, 10) if sheet.cell(row, 1).value == NONE)
    assert str(sheet.cell(row - 1, 1).value).startswith(MARK)
    sheet.cell(row, 4).value = TICK
