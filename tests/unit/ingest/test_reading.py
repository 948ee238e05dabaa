"""Files of any shape become sheets of text, or one finding that says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.ingest.model import Unreadable
from pipelines.ingest.oddities import ERROR_MARK
from pipelines.ingest.sheets import read_sheets
from tests.unit.ingest.building import lines, workbook, zipped

DATA = Path(__file__).parent / "data"
NOTHING_BELOW = ("甲", "乙")


def rule_of(content: bytes, name: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read_sheets(content, name)
    finding = caught.value.finding
    assert finding.severity == "refuse"
    assert finding.found and finding.expected and finding.remedy
    return finding.rule


def test_a_row_of_a_sheet_keeps_its_number_in_excel_below_empty_rows_and_columns() -> None:
    content = workbook({"表": [[], [], ["甲", "乙"], [], [1, "x"]]}, corner=2)
    (sheet,) = read_sheets(content, "a.xlsx")
    assert sheet.grid.rows()[2] == ("甲", "乙")
    assert sheet.grid.rows()[4] == ("1", "x")


@pytest.mark.parametrize("name", ["班级名册_合成.xls", "班级名册_合成.ods"])
def test_old_and_open_workbooks_are_read_with_their_row_numbers(name: str) -> None:
    (sheet,) = read_sheets((DATA / name).read_bytes(), name)
    assert sheet.name == "班级名册"
    assert sheet.grid.rows()[3][0] == "学校标识码"
    assert sheet.grid.rows()[4] == ("2137039901", "小学", "一年级", "1班", "40")


def test_a_formula_that_failed_is_not_an_empty_cell() -> None:
    (sheet,) = read_sheets(workbook({"表": [["甲", "乙"], [1, "=A9"]]}), "a.xlsx")
    assert sheet.grid.rows()[1] == ("1", ERROR_MARK)


def test_every_sheet_of_a_workbook_is_read() -> None:
    sheets = read_sheets(workbook({"一": [["a"]], "二": [["b"]], "空": []}), "a.xlsx")
    assert [(sheet.name, sheet.grid.height) for sheet in sheets] == [("一", 1), ("二", 1), ("空", 0)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_text_is_read_in_every_encoding_line_end_and_separator(
    encoding: str, newline: str, separator: str
) -> None:
    table = [["名册（合成）", "", ""], ["学校标识码", "学校名称", "数"], ["0012", "示例小学", "1"]]
    content = newline.join(separator.join(row) for row in table).encode(encoding)
    (sheet,) = read_sheets(content, "a.csv")
    assert [[cell or "" for cell in row] for row in sheet.grid.rows()] == table


@pytest.mark.parametrize("word", ["x^1", "xڦ"])
def test_a_text_that_begins_like_compressed_data_is_read_as_text(word: str) -> None:
    (sheet,) = read_sheets(f"{word},甲\n1,2\n".encode(), "a.csv")
    assert sheet.grid.rows() == [(word, "甲"), ("1", "2")]


def test_blank_lines_and_a_short_title_do_not_shift_rows() -> None:
    (sheet,) = read_sheets(lines("标题", "", "a,b,c", "", "1,2,3,4"), "a.csv")
    assert sheet.grid.rows()[2][:3] == ("a", "b", "c")
    assert sheet.grid.rows()[4] == ("1", "2", "3", "4")


@pytest.mark.parametrize("line", ["1,", '"1",'], ids=["plain", "quoted"])
def test_of_a_line_of_very_many_cells_the_first_two_thousand_are_read(line: str) -> None:
    (sheet,) = read_sheets((line * 2500 + "\n甲,乙").encode(), "a.csv")
    assert (sheet.grid.height, sheet.grid.width) == (2, 2000)
    assert sheet.grid.row(1)[:3] == ("甲", "乙", None)


def test_a_quoted_cell_may_hold_the_separator_and_a_line_end() -> None:
    (sheet,) = read_sheets(b'a,"b,\nc",d\n1,2,3\n', "a.csv")
    assert sheet.grid.rows() == [("a", "b,\nc", "d"), ("1", "2", "3")]


@pytest.mark.parametrize("text", ['a,b,c\n1,"2,3\n4,5,6\n7,8,9\n', 'a,b,c\n1,"2,3\n4,5,6\n7,8",9\n'])
def test_a_quote_that_swallows_rows_is_refused_and_not_guessed(text: str) -> None:
    assert rule_of(text.encode(), "a.csv") == "broken_quotes"


def test_a_text_file_named_xlsx_is_read_as_text_with_a_warning() -> None:
    (sheet,) = read_sheets("甲,乙\n1,2\n".encode("gb18030"), "a.xlsx")
    assert sheet.grid.rows() == [("甲", "乙"), ("1", "2")]
    assert [finding.rule for finding in sheet.findings] == ["text_named_workbook"]


def test_a_workbook_named_csv_is_read_as_a_workbook() -> None:
    (sheet,) = read_sheets(workbook({"表": [["甲", "乙"]]}), "a.csv")
    assert sheet.grid.rows() == [("甲", "乙")]


def test_bytes_that_go_bad_at_the_end_refuse_the_file() -> None:
    assert (
        rule_of("学校标识码,学段\n".encode("gb18030") * 500 + b"\xff\xff\xff", "a.csv") == "unreadable_text"
    )


@pytest.mark.parametrize("content", [b"", b" \r\n \n"])
def test_an_empty_file_is_a_finding(content: bytes) -> None:
    assert rule_of(content, "a.xlsx") == "empty_file"


def test_half_a_workbook_is_a_finding() -> None:
    content = workbook({"表": [["甲"] * 50] * 50})
    assert rule_of(content[: len(content) // 2], "a.xlsx") == "unreadable_workbook"
    assert rule_of(content[: len(content) // 2], "a.zip") == "unreadable_zip"


def test_half_a_zip_is_told_as_one_and_not_as_a_workbook() -> None:
    content = zipped({"a.csv": b"a,b\n" * 500})
    assert rule_of(content[: len(content) // 2], "a.zip") == "unreadable_zip"


def test_a_workbook_with_a_password_says_so() -> None:
    protected = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    )
    assert rule_of(protected, "a.xlsx") == "password_protected"


def test_an_unknown_kind_of_file_is_a_finding() -> None:
    assert rule_of(b"%PDF-1.7", "a.pdf") == "unknown_format"


def test_a_zip_is_read_file_by_file() -> None:
    content = zipped(
        {"一/a.csv": "甲,乙\n".encode(), "b.xlsx": workbook({"表": [["丙"]]}), "__MACOSX/._a.csv": b"x"}
    )
    sheets = read_sheets(content, "a.zip")
    assert [sheet.name for sheet in sheets] == ["一/a.csv", "b.xlsx/表"]
    assert [sheet.label for sheet in sheets] == ["", "表"]


@pytest.mark.parametrize(
    ("members", "rule"),
    [
        ({"a.zip": zipped({"b.csv": b"x"})}, "zip_in_zip"),
        ({"a.csv": b"a,b", "b.exe": b"x"}, "unknown_format"),
        ({}, "bad_zip"),
    ],
)
def test_a_zip_that_holds_something_else_is_refused(members: dict[str, bytes], rule: str) -> None:
    assert rule_of(zipped(members), "a.zip") == rule


def test_a_zip_that_unpacks_to_too_much_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.ingest.unpacking.LARGEST_UNPACKED", 1000)
    assert rule_of(zipped({"a.csv": b"0" * 2000}), "a.zip") == "too_large"


def test_a_stray_cell_in_the_last_column_is_a_finding_and_not_a_full_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    far: list[list[str | None]] = [["甲"], *[["乙"]] * 300, ["丙", *[None] * 16_382, "z"]]
    assert read_sheets(workbook({"表": far}), "a.xlsx")[0].grid.height == 302
    # 302 rows of 16,384 columns are some 4.9 million cells, 301 rows of 26 some 7,800
    monkeypatch.setattr("pipelines.ingest.parts.MOST_CELLS", 4_000_000)
    assert rule_of(workbook({"表": far}), "a.xlsx") == "too_wide"
    assert read_sheets(workbook({"表": far[:-1]}), "a.xlsx")[0].grid.height == 301
