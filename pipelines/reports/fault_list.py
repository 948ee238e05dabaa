"""The first sheet of a feedback workbook, 问题清单: the file, what became of it, and every fault in a row.

What does not belong here: the copies of the sender's sheets (copies).
"""

from __future__ import annotations

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipelines.contracts.datasets import DATASETS
from pipelines.contracts.result import FileResult, SheetResult
from pipelines.contracts.wording import SEVERITY
from pipelines.reports.clauses import found_and_expected
from pipelines.reports.copies import COLOURS, Copies, plain

HEADINGS = ("工作表", "行", "列", "发现", "应为", "怎么改", "程度")
WIDTHS = (22, 9, 24, 50, 34, 50, 10)
ORDER = list(COLOURS)
MEANS = {
    "refuse": "整个文件没有采用，改正后请重新报送",
    "set_aside": "这一行没有采用，其余照常采用；改正后请重新报送",
    "warn": "照常采用，请核对",
    "note": "供参考，不必处理",
}
SHEET_STATE = {"accepted": "采用", "refused": "退回", "ignored": "略过", "unrecognised": "没有认出"}
ADVICE = (
    "请在原来的文件里逐条改正后重新报送，不要报送本表。后面各表是原表的对照副本，有问题的单元格已着色并加了批注；"
    "其中的个人信息、表格以外的文字和没有采用的内容不显示，以 *** 代替。没有问题的工作表没有列出。"
)
MOST_LISTED = 10_000
"""Faults listed; a file with more is told so."""


def write_list(
    book: xlsxwriter.Workbook, sheet: Worksheet, name: str, result: FileResult, copies: Copies
) -> None:
    """Write the list into the first sheet, which is still empty; rows are written from top to bottom."""
    cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF", "font_size": 10}
    head = book.add_format({**cell, "bold": True, "bg_color": "#D9D9D9"})
    bold, wrap = book.add_format({"bold": True}), book.add_format(cell)
    link = book.add_format({**cell, "font_color": "#0563C1", "underline": 1})
    colours = {key: book.add_format({**cell, "bg_color": colour}) for key, colour in COLOURS.items()}
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, "问题清单", book.add_format({"bold": True, "font_size": 16}))
    sheet.write_string(1, 0, "文件", bold)
    sheet.write_string(1, 1, plain(name))
    sheet.write_string(2, 0, "结论", bold)
    sheet.write_string(2, 1, plain(_verdict(result)))
    for row, (total, key) in enumerate(zip(_totals(result), ORDER, strict=True), start=3):
        sheet.write_string(row, 0, total[0], bold)
        sheet.write_number(row, 1, total[1])
        sheet.write_string(row, 2, SEVERITY[key], colours[key])
        sheet.write_string(row, 3, MEANS[key])
    sheet.write_string(7, 0, "说明", bold)
    sheet.merge_range(
        7, 1, 7, len(HEADINGS) - 1, ADVICE, book.add_format({"text_wrap": True, "valign": "top"})
    )
    sheet.set_row(7, 32)
    row = 9
    for at, heading in enumerate(("工作表", "状态", "认作", "行数")):
        sheet.write_string(row, at, heading, head)
    for one in result.sheets:
        row += 1
        for at, text in enumerate(_sheet_line(one, result)):
            sheet.write_string(row, at, plain(text), wrap)
    row += 2
    top = row
    for at, heading in enumerate(HEADINGS):
        sheet.write_string(row, at, heading, head)
    listed = sorted(result.findings, key=lambda finding: ORDER.index(finding.severity))
    for finding in listed[:MOST_LISTED]:
        row += 1
        found, expected = found_and_expected(finding)
        target = copies.link_to(finding)
        where = plain(finding.sheet or "")
        if target:
            sheet.write_url(row, 0, target, link, where or "打开")
        else:
            sheet.write_string(row, 0, where, wrap)
        if finding.row:
            sheet.write_number(row, 1, finding.row, wrap)
        else:
            sheet.write_blank(row, 1, None, wrap)
        for at, text in enumerate((finding.column or "", found, expected, finding.remedy), start=2):
            sheet.write_string(row, at, plain(text), wrap)
        sheet.write_string(row, len(HEADINGS) - 1, SEVERITY[finding.severity], colours[finding.severity])
    sheet.autofilter(top, 0, max(row, top + 1), len(HEADINGS) - 1)
    if len(listed) > MOST_LISTED:
        sheet.write_string(row + 1, 0, f"另有 {len(listed) - MOST_LISTED} 条没有列出。")


def _verdict(result: FileResult) -> str:
    if result.state == "refused":
        return f"整个文件退回，没有采用。{result.reason or ''}"
    rejected = sum(sheet.rows_rejected for sheet in result.sheets)
    return f"采用，其中 {rejected} 行被搁置，没有采用。" if rejected else "采用，请核对下面的提醒。"


def _totals(result: FileResult) -> list[tuple[str, int]]:
    """Rows of the whole file: read = accepted + set aside + passed over."""
    accepted = "采用（行）" if result.state == "accepted" else "合格（行，随文件退回）"
    return [
        ("读入（行）", sum(sheet.rows_read for sheet in result.sheets)),
        (accepted, sum(sheet.rows_accepted for sheet in result.sheets)),
        ("搁置（行）", sum(sheet.rows_rejected for sheet in result.sheets)),
        ("略过（行）", sum(sheet.rows_passed_over for sheet in result.sheets)),
    ]


def _sheet_line(sheet: SheetResult, result: FileResult) -> tuple[str, str, str, str]:
    state = SHEET_STATE[sheet.state]
    if result.state == "refused" and sheet.state == "accepted":
        state = "随文件退回"
    title = DATASETS[sheet.dataset].title if sheet.dataset else ""
    counts = (
        f"读入 {sheet.rows_read}，合格 {sheet.rows_accepted}，搁置 {sheet.rows_rejected}，"
        f"略过 {sheet.rows_passed_over}"
    )
    return sheet.sheet, state, title, counts
