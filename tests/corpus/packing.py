"""Workbooks and archives with the same bytes on every machine: fixed dates, parts stored uncompressed.

What does not belong here: what is in them (one module per kind of trap), legacy workbooks (old).
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

Cell = str | float | int | datetime | None
Table = Sequence[Sequence[Cell]]
WRITTEN = datetime(2024, 10, 1)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OPEN_DOCUMENT_SPACES = {
    "office": "office:1.0",
    "table": "table:1.0",
    "text": "text:1.0",
    "style": "style:1.0",
    "number": "datastyle:1.0",
}
CALC_SPACE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def book(
    sheets: Mapping[str, Table],
    merges: Sequence[str] = (),
    picture: bytes | None = None,
    hidden: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
) -> bytes:
    """A workbook as an office program writes it.

    Args:
        sheets: their names and cells.
        merges: areas such as `A3:A5` of the first sheet.
        picture: laid over cells of the first sheet.
        hidden: sheets that are hidden.
        hidden_rows: rows of the first sheet that are hidden, counted from 0.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": WRITTEN})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for number, (name, rows) in enumerate(sheets.items()):
            sheet = workbook.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for row in hidden_rows if number == 0 else ():
                sheet.set_row(row, None, None, {"hidden": True})
            for area in merges if number == 0 else ():
                sheet.merge_range(area, "")
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(at, column, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(at, column, cell)
                    elif cell is not None:
                        sheet.write_number(at, column, cell)
            if picture is not None and number == 0:
                sheet.insert_image("E1", "图.png", {"image_data": io.BytesIO(picture)})
    return again(buffer.getvalue())


def package(sheet_xml: str, *, prolog: str = "", extra: Mapping[str, bytes] | None = None) -> bytes:
    """A workbook with one sheet whose XML is given as it is: `<row …>` elements, then what follows them."""
    rows, _, after = sheet_xml.partition("<!-- after -->")
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(("rId1", "worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": f'{prolog}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}'
        "</worksheet>",
    }
    return archive({**{name: part.encode() for name, part in parts.items()}, **(extra or {})})


def row_xml(number: int, *cells: str | float | int | None) -> str:
    """A `<row>`; a text that begins with `<c ` is a cell's XML as it is."""
    found = []
    for column, cell in enumerate(cells):
        place = f"{chr(ord('A') + column)}{number}"
        if isinstance(cell, str) and cell.startswith("<c "):
            found.append(cell.replace("<c ", f'<c r="{place}" ', 1))
        elif isinstance(cell, str):
            found.append(f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>')
        elif cell is not None:
            found.append(f'<c r="{place}"><v>{cell}</v></c>')
    return f'<row r="{number}">{"".join(found)}</row>'


def ods(name: str, rows: Table) -> bytes:
    """An OpenDocument workbook with one sheet."""
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    return open_document(f"<table:table table:name={quoteattr(name)}>{body}</table:table>")


def open_document(tables: str, styles: str = "") -> bytes:
    """An OpenDocument workbook whose tables and styles are given in XML as they are."""
    urn = "urn:oasis:names:tc:opendocument:xmlns:"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    spaces = "".join(f' xmlns:{name}="{urn}{path}"' for name, path in OPEN_DOCUMENT_SPACES.items())
    content = (
        f'<office:document-content{spaces} xmlns:calcext="{CALC_SPACE}">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{urn}manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    parts = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
    return archive({part: text.encode() for part, text in parts.items()})


def archive(members: Mapping[str, bytes]) -> bytes:
    """A zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name, WRITTEN.timetuple()[:6]), content)
    return buffer.getvalue()


def archive_with_gbk_names(members: Mapping[str, bytes]) -> bytes:
    """A zip as a Chinese Windows packs it: names in GBK, and nothing says so."""
    names = {f"@{at}".ljust(len(name.encode("gbk")), "@"): name for at, name in enumerate(members)}
    packed = archive({short: members[name] for short, name in names.items()})
    for short, name in names.items():
        packed = packed.replace(short.encode(), name.encode("gbk"))
    return packed


def again(packed: bytes) -> bytes:
    """The same archive with fixed dates, nothing compressed."""
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        return archive({name: file.read(name) for name in file.namelist()})


def claiming(packed: bytes, size: int) -> bytes:
    """An archive whose list says that each member unpacks to so many bytes."""
    at = packed.index(b"PK\x01\x02")
    return packed[: at + 24] + struct.pack("<I", size) + packed[at + 28 :]


def _relations(*relations: tuple[str, str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for identity, kind, target in relations
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str):
        text = f"<text:p>{escape(cell)}</text:p>"
        return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
