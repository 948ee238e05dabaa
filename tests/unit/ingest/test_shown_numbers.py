# ruff: noqa: E501  (a piece of XML stays on one line)
"""What a cell looks like is what its sender meant: another number shown, or a content struck out, is unread."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import xlsxwriter
import xlwt

from pipelines.ingest.number_formats import shows_another
from pipelines.ingest.oddities import SHOWN_MARK, STRUCK_MARK
from pipelines.ingest.sheets import read_sheets
from tests.corpus.packing import open_document
from tests.mutants.page import Page, Struck
from tests.mutants.writers import written


@pytest.mark.parametrize(
    ("code", "another"),
    [
        ("General", False),
        ("0", False),
        ("#,##0.00", False),
        ("000000", False),
        ("0.00_);[Red](0.00)", False),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', False),
        ("0.00E+00", False),
        ("0%", False),
        ("@", False),
        ("yyyy-mm-dd", False),
        ('0"人"', False),
        ('"第"0"班"', False),
        ('0"（2024）"', False),
        ('0;-0;"-"', False),
        ("[>=100]0;0.0", False),
        ("", False),
        ("0!.0,", True),
        ("0,", True),
        ("0.00,,", True),
        ('0"万"', True),
        ('0.0"亿"', True),
        ('"1"0', True),
        ('0"5"', True),
        ("-0", True),
        (";;;", True),
        ('"合格"', True),
        ('[=1]"否";[=0]"是"', True),
        ("[>=10000]0!.0,;0", True),
    ],
)
def test_a_format_shows_another_number_than_is_stored(code: str, another: bool) -> None:
    assert shows_another(code) is another


def xlsx(code: str) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet("表").write_number(0, 0, 45, book.add_format({"num_format": code}))
    return buffer.getvalue()


def xls(code: str) -> bytes:
    book, look, buffer = xlwt.Workbook(), xlwt.XFStyle(), io.BytesIO()
    look.num_format_str = code
    book.add_sheet("表").write(0, 0, 45, look)
    book.save(buffer)
    return buffer.getvalue()


def ods(code: str) -> bytes:
    places = {
        '"1"0': "<number:text>1</number:text><number:number/>",
        "0,": '<number:number number:display-factor="1000"/>',
    }
    style = (
        f'<number:number-style style:name="n">{places.get(code, "<number:number/>")}</number:number-style>'
    )
    style += '<style:style style:name="c" style:family="table-cell" style:data-style-name="n"/>'
    cell = '<table:table-cell table:style-name="c" office:value-type="float" office:value="45"><text:p>45</text:p></table:table-cell>'
    return open_document(
        f'<table:table table:name="表"><table:table-row>{cell}</table:table-row></table:table>', style
    )


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", xlsx), ("a.xls", xls), ("a.ods", ods)])
@pytest.mark.parametrize(("code", "is_read"), [("0", True), ('"1"0', False), ("0,", False)])
def test_a_number_that_is_shown_as_another_is_not_read(
    name: str, write: Callable[[str], bytes], code: str, is_read: bool
) -> None:
    (sheet,) = read_sheets(write(code), name)
    assert sheet.grid.item(0, 0) == ("45" if is_read else SHOWN_MARK)


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("content", [45, 45.5, "一班"])
def test_what_is_struck_out_is_not_read(form: str, content: str | float) -> None:
    page = Page("表", [[Struck(content), "在"], [46, 7]])
    (sheet,) = read_sheets(written([page], form), f"a.{form}")
    assert sheet.grid.row(0) == (STRUCK_MARK, "在")
    assert sheet.grid.item(1, 1) == "7"


def test_a_number_of_which_a_part_is_struck_out_is_not_read() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, struck = book.add_worksheet("表"), book.add_format({"font_strikeout": True})
        sheet.write_rich_string(0, 0, struck, "45", "46")
        sheet.write_rich_string(1, 0, book.add_format({"bold": True}), "4", "6")
    (read,) = read_sheets(buffer.getvalue(), "a.xlsx")
    assert read.grid.to_series(0).to_list() == [STRUCK_MARK, "46"]


def test_what_is_turned_around_is_no_number() -> None:
    (sheet,) = read_sheets("\u200b45,\u202e54".encode(), "a.csv")
    assert sheet.grid.row(0) == ("45", "\u202e54")
