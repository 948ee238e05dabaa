"""One workbook in each format with everything that its cells alone do not tell; every figure is invented.

What does not belong here: what must come of it (test_odd_books).
"""

from __future__ import annotations

import io

import xlsxwriter
import xlwt

from tests.corpus.packing import open_document

LONG = 12345678901234567
"""A number of 17 digits, of which a number cell keeps 15."""
UNIT_FORMAT = '0.0"亩"'
HEADINGS = ("数", "旁")
UNCOMPUTED, ERROR, RAISED, LOST, CUT, UNIT, MERGED, BELOW, HIDDEN_ROW = range(1, 10)
"""The rows of the first sheet, counted from 0."""
HIDDEN_COLUMN = 1
SHEETS = ("表", "隐藏", "深藏")


def xlsx() -> bytes:
    """As an office program of today writes it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, hidden, deep = map(book.add_worksheet, SHEETS)
        hidden.hide()
        deep.very_hidden()
        for other in (hidden, deep):
            other.write_row(0, 0, HEADINGS)
        sheet.merge_range(MERGED, 0, BELOW, 0, "")
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_formula(UNCOMPUTED, 0, "=20*2")
        sheet.write_formula(ERROR, 0, "=1/0", None, "#DIV/0!")
        small = book.add_format({"font_script": 1})
        sheet.write_rich_string(RAISED, 0, "42", small, "1")
        sheet.write_number(LOST, 0, LONG)
        sheet.write_number(CUT, 0, 1985.1)
        sheet.write_number(UNIT, 0, 12.5, book.add_format({"num_format": UNIT_FORMAT}))
        sheet.write_number(MERGED, 0, 40)
        sheet.write_number(HIDDEN_ROW, 0, 7)
        sheet.write_number(HIDDEN_ROW, HIDDEN_COLUMN, 8)
        sheet.set_row(HIDDEN_ROW, None, None, {"hidden": True})
        sheet.set_column(HIDDEN_COLUMN, HIDDEN_COLUMN, None, None, {"hidden": True})
    return buffer.getvalue()


def xls() -> bytes:
    """As programs wrote it until 2007."""
    book = xlwt.Workbook()
    sheet, hidden, deep = map(book.add_sheet, SHEETS)
    hidden.visibility, deep.visibility = 1, 2
    for one in (sheet, hidden, deep):
        for column, heading in enumerate(HEADINGS):
            one.write(0, column, heading)
    small = xlwt.Font()
    small.escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT
    sheet.write(UNCOMPUTED, 0, xlwt.Formula("20*2"))
    sheet.row(ERROR).set_cell_error(0, "#DIV/0!")
    sheet.write_rich_text(RAISED, 0, ("42", ("1", small)))
    sheet.write(LOST, 0, LONG)
    sheet.write(CUT, 0, 1985.1)
    sheet.write(UNIT, 0, 12.5, xlwt.easyxf(num_format_str=UNIT_FORMAT))
    sheet.write_merge(MERGED, BELOW, 0, 0, 40)
    sheet.write(HIDDEN_ROW, 0, 7)
    sheet.write(HIDDEN_ROW, HIDDEN_COLUMN, 8)
    sheet.row(HIDDEN_ROW).hidden = True
    sheet.col(HIDDEN_COLUMN).hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods() -> bytes:
    """As LibreOffice writes it."""
    heading = _row(*(_cell("string", text=word) for word in HEADINGS))
    rows = [
        _row('<table:table-cell table:formula="of:=20*2"/>'),
        _row(
            '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
            'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
        ),
        _row(_cell("string", text='42<text:span text:style-name="T1">1</text:span>')),
        _row(_cell("float", LONG)),
        _row(_cell("float", 1985.1)),
        _row(_cell("float", 12.5, attributes='table:style-name="ce1"')),
        _row(_cell("float", 40, attributes='table:number-rows-spanned="2"')),
        _row("<table:covered-table-cell/>"),
        _row(_cell("float", 7), _cell("float", 8), attributes='table:visibility="filter"'),
    ]
    styles = (
        '<number:number-style style:name="N1"><number:number number:decimal-places="1"/>'
        "<number:text>亩</number:text></number:number-style>"
        '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties style:text-position="super 58%"/></style:style>'
        '<style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    tables = [_table(SHEETS[0], columns + heading + "".join(rows))]
    tables += [_table(name, heading, ' table:style-name="ta2"') for name in SHEETS[1:]]
    return open_document("".join(tables), styles)


def _table(name: str, inside: str, attributes: str = "") -> str:
    return f'<table:table table:name="{name}"{attributes}>{inside}</table:table>'


def _row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def _cell(kind: str, value: float | None = None, *, text: str = "", attributes: str = "") -> str:
    held = "" if value is None else f'office:value="{value}"'
    return (
        f'<table:table-cell {attributes} office:value-type="{kind}" {held}>'
        f"<text:p>{text or value}</text:p></table:table-cell>"
    )
