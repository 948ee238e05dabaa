"""The first sheet of a feedback workbook, 问题清单: the file, what became of it, and every fault in a row.

What does not belong here: the copies of the sender's sheets (copies).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.result import FileResult, SheetResult
from pipelines.contracts.telling.phrases import SEVERITY
from pipelines.feedback.answer import Answer
from pipelines.feedback.copies import Copies, plain
from pipelines.feedback.version_said import Settled
from pipelines.ingest.model import Finding, Severity
from pipelines.workbooks.paper import ROW, height, set_up
from pipelines.workbooks.style import BY_SEVERITY, look

TITLE = "问题清单"
HEADINGS = ("工作表", "行", "列", "发现", "应为", "怎么办", "程度", "核实号")
WIDTHS = (18, 11, 20, 38, 28, 38, 11, 11)
SETTLED_HEADINGS = ("责任人", "最后一天", "核实号", "发现", "理由")
SHEET_HEADINGS = ("工作表", "状态", "认作", "行数")
SEVERITY_AT, LAST = HEADINGS.index("程度"), len(HEADINGS) - 1
SEVERITIES = list(BY_SEVERITY)
MEANS: dict[Severity, str] = {
    "refuse": "整个文件没有采用，改正后请重新报送",
    "set_aside": "这一行没有采用，其余照常采用；改正后请重新报送",
    "unknown": "这一格没有采用，按缺数据处理，其余照常采用；改正后请重新报送",
    "warn": "照常采用，请核对",
    "note": "供参考，不必处理",
}
SHEET_STATE = {"accepted": "采用", "refused": "退回", "ignored": "略过", "unrecognised": "没有认出"}
IS_ERROR: Mapping[Severity, bool] = {
    "refuse": True,
    "set_aside": True,
    "unknown": True,
    "warn": False,
    "note": False,
}
NOTHING_TO_DO = "本表是收到文件的回执，没有要改的地方；文件以后有改动时重新报送，本表随之更新。"
SETTLED = "下列问题已有核实说明，不再列入清单；过了最后一天会重新列出。"
TO_SETTLE = "提醒的情况核对后确实如此的，请把它的核实号、理由告诉县级管理员，登记后不再提醒。"
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

    def write(self, answer: Answer) -> None:
        """Write what became of a file, and its faults, errors first."""
        result = answer.result
        self._lay_out()
        row = self._write_sheets(self._write_whole(answer) + 2, result) + 2
        if result.findings:
            self._write_headings(row, HEADINGS)
            self._sheet.repeat_rows(row)
            findings = sorted(result.findings, key=errors_first)
            for at, finding in enumerate(findings[:MOST_LISTED], start=row + 1):
                self._write_finding(at, finding, answer.numbers.get(finding, ""))
            last = row + min(len(findings), MOST_LISTED)
            self._sheet.autofilter(row, 0, max(last, row + 1), LAST)
            if len(findings) > MOST_LISTED:
                last += 1
                self._sheet.write_string(last, 0, f"另有 {len(findings) - MOST_LISTED} 条没有列出。")
            row = last + 2
        if answer.settled:
            self._write_settled(row, answer.settled)

    def _lay_out(self) -> None:
        for at, width in enumerate(WIDTHS):
            self._sheet.set_column(at, at, width)
        self._sheet.set_default_row(ROW)
        self._sheet.hide_gridlines(2)
        set_up(self._sheet, TITLE)

    def _write_whole(self, answer: Answer) -> int:
        """The file, whose it is, what became of it, its rows, and beside them what the colours mean.

        Returns the last row written.
        """
        sheet, looks, result = self._sheet, self._looks, answer.result
        sheet.set_row(0, height(TITLE, sum(WIDTHS), "title"))
        sheet.merge_range(0, 0, 0, LAST, TITLE, looks["title"])
        texts = {"文件": answer.name}
        if handed_in := answer.handed_in:
            texts["报送"] = "　".join(
                [
                    handed_in.county,
                    handed_in.school_year,
                    f"报送单位：{handed_in.sender}",
                    f"收到：{handed_in.received}",
                ]
            )
            texts["依据"] = handed_in.basis
        texts["结论"] = _verdict(answer)
        for row, (label, text) in enumerate(texts.items(), start=1):
            self._write_across(row, label, plain(text))
        top = 1 + len(texts)
        totals = zip(_totals(result), SEVERITIES, strict=True)
        for row, ((label, number), key) in enumerate(totals, start=top):
            sheet.write_string(row, 0, label, looks["heading"])
            sheet.write_number(row, 1, number, looks["figure"])
            sheet.write_string(row, 2, SEVERITY[key], self._colours[key])
            sheet.merge_range(row, 3, row, LAST, MEANS[key], looks["label"])
        last = top + len(SEVERITIES)
        advice = ADVICE if _is_to_be_mended(result) else NOTHING_TO_DO
        self._write_across(last, "说明", advice + (TO_SETTLE if any(answer.numbers.values()) else ""))
        return last

    def _write_across(self, row: int, label: str, text: str) -> None:
        """A label and a text beside it, over all the other columns."""
        self._sheet.set_row(row, max(ROW, height(text, sum(WIDTHS[1:]))))
        self._sheet.write_string(row, 0, label, self._looks["heading"])
        self._sheet.merge_range(row, 1, row, LAST, text, self._looks["label"])

    def _write_sheets(self, top: int, result: FileResult) -> int:
        """What each sheet was recognised as; returns the last row written."""
        self._write_headings(top, SHEET_HEADINGS)
        for row, sheet in enumerate(result.sheets, start=top + 1):
            self._write_texts(row, _sheet_line(sheet, result))
        return top + len(result.sheets)

    def _write_settled(self, row: int, settled: Sequence[Settled]) -> None:
        """What is acknowledged: who answers for it, until when, what and why."""
        self._write_across(row, "已核实", SETTLED)
        self._write_headings(row + 1, SETTLED_HEADINGS)
        for at, one in enumerate(settled, start=row + 2):
            self._write_texts(at, (one.owner, one.last_day, one.number, one.found, one.reason))

    def _write_texts(self, row: int, texts: Sequence[str]) -> None:
        shown = [plain(text) for text in texts]
        self._sheet.set_row(row, _height(shown))
        for at, text in enumerate(shown):
            self._sheet.write_string(row, at, text, self._looks["label"])

    def _write_headings(self, row: int, headings: tuple[str, ...]) -> None:
        for at, heading in enumerate(headings):
            self._sheet.write_string(row, at, heading, self._looks["heading"])

    def _write_finding(self, row: int, finding: Finding, number: str) -> None:
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
        severity = finding.severity
        sheet.write_string(row, SEVERITY_AT, SEVERITY[severity], self._colours[severity])
        sheet.write_string(row, LAST, "" if IS_ERROR[severity] else number, looks["code"])


def errors_first(finding: Finding) -> tuple[bool, bool, bool, str, int, int]:
    """Errors first, sheet by sheet from above, then warnings, then notes.

    What is said of the file or of a sheet as a whole stands before what is said of its rows.
    """
    row = finding.row or min(finding.further_rows, default=0)
    severity = finding.severity
    return (
        not IS_ERROR[severity],
        severity == "note",
        bool(finding.sheet),
        finding.sheet or "",
        row,
        SEVERITIES.index(severity),
    )


def _height(texts: list[str]) -> float:
    """The height of a row that shows all of its texts."""
    # an indent and a border take some of the width
    return max(ROW, *(height(text, width - 1) for text, width in zip(texts, WIDTHS, strict=False)))


def _verdict(answer: Answer) -> str:
    result = answer.result
    if result.state == "refused":
        return f"整个文件退回，没有采用。{result.reason or ''}"
    rejected = sum(sheet.rows_rejected for sheet in result.sheets)
    cells = _cells_lost(result)
    lost = [*([f"{rejected} 行被搁置"] if rejected else []), *([f"{cells} 格按缺数据处理"] if cells else [])]
    if lost:
        return f"采用，其中 {'、'.join(lost)}，没有采用。"
    if _is_to_be_mended(result):
        return "采用，请核对下面的提醒。"
    if answer.handed_in and not answer.handed_in.is_compared:
        return "采用，文件本身没有要改的地方；和其他材料的比对还没有做。"
    if result.findings or answer.settled:
        return "采用，没有要改的地方；下面的说明供参考。"
    return "采用，没有发现问题。"


def _is_to_be_mended(result: FileResult) -> bool:
    """Whether anything is to be done; mere notes ask for nothing."""
    return any(finding.severity != "note" for finding in result.findings)


def _cells_lost(result: FileResult) -> int:
    """Cells that were not taken while their rows were."""
    return sum(max(1, len(one.further_rows)) for one in result.findings if one.severity == "unknown")


def _totals(result: FileResult) -> list[tuple[str, int]]:
    """Rows of the whole file: read = accepted + set aside + passed over."""
    accepted = "采用（行）" if result.state == "accepted" else "合格，随文件退回"
    return [
        ("读入（行）", sum(sheet.rows_read for sheet in result.sheets)),
        (accepted, sum(sheet.rows_accepted for sheet in result.sheets)),
        ("搁置（行）", sum(sheet.rows_rejected for sheet in result.sheets)),
        ("不采用（格）", _cells_lost(result)),
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
