"""The first sheet of a feedback workbook, 问题清单: the file, what became of it, and every fault in a row.

What does not belong here: the copies of the sender's sheets (copies).
"""

from __future__ import annotations

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.result import FileResult, SheetResult
from pipelines.contracts.telling.phrases import SEVERITY
from pipelines.feedback.copies import Copies, plain
from pipelines.ingest.model import Finding, Severity
from pipelines.workbooks.paper import ROW, height, set_up
from pipelines.workbooks.style import BY_SEVERITY, look

TITLE = "问题清单"
HEADINGS = ("工作表", "行", "列", "发现", "应为", "怎么改", "程度")
WIDTHS = (18, 11, 20, 38, 28, 38, 11)
SHEET_HEADINGS = ("工作表", "状态", "认作", "行数")
LAST = len(HEADINGS) - 1
SEVERITIES = list(BY_SEVERITY)
MEANS: dict[Severity, str] = {
    "refuse": "整个文件没有采用，改正后请重新报送",
    "set_aside": "这一行没有采用，其余照常采用；改正后请重新报送",
    "unknown": "这一格没有采用，按缺数据处理，其余照常采用；改正后请重新报送",
    "warn": "照常采用，请核对",
    "note": "供参考，不必处理",
}
SHEET_STATE = {"accepted": "采用", "refused": "退回", "ignored": "略过", "unrecognised": "没有认出"}
NOTHING_TO_DO = "本表是收到文件的回执，没有要改的地方；文件以后有改动时重新报送，本表随之更新。"
ADVICE = (
    "请在原来的文件里逐条改正后重新报送，不要报送本表。后面各表是原表的对照副本，有问题的单元格已着色并加了批注；"
    "其中的个人信息、表格以外的文字和没有采用的内容不显示，以 *** 代替。没有问题的工作表没有列出。"
)
MOST_LISTED = 10_000
"""Faults listed; a file with more is told so."""


class FaultList:
    """Writes the list into a sheet that is still empty, row by row from the top."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Worksheet, copies: Copies) -> None:
        self._sheet, self._copies = sheet, copies
        names = ("title", "heading", "label", "code", "figure", "link")
        self._looks = {name: book.add_format(look(name)) for name in names}
        self._colours = {key: book.add_format(look("verdict", severity=key)) for key in SEVERITIES}

    def write(self, name: str, result: FileResult) -> None:
        """Write what became of a file of this name, and its faults, the worst first."""
        self._lay_out()
        self._write_whole(name, result)
        row = self._write_sheets(result) + 2
        if not result.findings:
            return
        self._write_headings(row, HEADINGS)
        self._sheet.repeat_rows(row)
        findings = sorted(result.findings, key=_by_severity_and_place)
        for at, finding in enumerate(findings[:MOST_LISTED], start=row + 1):
            self._write_finding(at, finding)
        last = row + min(len(findings), MOST_LISTED)
        self._sheet.autofilter(row, 0, max(last, row + 1), LAST)
        if len(findings) > MOST_LISTED:
            self._sheet.write_string(last + 1, 0, f"另有 {len(findings) - MOST_LISTED} 条没有列出。")

    def _lay_out(self) -> None:
        for at, width in enumerate(WIDTHS):
            self._sheet.set_column(at, at, width)
        self._sheet.set_default_row(ROW)
        self._sheet.hide_gridlines(2)
        set_up(self._sheet, TITLE)

    def _write_whole(self, name: str, result: FileResult) -> None:
        """The file, what became of it, its rows, and beside them what the colours mean."""
        sheet, looks = self._sheet, self._looks
        sheet.set_row(0, height(TITLE, sum(WIDTHS), "title"))
        sheet.merge_range(0, 0, 0, LAST, TITLE, looks["title"])
        self._write_across(1, "文件", plain(name))
        self._write_across(2, "结论", plain(_verdict(result)))
        for row, ((label, number), key) in enumerate(zip(_totals(result), SEVERITIES, strict=True), start=3):
            sheet.write_string(row, 0, label, looks["heading"])
            sheet.write_number(row, 1, number, looks["figure"])
            sheet.write_string(row, 2, SEVERITY[key], self._colours[key])
            sheet.merge_range(row, 3, row, LAST, MEANS[key], looks["label"])
        self._write_across(8, "说明", ADVICE if _is_to_be_mended(result) else NOTHING_TO_DO)

    def _write_across(self, row: int, label: str, text: str) -> None:
        """A label and a text beside it, over all the other columns."""
        self._sheet.set_row(row, max(ROW, height(text, sum(WIDTHS[1:]))))
        self._sheet.write_string(row, 0, label, self._looks["heading"])
        self._sheet.merge_range(row, 1, row, LAST, text, self._looks["label"])

    def _write_sheets(self, result: FileResult) -> int:
        """What each sheet was recognised as; returns the last row written."""
        top = 10
        self._write_headings(top, SHEET_HEADINGS)
        for row, sheet in enumerate(result.sheets, start=top + 1):
            texts = [plain(text) for text in _sheet_line(sheet, result)]
            self._sheet.set_row(row, _height(texts))
            for at, text in enumerate(texts):
                self._sheet.write_string(row, at, text, self._looks["label"])
        return top + len(result.sheets)

    def _write_headings(self, row: int, headings: tuple[str, ...]) -> None:
        for at, heading in enumerate(headings):
            self._sheet.write_string(row, at, heading, self._looks["heading"])

    def _write_finding(self, row: int, finding: Finding) -> None:
        sheet, looks = self._sheet, self._looks
        target = self._copies.link_to(finding)
        where = plain(finding.sheet or ("打开" if target else ""))
        texts = [
            plain(text) for text in (finding.column or "", finding.found, finding.expected, finding.remedy)
        ]
        sheet.set_row(row, _height([where, "", *texts]))
        if target:
            sheet.write_url(row, 0, target, looks["link"], where)
        else:
            sheet.write_string(row, 0, where, looks["label"])
        if finding.row:
            sheet.write_number(row, 1, finding.row, looks["code"])
        else:
            sheet.write_blank(row, 1, None, looks["code"])
        for at, text in enumerate(texts, start=2):
            sheet.write_string(row, at, text, looks["label"])
        sheet.write_string(row, LAST, SEVERITY[finding.severity], self._colours[finding.severity])


def _by_severity_and_place(finding: Finding) -> tuple[int, str, int]:
    """The worst first, sheet by sheet, from above; what is said of a sheet as a whole before its rows."""
    row = finding.row or min(finding.further_rows, default=0)
    return SEVERITIES.index(finding.severity), finding.sheet or "", row


def _height(texts: list[str]) -> float:
    """The height of a row that shows all of its texts."""
    # an indent and a border take some of the width
    return max(ROW, *(height(text, width - 1) for text, width in zip(texts, WIDTHS, strict=False)))


def _verdict(result: FileResult) -> str:
    if result.state == "refused":
        return f"整个文件退回，没有采用。{result.reason or ''}"
    rejected = sum(sheet.rows_rejected for sheet in result.sheets)
    if rejected:
        return f"采用，其中 {rejected} 行被搁置，没有采用。"
    return "采用，请核对下面的提醒。" if _is_to_be_mended(result) else "采用，没有发现问题。"


def _is_to_be_mended(result: FileResult) -> bool:
    """Whether anything is to be done; mere notes ask for nothing."""
    return any(finding.severity != "note" for finding in result.findings)


def _totals(result: FileResult) -> list[tuple[str, int]]:
    """Rows of the whole file: read = accepted + set aside + passed over."""
    accepted = "采用（行）" if result.state == "accepted" else "合格，随文件退回"
    return [
        ("读入（行）", sum(sheet.rows_read for sheet in result.sheets)),
        (accepted, sum(sheet.rows_accepted for sheet in result.sheets)),
        ("搁置（行）", sum(sheet.rows_rejected for sheet in result.sheets)),
        (
            "不采用（格）",
            sum(max(1, len(one.further_rows)) for one in result.findings if one.severity == "unknown"),
        ),
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
