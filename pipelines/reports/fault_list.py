"""The first sheet of a feedback workbook, 问题清单: the file, what became of it, and every fault in a row.

What does not belong here: the copies of the sender's sheets (copies).
"""

from __future__ import annotations

import math

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipelines.contracts.datasets import DATASETS
from pipelines.contracts.result import FileResult, SheetResult
from pipelines.contracts.wording import SEVERITY
from pipelines.ingest.model import Finding, Severity
from pipelines.reports.clauses import found_and_expected
from pipelines.reports.copies import COLOURS, Copies, plain

TITLE = "问题清单"
HEADINGS = ("工作表", "行", "列", "发现", "应为", "怎么改", "程度")
WIDTHS = (22, 9, 24, 50, 34, 50, 10)
SHEET_HEADINGS = ("工作表", "状态", "认作", "行数")
SEVERITIES = list(COLOURS)
MEANS: dict[Severity, str] = {
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
LINE_HEIGHT = 13.5
CELL = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF", "font_size": 10}


class FaultList:
    """Writes the list into a sheet that is still empty, row by row from the top."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Worksheet, copies: Copies) -> None:
        self._sheet, self._copies = sheet, copies
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._bold = book.add_format({"bold": True})
        self._long = book.add_format({"text_wrap": True, "valign": "top"})
        self._head = book.add_format({**CELL, "bold": True, "bg_color": "#D9D9D9"})
        self._cell = book.add_format(CELL)
        self._link = book.add_format({**CELL, "font_color": "#0563C1", "underline": 1})
        self._colours = {key: book.add_format({**CELL, "bg_color": hue}) for key, hue in COLOURS.items()}

    def write(self, name: str, result: FileResult) -> None:
        """Write what became of a file of this name, and its faults, the worst first."""
        self._lay_out()
        self._write_whole(name, result)
        row = self._write_sheets(result) + 2
        self._write_row(row, HEADINGS)
        findings = sorted(result.findings, key=_by_severity_and_place)
        for at, finding in enumerate(findings[:MOST_LISTED], start=row + 1):
            self._write_finding(at, finding)
        last = row + min(len(findings), MOST_LISTED)
        self._sheet.autofilter(row, 0, max(last, row + 1), len(HEADINGS) - 1)
        if len(findings) > MOST_LISTED:
            self._sheet.write_string(last + 1, 0, f"另有 {len(findings) - MOST_LISTED} 条没有列出。")

    def _lay_out(self) -> None:
        for at, width in enumerate(WIDTHS):
            self._sheet.set_column(at, at, width)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)

    def _write_whole(self, name: str, result: FileResult) -> None:
        """The file, what became of it, its rows, and beside them what the colours mean."""
        sheet = self._sheet
        sheet.write_string(0, 0, TITLE, self._title)
        for row, (label, text) in enumerate((("文件", name), ("结论", _verdict(result))), start=1):
            sheet.write_string(row, 0, label, self._bold)
            sheet.write_string(row, 1, plain(text))
        for row, ((label, number), key) in enumerate(zip(_totals(result), SEVERITIES, strict=True), start=3):
            sheet.write_string(row, 0, label, self._bold)
            sheet.write_number(row, 1, number)
            sheet.write_string(row, 2, SEVERITY[key], self._colours[key])
            sheet.write_string(row, 3, MEANS[key])
        sheet.set_row(7, 32)
        sheet.write_string(7, 0, "说明", self._bold)
        sheet.merge_range(7, 1, 7, len(HEADINGS) - 1, ADVICE, self._long)

    def _write_sheets(self, result: FileResult) -> int:
        """What each sheet was recognised as; returns the last row written."""
        top = 9
        self._write_row(top, SHEET_HEADINGS)
        for row, sheet in enumerate(result.sheets, start=top + 1):
            for at, text in enumerate(_sheet_line(sheet, result)):
                self._sheet.write_string(row, at, plain(text), self._cell)
        return top + len(result.sheets)

    def _write_row(self, row: int, headings: tuple[str, ...]) -> None:
        for at, heading in enumerate(headings):
            self._sheet.write_string(row, at, heading, self._head)

    def _write_finding(self, row: int, finding: Finding) -> None:
        sheet, where = self._sheet, plain(finding.sheet or "")
        found, expected = found_and_expected(finding)
        texts = [finding.column or "", found, expected, finding.remedy]
        sheet.set_row(row, _height([where, "", *texts]))
        target = self._copies.link_to(finding)
        if target:
            sheet.write_url(row, 0, target, self._link, where or "打开")
        else:
            sheet.write_string(row, 0, where, self._cell)
        if finding.row:
            sheet.write_number(row, 1, finding.row, self._cell)
        else:
            sheet.write_blank(row, 1, None, self._cell)
        for at, text in enumerate(texts, start=2):
            sheet.write_string(row, at, plain(text), self._cell)
        sheet.write_string(row, 6, SEVERITY[finding.severity], self._colours[finding.severity])


def _by_severity_and_place(finding: Finding) -> tuple[int, str, int]:
    return SEVERITIES.index(finding.severity), finding.sheet or "", finding.row or 0


def _height(texts: list[str]) -> float:
    """The height of a row, in points, that shows all of its texts; not every program finds it by itself."""
    lines = [
        math.ceil(sum(1 if character.isascii() else 2 for character in text) / (width - 2))
        for text, width in zip(texts, WIDTHS, strict=False)
    ]
    return LINE_HEIGHT * max(1, *lines) + 3


def _verdict(result: FileResult) -> str:
    if result.state == "refused":
        return f"整个文件退回，没有采用。{result.reason or ''}"
    rejected = sum(sheet.rows_rejected for sheet in result.sheets)
    return f"采用，其中 {rejected} 行被搁置，没有采用。" if rejected else "采用，请核对下面的提醒。"


def _totals(result: FileResult) -> list[tuple[str, int]]:
    """Rows of the whole file: read = accepted + set aside + passed over."""
    accepted = "采用（行）" if result.state == "accepted" else "合格，随文件退回"
    return [
        ("读入（行）", sum(sheet.rows_read for sheet in result.sheets)),
        (accepted, sum(sheet.rows_accepted for sheet in result.sheets)),
        ("搁置（行）", sum(sheet.rows_rejected for sheet in result.sheets)),
        ("略过（行）", sum(sheet.rows_passed_over for sheet in result.sheets)),
    ]


def _sheet_line(sheet: SheetResult, result: FileResult) -> tuple[str, str, str, str]:
    """A sheet's name, state, dataset and rows."""
    state = SHEET_STATE[sheet.state]
    if result.state == "refused" and sheet.state == "accepted":
        state = "随文件退回"
    title = DATASETS[sheet.dataset].title if sheet.dataset else ""
    counts = (
        f"读入 {sheet.rows_read}，合格 {sheet.rows_accepted}，搁置 {sheet.rows_rejected}，"
        f"略过 {sheet.rows_passed_over}"
    )
    return sheet.sheet, state, title, counts
