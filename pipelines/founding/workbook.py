"""The workbook of `county/`: a sheet a table, with the rows a new county begins with.

What does not belong here: which rows those are (prefilled), and reading it (county_rows).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipelines.county_rows.open_tables import COUNTY, Cells, OpenTable
from pipelines.county_rows.reading import GUIDE, NOTE
from pipelines.county_rows.shown import WORD
from pipelines.founding.described import Described, known_values, named_codes
from pipelines.workbooks.names import sheet_name

FONT = {"font_name": "宋体", "font_size": 11}
WIDTH, WIDE, MARKED, LAST_ROW = 16, 30, 25, 2000
LONG_WORDS = ("name", "basis", "formula", "text", "理由", "reason", "通知地址")
GUIDE_WIDTHS = (28, 36, 96)
CODES = f"{GUIDE} 代码"
"""The sheet that says what codes mean; called so that nobody reads it as rows."""


def write_workbook(
    path: Path, tables: Mapping[str, OpenTable], rows: Mapping[str, Sequence[Cells]], described: Described
) -> None:
    """Write the workbook; every cell is text, so that no spreadsheet makes a date of 09-30."""
    with xlsxwriter.Workbook(path) as book:
        _write_guide(book, tables, described)
        _write_codes(book, tables)
        values = known_values(tables.values())
        lists = _write_lists(book, values)
        for table in tables.values():
            sheet = book.add_worksheet(sheet_name(f"{table.title} {table.name}"))
            _write_table(book, sheet, table, rows.get(table.name, ()), described)
            _offer(sheet, table, lists)


def _write_guide(book: xlsxwriter.Workbook, tables: Mapping[str, OpenTable], described: Described) -> None:
    sheet = book.add_worksheet(GUIDE)
    title, text = book.add_format(FONT | {"bold": True, "font_size": 14}), book.add_format(FONT)
    head = book.add_format(FONT | {"bold": True, "bg_color": "#DDEBF7", "border": 1})
    cell = book.add_format(FONT | {"text_wrap": True, "valign": "vcenter", "border": 1})
    for at, width in enumerate(GUIDE_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.write_string(0, 0, "本县自己的登记表", title)
    for row, sentence in enumerate(
        (
            "一页是一张表，一行是一条；用不到的页空着。程序自带的行仍然有效，这里的行按主键叠在上面，升级程序不会改动它们。",
            f"灰色、第一格是“{WORD} …”的行是程序自带的，列在这里供修改：改了哪一行，"
            "哪一行就算本县的；没有改的不算，程序以后改了，照程序的。",
            f"“{WORD} …”那一格不要改；换成县代码，就固定成现在的值。"
            "同一指标有几行的，改或加一行，这一页里其余各行随之算本县的；"
            "只删不改不起作用。",
            "标准值、参数改了一行，评价标准一页里本县的标准就启用，和国家标准并列计算；其余的值照国家标准。",
            "不要改动第一行的表头和各页名称末尾的英文名；其他以 # 开头的行不读。",
            f"各种代码是什么，见“{CODES}”。",
            "同一条只写一处：写在这里，或写在旁边同名的 CSV 里。两处不一样的会退回，写明在哪里。",
            "写好后运行 junheng refresh；写错的会说是哪一页第几行、应怎么写，改好之前沿用上次的数字。",
        ),
        start=1,
    ):
        sheet.write_string(row, 0, sentence, text)
    sheet.write_row(10, 0, ("页", "英文名", "填什么"), head)
    for row, table in enumerate(tables.values(), start=11):
        sheet.write_row(row, 0, (table.title, table.name, described.table(table)), cell)


def _write_codes(book: xlsxwriter.Workbook, tables: Mapping[str, OpenTable]) -> None:
    """What the codes mean that a row may name."""
    sheet = book.add_worksheet(CODES)
    head = book.add_format(FONT | {"bold": True, "bg_color": "#DDEBF7", "border": 1})
    text = book.add_format(FONT | {"num_format": "@"})
    for at, (heading, width) in enumerate((("列", 20), ("代码", 28), ("是什么", 60))):
        sheet.set_column(at, at, width, text)
        sheet.write_string(0, at, heading, head)
    rows = named_codes(tables.values())
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), 2)


def _write_lists(
    book: xlsxwriter.Workbook, values: Mapping[str, Mapping[str, list[str]]]
) -> Mapping[tuple[str, ...], str]:
    """The codes a column may name, on a sheet of their own; for each list its cells, as a formula."""
    lists = dict.fromkeys(tuple(of) for columns in values.values() for of in columns.values())
    sheet = book.add_worksheet("_可选代码")
    sheet.hide()
    where = {}
    for at, words in enumerate(lists):
        sheet.write_column(0, at, words)
        column = xlsxwriter.utility.xl_col_to_name(at, col_abs=True)
        where[words] = f"='_可选代码'!{column}$1:{column}${len(words)}"
    return where


def _write_table(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    table: OpenTable,
    rows: Sequence[Cells],
    described: Described,
) -> None:
    head = book.add_format(
        FONT | {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "vcenter"}
    )
    text = book.add_format(FONT | {"num_format": "@"})
    note = book.add_format(FONT | {"font_color": "#555555", "italic": True})
    of_program = book.add_format(FONT | {"num_format": "@", "font_color": "#6B6B6B"})
    is_shown = any(_is_shown(row) for row in rows)
    notes = described.columns(table)
    for at, (column, heading) in enumerate(described.headings(table).items()):
        is_wide = any(word in column for word in LONG_WORDS)
        width = MARKED if is_shown and at == 0 else WIDE if is_wide else WIDTH
        sheet.set_column(at, at, width, text)
        sheet.write_string(0, at, heading, head)
        sheet.write_comment(0, at, notes[column], {"x_scale": 2})
    sheet.set_row(0, 34)
    sheet.freeze_panes(1, 1)
    how = f"灰色的行是程序自带的，改了才算本县的，见“{GUIDE}”。" if is_shown else ""
    sheet.write_string(1, 0, f"{NOTE} {described.table(table)}{how}", note)
    for number, row in enumerate(rows, start=2):
        for at, column in enumerate(table.columns):
            sheet.write_string(number, at, row.get(column) or "", of_program if _is_shown(row) else text)


def _is_shown(row: Cells) -> bool:
    return str(row.get(COUNTY)).startswith(WORD)


def _offer(sheet: Worksheet, table: OpenTable, lists: Mapping[tuple[str, ...], str]) -> None:
    """Let codes be chosen from a list; others may be typed, as a county may have its own."""
    values = known_values([table])[table.name]
    for at, column in enumerate(table.columns):
        if words := tuple(values.get(column, ())):
            choice = {"validate": "list", "source": lists[words], "error_type": "information"}
            sheet.data_validation(2, at, LAST_ROW, at, choice)
