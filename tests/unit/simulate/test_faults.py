"""The planted faults lie where the answer sheet says."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipelines.simulate.faults.plant_faults import ANSWER_COLUMNS

from .reading import COUNTY, text_grid


@pytest.fixture(scope="module")
def answers(small: Path) -> list[dict[str, str]]:
    """The answer sheet."""
    with (small / "_faults.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_answer_sheet_lists_at_least_twelve_kinds_of_fault(answers: list[dict[str, str]]) -> None:
    assert len({row["kind"] for row in answers}) == len(answers) >= 12
    assert tuple(answers[0]) == ANSWER_COLUMNS
    assert {row["expected_severity"] for row in answers} == {"refuse", "set_aside", "unknown", "warn"}


def test_every_faulty_file_is_in_a_folder_of_its_own(small: Path, answers: list[dict[str, str]]) -> None:
    for row in answers:
        assert (small / row["county"] / row["year"] / row["file"]).exists()
        assert row["file"].startswith("故障样本/")


def test_the_named_cell_holds_the_planted_value(small: Path, answers: list[dict[str, str]]) -> None:
    planted = {
        "short_school_code": "0012",
        "negative_count": -5,
        "degrees_over_teachers": 9999,
        "unknown_level": "星级",
        "allotted_over_plan": 99999,
        "percent_for_fraction": 14.1,
        "negative_labour_hours": -5,
        "no_conclusion": None,
        "unknown_incident": "V9",
    }
    for row in answers:
        if row["kind"] in planted:
            sheet = load_workbook(small / COUNTY / row["year"] / row["file"])[row["sheet"]]
            headings = [cell.value for cell in sheet[2]]
            cell = sheet.cell(int(row["row"]), headings.index(row["column"]) + 1)
            assert cell.value == planted[row["kind"]]


def test_a_garbled_date_stands_in_the_named_line_of_the_text_file(
    small: Path, answers: list[dict[str, str]]
) -> None:
    row = next(row for row in answers if row["kind"] == "date_garbage")
    assert "2014年13月45日" in text_grid(small / COUNTY / row["year"] / row["file"])[int(row["row"]) - 1]


def test_whole_files_are_empty_cut_off_and_wrongly_encoded(
    small: Path, answers: list[dict[str, str]]
) -> None:
    files = {row["kind"]: (small / COUNTY / row["year"] / row["file"]).read_bytes() for row in answers}
    assert files["empty_file"] == b""
    assert not files["text_named_xlsx"].startswith(b"PK")
    assert files["truncated_workbook"].startswith(b"PK")
    for encoding in ("utf-8", "gb18030"):
        with pytest.raises(UnicodeDecodeError):
            files["bad_bytes"].decode(encoding)
