# ruff: noqa: E501  (a way of writing stays on one line)
"""Pages as files: .xlsx, .xls, .ods and text.

What does not belong here: which change is carried by which format is told by `can_carry` alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
import xlwt

from tests.corpus.packing import open_document
from tests.mutants.page import Cell, Failed, Page, Raised, Struck, Uncomputed

TEXTS = {
    "csv": ("utf-8-sig", ","),
    "gb.csv": ("gb18030", ","),
    "tsv": ("utf-8", "\t"),
    "txt": ("utf-16", "\t"),
}
FORMATS = ("xlsx", "xls", "ods", *TEXTS)
OLD_COLUMNS = 256


def can_carry(pages: Sequence[Page], form: str) -> bool:
    """Whether a format can hold what is on the pages."""
    if form in TEXTS:
        cells = [cell for page in pages for row in page.rows for cell in row]
        plain = not any(isinstance(cell, Uncomputed | Failed | Raised | Struck) for cell in cells)
        bare = not any(p.merged or p.is_hidden or p.hidden_rows or p.formats for p in pages)
        return len(pages) == 1 and plain and bare
    if form == "xls":
        return all(len(page.name) <= 31 and max(map(len, page.rows)) <= OLD_COLUMNS for page in pages)
    return True


def written(pages: Sequence[Page], form: str) -> bytes:
    """The content of a file in a format of `FORMATS`."""
    if form in TEXTS:
        return _text(pages[0], *TEXTS[form])
    return WRITERS[form](pages)


def _text(page: Page, encoding: str, separator: str) -> bytes:
    text = io.StringIO()
    rows = ([("" if cell is None else cell) for cell in row] for row in page.rows)
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def _xlsx(pages: Sequence[Page]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        up, struck = book.add_format({"font_script": 1}), book.add_format({"font_strikeout": True})
        for page in pages:
            sheet = book.add_worksheet(page.name)
            if page.is_hidden:
                sheet.hide()
            elif page is next(one for one in pages if not one.is_hidden):
                # the sheet that is open cannot be hidden
                sheet.activate()
                sheet.set_first_sheet()
            for row in page.hidden_rows:
                sheet.set_row(row, None, None, {"hidden": True})
            for area in page.merged:
                sheet.merge_range(*area, "")
            for (at, column), cell, code in _cells(page):
                look = book.add_format({"num_format": code}) if code else None
                if isinstance(cell, Uncomputed):
                    sheet.write_formula(at, column, "=20*2", look)
                elif isinstance(cell, Failed):
                    sheet.write_formula(at, column, "=1/0", look, cell.error)
                elif isinstance(cell, Struck):
                    sheet.write(at, column, cell.content, struck)
                elif isinstance(cell, Raised):
                    sheet.write_rich_string(at, column, cell.text, up, cell.raised)
                elif isinstance(cell, str):
                    sheet.write_string(at, column, cell, look)
                else:
                    sheet.write_number(at, column, cell, look)
    return buffer.getvalue()


def _xls(pages: Sequence[Page]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    up = xlwt.Font()
    up.escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT
    looks: dict[str, xlwt.XFStyle] = {}
    struck = xlwt.easyxf("font: struck_out on")
    for page in pages:
        sheet = book.add_sheet(page.name, cell_overwrite_ok=True)
        sheet.visibility = int(page.is_hidden)
        for row in page.hidden_rows:
            sheet.row(row).hidden = True
        for (at, column), cell, code in _cells(page):
            look = looks.setdefault(code, xlwt.XFStyle())
            if code:
                look.num_format_str = code
            if isinstance(cell, Uncomputed):
                sheet.write(at, column, xlwt.Formula("20*2"), look)
            elif isinstance(cell, Failed):
                # this is how the library spells it
                error = cell.error.replace("#N/A", "#N/A!")
                sheet.row(at).set_cell_error(column, error, look)
            elif isinstance(cell, Struck):
                sheet.write(at, column, cell.content, struck)
            elif isinstance(cell, Raised):
                sheet.write_rich_text(at, column, (cell.text, (cell.raised, up)))
            else:
                sheet.write(at, column, cell, look)
        for top, left, bottom, right in page.merged:
            sheet.merge(top, bottom, left, right)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cells(page: Page) -> list[tuple[tuple[int, int], Cell, str]]:
    """The filled cells with their places and number formats; none that a merged area covers."""
    covered = {
        (row, column)
        for top, left, bottom, right in page.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    return [
        ((at, column), cell, page.formats.get((at, column), ""))
        for at, row in enumerate(page.rows)
        for column, cell in enumerate(row)
        if cell is not None and (at, column) not in covered
    ]


def _ods(pages: Sequence[Page]) -> bytes:
    codes = sorted({code for page in pages for code in page.formats.values()})
    styles = '<style:style style:name="up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    styles += '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
    styles += '<style:style style:name="struck" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    for at, code in enumerate(codes):
        unit = code.split('"')[1] if '"' in code else ""
        places = int("." in code.split('"')[0])
        styles += (
            f'<number:number-style style:name="n{at}"><number:number number:decimal-places="{places}"/>'
            f"<number:text>{escape(unit)}</number:text></number:number-style>"
            f'<style:style style:name="c{at}" style:family="table-cell" style:data-style-name="n{at}"/>'
        )
    return open_document("".join(_ods_table(page, codes) for page in pages), styles)


def _ods_table(page: Page, codes: Sequence[str]) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merged}
    covered = {
        (row, column)
        for (top, left), (height, width) in spans.items()
        for row in range(top, top + height)
        for column in range(left, left + width)
    } - spans.keys()
    body = ""
    for at, row in enumerate(page.rows):
        cells = ""
        for column, cell in enumerate(row):
            if (at, column) in covered:
                cells += "<table:covered-table-cell/>"
                continue
            told = ""
            if (at, column) in spans:
                height, width = spans[at, column]
                told = f' table:number-rows-spanned="{height}" table:number-columns-spanned="{width}"'
            if code := page.formats.get((at, column)):
                told += f' table:style-name="c{codes.index(code)}"'
            cells += _ods_cell(cell, told)
        shown = ' table:visibility="collapse"' if at in page.hidden_rows else ""
        body += f"<table:table-row{shown}>{cells or '<table:table-cell/>'}</table:table-row>"
    hidden = ' table:style-name="gone"' if page.is_hidden else ""
    return f"<table:table table:name={quoteattr(page.name)}{hidden}>{body}</table:table>"


def _ods_cell(cell: Cell, told: str) -> str:
    name = "table:table-cell"
    match cell:
        case None:
            return f"<{name}{told}/>"
        case Uncomputed():
            return f'<{name}{told} table:formula="of:=20*2"/>'
        case Failed(error):
            kind = 'office:value-type="string" calcext:value-type="error"'
            return f'<{name}{told} table:formula="of:=1/0" {kind}><text:p>{error}</text:p></{name}>'
        case Raised(text, raised):
            inside = f'{escape(text)}<text:span text:style-name="up">{escape(raised)}</text:span>'
            return f'<{name}{told} office:value-type="string"><text:p>{inside}</text:p></{name}>'
        case Struck(content):
            return _ods_cell(content, f'{told} table:style-name="struck"')
        case str():
            lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
            return f'<{name}{told} office:value-type="string">{lines}</{name}>'
    return f'<{name}{told} office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></{name}>'


WRITERS: Mapping[str, Callable[[Sequence[Page]], bytes]] = {"xlsx": _xlsx, "xls": _xls, "ods": _ods}
