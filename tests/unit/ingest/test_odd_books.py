"""What a workbook tells beside the text of its cells is the same in every format that can tell it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
import xlwt

from pipelines.ingest.model import Area, Sheet, Unreadable
from pipelines.ingest.oddities import DOUBLED_MARK, ERROR_MARK, LOST_MARK, UNCOMPUTED_MARK
from pipelines.ingest.sheets import read_sheets
from tests.corpus.packing import archive, open_document, package, row_xml
from tests.unit.ingest import odd_books as odd
from tests.unit.ingest.building import workbook

BOOKS = {".xlsx": odd.xlsx, ".xls": odd.xls, ".ods": odd.ods}


@pytest.fixture(params=BOOKS)
def sheet(request: pytest.FixtureRequest) -> Sheet:
    (sheet,) = read_sheets(BOOKS[request.param](), f"a{request.param}")
    return sheet


def figure(sheet: Sheet, row: int) -> str | None:
    return sheet.grid.row(row)[0]


def test_a_formula_that_was_never_computed_is_neither_blank_nor_zero(sheet: Sheet) -> None:
    assert figure(sheet, odd.UNCOMPUTED) == UNCOMPUTED_MARK


def test_a_formula_that_failed_is_not_blank(sheet: Sheet) -> None:
    assert figure(sheet, odd.ERROR) == ERROR_MARK


def test_a_raised_sign_behind_a_number_is_kept_apart_from_it(sheet: Sheet) -> None:
    assert figure(sheet, odd.RAISED) == "42†1"


def test_a_number_cell_with_more_digits_than_it_keeps_is_no_number(sheet: Sheet) -> None:
    assert figure(sheet, odd.LOST) == LOST_MARK


def test_a_number_cell_that_may_have_lost_the_zero_of_october_is_known(sheet: Sheet) -> None:
    assert figure(sheet, odd.CUT) == "1985.1"
    assert sheet.cut == {(odd.CUT, 0)}


def test_the_unit_that_a_number_format_shows_is_handed_out_by_column(sheet: Sheet) -> None:
    (shown,) = sheet.formats
    assert (shown.column, shown.unit, shown.is_scaled, shown.rows) == (0, "亩", False, (odd.UNIT,))
    assert figure(sheet, odd.UNIT) == "12.5"


def test_a_merged_figure_is_known_to_be_merged(sheet: Sheet) -> None:
    assert sheet.merged == (Area(odd.MERGED, 0, odd.BELOW, 0),)


def test_hidden_sheets_are_not_read_and_are_named(sheet: Sheet) -> None:
    (told,) = (finding for finding in sheet.findings if finding.rule == "hidden_sheets")
    assert told.severity == "note"
    assert "“隐藏”、“深藏”" in told.message


def test_hidden_rows_and_columns_are_read_and_named(sheet: Sheet) -> None:
    # the tenth row and the second column of the sheet
    assert sheet.grid.row(odd.HIDDEN_ROW) == ("7", "8")
    told = {finding.rule: finding.message for finding in sheet.findings}
    assert "第 10 行" in told["hidden_rows"]
    assert "B列" in told["hidden_columns"]


def test_hidden_columns_in_which_nothing_stands_are_not_worth_a_word() -> None:
    cells = '<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>'
    hidden = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    rows = f"<table:table-row>{cells}</table:table-row><table:table-row table:visibility='filter'/>"
    (sheet,) = read_sheets(
        open_document(f'<table:table table:name="表">{hidden}{rows}</table:table>'), "a.ods"
    )
    assert sheet.findings == ()


@pytest.mark.parametrize("between", ["<text:line-break/>", "<text:tab/>", "<text:s/>", "</text:p><text:p>"])
def test_two_numbers_in_a_cell_of_an_open_document_stay_two(between: str) -> None:
    cell = f'<table:table-cell office:value-type="string"><text:p>12{between}34</text:p></table:table-cell>'
    table = f'<table:table table:name="表"><table:table-row>{cell}</table:table-row></table:table>'
    (sheet,) = read_sheets(open_document(table), "a.ods")
    assert (sheet.grid.item() or "").split() == ["12", "34"]


def test_a_workbook_of_hidden_sheets_only_is_refused() -> None:
    style = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
    table = (
        '<table:table table:name="表" table:style-name="ta1"><table:table-row><table:table-cell '
        'office:value-type="string"><text:p>甲</text:p></table:table-cell></table:table-row></table:table>'
    )
    with pytest.raises(Unreadable) as caught:
        read_sheets(open_document(table, style), "a.ods")
    assert caught.value.finding.rule == "hidden_sheets"


@pytest.mark.parametrize(
    "cell",
    [
        "<c >\n <f>40+2</f>\n </c>",
        "<c ><f>40+3</f><v xml:space='preserve'></v></c>",
        "<c ><f><![CDATA[40+4]]></f></c>",
        "<c ><f>40+4</f><v><![CDATA[]]></v></c>",
        "<c ><f>40+4</f><!-- later --><v> </v></c>",
        '<c t="n" ><f>IF(A3=&quot;&quot;,0,41)</f></c>',
    ],
)
def test_a_formula_without_a_result_is_seen_however_it_is_written(cell: str) -> None:
    (sheet,) = read_sheets(package(row_xml(1, "甲") + row_xml(2, cell)), "a.xlsx")
    assert figure(sheet, 1) == UNCOMPUTED_MARK


def with_parts(content: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    """A package with its parts changed, each by its name and content."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return archive(dict(change(name, file.read(name)) for name in file.namelist()))


def test_the_guards_hold_where_the_parts_bear_other_names() -> None:
    merges = '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    usual = package(row_xml(1, "甲") + row_xml(2, "<c ><f>1+1</f></c>", 1) + f"<!-- after -->{merges}")

    def renamed(name: str, part: bytes) -> tuple[str, bytes]:
        old, new = "worksheets/sheet1.xml", "tabellen/blatt.xml"
        return name.replace(old, new), part.replace(f'"{old}"'.encode(), f'"/xl/{new}"'.encode())

    (sheet,) = read_sheets(with_parts(usual, renamed), "a.xlsx")
    assert figure(sheet, 1) == UNCOMPUTED_MARK
    assert sheet.merged == (Area(0, 0, 1, 0),)


@pytest.mark.parametrize(("waits", "seen"), [(b"", "0"), (b'<calcPr fullCalcOnLoad="1"/>', UNCOMPUTED_MARK)])
def test_a_zero_in_a_workbook_that_waits_for_its_results_is_none(waits: bytes, seen: str) -> None:
    def waiting(name: str, part: bytes) -> tuple[str, bytes]:
        return name, part.replace(b"</sheets>", b"</sheets>" + waits)

    usual = package(row_xml(1, "甲") + row_xml(2, "<c ><f>1+1</f><v>0</v></c>"))
    (sheet,) = read_sheets(with_parts(usual, waiting), "a.xlsx")
    assert figure(sheet, 1) == seen


def test_a_row_of_nothing_but_formulas_without_results_at_the_end_is_not_lost() -> None:
    rows = row_xml(1, "甲", "乙") + row_xml(2, 1, 2) + row_xml(3, "<c ><f>A2</f></c>", "<c ><f>B2</f></c>")
    (sheet,) = read_sheets(package(rows), "a.xlsx")
    assert sheet.grid.rows()[1:] == [("1", "2"), (UNCOMPUTED_MARK, UNCOMPUTED_MARK)]


@pytest.mark.parametrize("again", ["9", "1"])
def test_a_cell_that_the_file_holds_twice_is_known_only_where_both_agree(again: str) -> None:
    def doubled(name: str, part: bytes) -> tuple[str, bytes]:
        cell = b'<c r="A1"><v>1</v></c>'
        return name, part.replace(cell, cell + f'<c r="A1"><v>{again}</v></c>'.encode())

    (sheet,) = read_sheets(with_parts(workbook({"表": [[1, 2]]}), doubled), "a.xlsx")
    assert sheet.grid.row(0) == ("1" if again == "1" else DOUBLED_MARK, "2")


@pytest.mark.parametrize(
    ("first", "again", "seen"),
    [
        (0.1, 0.25, DOUBLED_MARK), (0.1, 0.1, "0.1"),
        (7, 8, DOUBLED_MARK), (7, 7, "7"), (7, "甲", DOUBLED_MARK),
        ("甲", "乙", DOUBLED_MARK), ("甲", "甲", "甲"),
    ],
)  # fmt: skip
def test_a_cell_that_a_legacy_workbook_holds_twice_is_known_only_where_both_agree(
    first: str | float, again: str | float, seen: str
) -> None:
    """Written into the next column but one, and moved into the first one afterwards."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, cells in enumerate(((first, None, again, "旁"), (1, 2, 3, "旁"))):
        for column, cell in enumerate(cells):
            if cell is not None:
                sheet.write(row, column, cell)
    buffer = io.BytesIO()
    book.save(buffer)
    content = buffer.getvalue()
    for kind, length in ((0x203, 14), (0x27E, 10), (0xFD, 10)):
        there = struct.pack("<4H", kind, length, 0, 2)
        content = content.replace(there, struct.pack("<4H", kind, length, 0, 0))
    (read,) = read_sheets(content, "a.xls")
    assert read.grid.rows() == [(seen, None, None, "旁"), ("1", "2", "3", "旁")]


def test_the_square_behind_a_metre_is_a_unit_and_no_footnote() -> None:
    runs = '<r><t>面积（m</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r><r><t>）</t></r>'
    (sheet,) = read_sheets(package(row_xml(1, f'<c t="inlineStr"><is>{runs}</is></c>')), "a.xlsx")
    assert figure(sheet, 0) == "面积（m2）"
