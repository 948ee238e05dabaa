"""What `junheng check` says of one file, as rows that a page shows, and the workbook with its coloured copy.

It runs in a process of its own, whose memory is bounded. What does not belong here: those processes
(examiners).
"""

from __future__ import annotations

import resource
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from typing import Any

from pipelines.contracts.check import check_file
from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.persons.hashing import KEY_BYTES, Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.recognising.own_tables import AliasFault
from pipelines.contracts.result import FileResult, SheetResult
from pipelines.contracts.telling.phrases import CHECKED_STATE, SEVERITY
from pipelines.feedback.answer import Answer
from pipelines.feedback.fault_list import IS_ERROR, errors_first
from pipelines.feedback.workbook import write_feedback
from pipelines.serving.places import Place

WRONG_HEADINGS = "没有检查：县里自己的表头别名写错了，请告诉县级管理员（junheng refresh 会说是哪一行）。"
MOST_SHOWN = 500
"""Findings on the page; the workbook lists more."""


@dataclass(frozen=True)
class Examined:
    """What came of looking at one file.

    Attributes:
        name: the file's name as its sender knows it.
        verdict: in a few words whether it can be handed in.
        to_mend: findings that are faults.
        to_look_at: findings that are warnings.
        notes: findings that need nothing.
        sheets: per sheet its name, what it was taken for, its state and rows.
        findings: what was found, errors first, as the page shows it.
        left_out: findings beyond those.
        workbook: the list of faults and coloured copy; empty where nothing was found.
    """

    name: str
    verdict: str
    to_mend: int = 0
    to_look_at: int = 0
    notes: int = 0
    sheets: Sequence[dict[str, Any]] = ()
    findings: Sequence[dict[str, Any]] = ()
    left_out: int = 0
    workbook: bytes = b""


def bound_memory(most: int) -> None:
    """Let this process take no more memory than so many bytes; what asks for more fails."""
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def examine(
    path: Path, name: str, place: Place, aliases: tuple[Path, ...], max_rejected_share: float
) -> Examined:
    """Look at one file, which stays where it is; never raises for a fault in it.

    Args:
        path: where it lies for the moment, in a folder of its own.
        name: its name as the sender knows it; its suffix is that of the path.
        place: the county and school year it is meant for.
        aliases: where the headings of that county are described.
        max_rejected_share: a sheet with a larger share of rows set aside is refused.
    """
    try:
        book = AliasBook.load(*aliases)
    except AliasFault:  # whose words name a folder of the server, which is nothing to a sender
        return Examined(name, WRONG_HEADINGS)
    # hashes made here are thrown away, so a key of this moment does
    result = check_file(
        path,
        county_code=place.county_code,
        school_year=place.school_year,
        book=book,
        hasher=Hasher(token_bytes(KEY_BYTES)),
        max_rejected_share=max_rejected_share,
    )
    findings = sorted(result.findings, key=errors_first)
    return Examined(
        name=name,
        verdict=_verdict(result),
        to_mend=sum(IS_ERROR[finding.severity] for finding in findings),
        to_look_at=sum(finding.severity == "warn" for finding in findings),
        notes=sum(finding.severity == "note" for finding in findings),
        sheets=[_sheet(sheet) for sheet in result.sheets],
        findings=[
            {
                "severity": finding.severity,
                "word": SEVERITY[finding.severity],
                "sheet": finding.sheet,
                "row": finding.row,
                "column": finding.column,
                "found": finding.found,
                "expected": finding.expected,
                "remedy": finding.remedy,
            }
            for finding in findings[:MOST_SHOWN]
        ],
        left_out=max(0, len(findings) - MOST_SHOWN),
        workbook=_workbook(path, name, result, book) if findings else b"",
    )


def _verdict(result: FileResult) -> str:
    if result.state != "accepted":
        return "会被退回"
    set_aside = sum(sheet.rows_rejected for sheet in result.sheets)
    return f"可以报送，但有 {set_aside} 行会被搁置" if set_aside else "可以报送"


def _sheet(sheet: SheetResult) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "dataset": DATASETS[sheet.dataset].title if sheet.dataset else None,
        "state": CHECKED_STATE[sheet.state],
        "rows_read": sheet.rows_read,
        "rows_accepted": sheet.rows_accepted,
        "rows_rejected": sheet.rows_rejected,
        "rows_passed_over": sheet.rows_passed_over,
    }


def _workbook(path: Path, name: str, result: FileResult, book: AliasBook) -> bytes:
    target = path.with_name("answer.xlsx")
    try:
        write_feedback(target, Answer(name, result), book)
        return target.read_bytes()
    finally:
        target.unlink(missing_ok=True)
