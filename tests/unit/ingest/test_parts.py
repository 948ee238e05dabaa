"""What the parts of a workbook tell beside its cells, and what is refused before the reader opens it."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from pipelines.ingest import unpacking
from pipelines.ingest.model import Area, Unreadable
from pipelines.ingest.oddities import ERROR_MARK, UNCOMPUTED_MARK
from pipelines.ingest.parts import look_through
from pipelines.ingest.sheets import read_sheets
from pipelines.ingest.unpacking import CHUNK
from pipelines.ingest.worksheet_xml import worksheet_facts
from tests.corpus.packing import archive, package, row_xml

SHEET = "<worksheet><sheetData>{}</sheetData></worksheet>"


def facts_of(cells: str, piece: int = 20, *, count_rows: bool = False):  # type: ignore[no-untyped-def]
    """The facts of a worksheet that comes in pieces of so many bytes, so that every element is cut."""
    content = SHEET.format(cells).encode()
    pieces = (content[at : at + piece] for at in range(0, len(content), piece))
    return worksheet_facts(pieces, count_rows=count_rows)


def rule_of(content: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(Unreadable) as caught:
        read_sheets(content, name)
    assert caught.value.finding.remedy
    return caught.value.finding.rule


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        "<c r='XFD1048576'><v>1</v></c>",
        '<c\n\tr = "XFD1048576" t="s"><v>1</v></c>',
        '<x:c s="1" r="XFD1048576"><x:v>1</x:v></x:c>',
        f'<c s="{"0" * 500}" r="XFD1048576"><v>1</v></c>',
    ],
)
def test_how_far_a_sheet_reaches_is_seen_however_it_is_written(cell: str) -> None:
    facts = facts_of(f'<row r="1">{cell}</row>', piece=1 << 20)
    assert (facts.rows, facts.columns) == (1_048_576, 16_384)
    assert rule_of(package(f'<row r="1">{cell.replace("x:", "")}</row>')) == "too_wide"


def test_formatted_empty_cells_do_not_count() -> None:
    empty = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="3"/></row>'
    empty += '<row r="1048576"><c r="XFD1048576" s="3"/></row>'
    assert facts_of(empty, piece=1 << 20).columns == 26


def test_a_wide_sheet_is_not_too_wide_for_its_few_rows() -> None:
    cells = "".join(f'<c r="{letter}{row}"><v>1</v></c>' for row in (1, 2) for letter in ("A", "AA", "KZ"))
    facts = facts_of(f'<row r="1">{cells}</row><row r="2"/>', piece=1 << 20, count_rows=True)
    # KZ is the 312th column: K is the 11th letter, 11 times 26 and 26 more
    assert (facts.rows, facts.columns) == (2, 312)


def test_a_sheet_as_long_as_sheets_can_be_is_not_refused_for_columns_it_does_not_have() -> None:
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}"><v>1</v></c>' for letter in "ABCDEF") + "</row>"
        for row in (1, 1_048_576)
    )
    facts = facts_of(rows, piece=1 << 20, count_rows=True)
    assert (facts.rows, facts.columns) == (1_048_576, 6)
    with zipfile.ZipFile(io.BytesIO(package(rows))) as archive_of_parts:
        look_through(archive_of_parts)


def test_rows_are_counted_before_a_sheet_is_refused_that_is_wide_in_its_heading_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unpacking, "CHUNK", 1000)
    heading = "".join(f'<c r="{letters}1"><v>1</v></c>' for letters in ("A", "KZ"))
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(2, 102))
    # 312 columns and as many rows as a sheet without far ones may have would be 31 million cells
    (sheet,) = read_sheets(package(f'<row r="1">{heading}</row>{rows}'), "a.xlsx")
    assert (sheet.grid.height, sheet.grid.width) == (101, 312)


def test_merged_cells_are_kept_by_sheet() -> None:
    rows = row_xml(1, "甲", "乙") + row_xml(2, 1, 2)
    merges = '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="B2:B13"/></mergeCells>'
    (sheet,) = read_sheets(package(f"{rows}<!-- after -->{merges}"), "a.xlsx")
    assert sheet.merged == (Area(0, 0, 0, 1), Area(1, 1, 12, 1))


def test_a_formula_that_was_never_computed_is_not_an_empty_cell() -> None:
    cells = (
        "<c ><f>A1</f></c>",
        '<c ><f t="shared" si="0"/></c>',
        "<c ><f>A1</f><v></v></c>",
        "<c ><f>A1</f><v/></c>",
        '<c t="str"><f>A1</f><v></v></c>',
        "<c ><f>A1</f><v>7</v></c>",
    )
    (sheet,) = read_sheets(package(row_xml(1, *"甲乙丙丁戊己") + row_xml(2, *cells)), "a.xlsx")
    assert sheet.grid.row(1) == (*[UNCOMPUTED_MARK] * 4, "", "7")
    assert facts_of(row_xml(2, *cells)).uncomputed == [(1, 0), (1, 1), (1, 2), (1, 3)]


def test_places_are_right_where_the_table_begins_further_right_and_down() -> None:
    rows = (
        '<row r="3"><c r="C3" t="inlineStr"><is><t>甲</t></is></c><c r="D3"><v>1</v></c></row>'
        '<row r="4"><c r="C4"><f>X1</f></c><c r="D4" t="e"><v>#REF!</v></c><c r="E4"><v>2</v></c></row>'
    )
    merges = '<mergeCells><mergeCell ref="D3:D9"/></mergeCells>'
    (sheet,) = read_sheets(package(f"{rows}<!-- after -->{merges}"), "a.xlsx")
    assert sheet.grid.rows()[2:] == [("甲", "1", None), (UNCOMPUTED_MARK, ERROR_MARK, "2")]
    assert sheet.merged == (Area(2, 1, 8, 1),)


def test_formulas_that_failed_are_found_where_cells_do_not_say_where_they_stand() -> None:
    cells = '<c t="inlineStr"><is><t>甲</t></is></c><c t="e"><v>#N/A</v></c>'
    (sheet,) = read_sheets(package(f'<row r="1">{cells}</row>'), "a.xlsx")
    assert sheet.grid.rows() == [("甲", ERROR_MARK)]


def test_pieces_unpacked_ahead_tell_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "WORTH_A_THREAD", 1)
    cells = (
        row_xml(2, "<c ><f>A1</f></c>", 7)
        + '<row r="3"><c r="ZZ3"><v>1</v></c></row><mergeCell ref="A1:B1"/>'
    )
    facts = facts_of(cells)
    # ZZ is the 702nd column: 26 times 26 and 26 more
    assert (facts.columns, facts.uncomputed, facts.merged) == (702, [(1, 0)], [Area(0, 0, 0, 1)])


def test_a_bomb_is_refused_while_it_is_unpacked_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST_UNPACKED", 3_000_000)
    assert rule_of(package(row_xml(1, "甲") + "<row/>" * 700_000)) == "too_large"


def test_a_far_cell_is_seen_in_a_sheet_that_is_not_in_utf_8() -> None:
    content = SHEET.format('<row r="1">é<c r="XFD1048576"><v>1</v></c></row>').encode("latin-1")
    assert worksheet_facts([content]).columns == 16_384


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/styles.xml", "docProps/core.xml"])
def test_xml_entities_are_refused_wherever_they_stand(part: str) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    assert rule_of(package(row_xml(1, "甲"), extra={part: bomb})) == "xml_entities"


@pytest.mark.parametrize("blanks", [CHUNK - 25, CHUNK, 3 * CHUNK])
def test_xml_entities_behind_very_many_blanks_are_refused_too(blanks: int) -> None:
    late = b'<?xml version="1.0"?>' + b" " * blanks + b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    assert rule_of(package(row_xml(1, "甲"), extra={"xl/styles.xml": late})) == "xml_entities"


def test_xml_entities_behind_a_comment_that_looks_like_an_element_are_refused_too() -> None:
    hidden = b'<!-- <x> --><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    late = b"<!-- <x>" + b" " * (1 << 20) + b"<y> " + b" " * (1 << 20) + b"-->" + hidden
    for part in (hidden, late):
        assert rule_of(package(row_xml(1, "甲"), extra={"xl/styles.xml": part})) == "xml_entities"


def lying(members: dict[str, bytes]) -> bytes:
    """A zip whose list and headers say that its first member unpacks to one byte."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    packed, one = buffer.getvalue(), struct.pack("<I", 1)
    at = packed.index(b"PK\x01\x02")
    return packed[:22] + one + packed[26 : at + 24] + one + packed[at + 28 :]


def test_an_archive_that_lies_about_its_size_is_counted_as_it_unpacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unpacking, "LARGEST_UNPACKED", 3_000_000)
    assert rule_of(lying({"a.csv": b"0" * 4_000_000}), "a.zip") == "too_large"
    sheets = {"xl/worksheets/sheet1.xml": b" " * 4_000_000, "xl/workbook.xml": b"<x/>"}
    assert rule_of(lying(sheets)) == "too_large"


def test_parts_are_counted_all_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST_UNPACKED", 2500)
    assert rule_of(archive({f"{at}.csv": b"0" * 1000 for at in range(3)}), "a.zip") == "too_large"


def test_methods_of_packing_that_no_office_program_uses_are_not_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as file:
        file.writestr("a.csv", b"0" * 100_000)
    assert rule_of(buffer.getvalue(), "a.zip") == "unreadable_zip"


def test_an_encrypted_open_document_says_so() -> None:
    manifest = b'<manifest:manifest><manifest:encryption-data manifest:checksum="x"/></manifest:manifest>'
    content = archive({"mimetype": b"x", "content.xml": b"\x99", "META-INF/manifest.xml": manifest})
    assert rule_of(content, "a.ods") == "password_protected"


@pytest.mark.parametrize(
    "content", [b"<html><table>", b"\xef\xbb\xbf<?xml version='1.0'?><Workbook>", b"MIME-Version: 1.0\n"]
)
def test_a_web_page_that_calls_itself_a_workbook_is_refused_in_words(content: bytes) -> None:
    assert rule_of(content, "a.xls") == "web_page"
