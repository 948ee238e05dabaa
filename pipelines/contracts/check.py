"""Checking one file: read, recognised, judged; good rows, rows set aside and findings come out.

Whatever the bytes are, the outcome is findings, never an exception. What does not belong here: the steps of
checking (one_file), keeping anything (landing), and checks across files (dbt).
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path, PurePath

from pipelines.contracts.one_file import Conditions, check_sheets
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.persons.marks import told_without_numbers, without_numbers
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.result import FileResult, SheetResult
from pipelines.ingest.model import Unreadable, refusal, too_large
from pipelines.ingest.sheets import WORKBOOK_SUFFIXES, read_sheets
from pipelines.ingest.top_of_workbook import top_of_workbook

LARGEST_FILE = 256 * 1024**2
"""Bytes of a file that is taken into memory."""
LOG = logging.getLogger(__name__)

__all__ = ["FileResult", "SheetResult", "check_content", "check_file"]


def check_file(
    path: Path,
    *,
    county_code: str | None,
    school_year: int | None,
    book: AliasBook,
    hasher: Hasher,
    max_rejected_share: float,
) -> FileResult:
    """Check one file against the datasets' contracts (datasets.md). Never raises for a fault in the file.

    Args:
        path: the file; its suffix must be a known one, its name tells nothing.
        county_code: six digits of the folder it lies in; None when not known, as for a clerk's own check.
        school_year: the year in which the folder's school year starts; None when not known.
        book: which heading means what.
        hasher: turns numbers of persons into hashes.
        max_rejected_share: a sheet with a larger share of rows set aside is refused.

    Returns:
        The result; a file with any refused sheet, or with none recognised, is refused whole.
    """
    try:
        if (size := path.stat().st_size) > LARGEST_FILE:
            return refused_for_its_size(size)
        content = path.read_bytes()
    except OSError as error:
        found = f"文件打不开（{error.strerror}）"
        remedy = "请检查文件是否还在、是否有读取权限，然后重新报送。"
        return _refused(refusal("cannot_open", found, "可以读取的文件", remedy))
    return check_content(
        content,
        path.name,
        county_code=county_code,
        school_year=school_year,
        book=book,
        hasher=hasher,
        max_rejected_share=max_rejected_share,
    )


def check_content(
    content: bytes,
    name: str,
    *,
    county_code: str | None,
    school_year: int | None,
    book: AliasBook,
    hasher: Hasher,
    max_rejected_share: float,
) -> FileResult:
    """Check a file's bytes; see `check_file`."""
    try:
        conditions = Conditions(county_code, school_year, book, hasher, max_rejected_share)
        result = _unknown_at_its_top(content, name, conditions)
        return _told(result or check_sheets(read_sheets(content, name), conditions), hasher)
    except Unreadable as unreadable:
        return _told(_refused(unreadable), hasher)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of a Rust reader is no Exception
        # the error's text may quote cells, so only its kind is kept
        LOG.error("checking %s failed: %s", without_numbers(name, hasher), type(error).__name__)
        return _failed(error)


def _unknown_at_its_top(content: bytes, name: str, conditions: Conditions) -> FileResult | None:
    """What the top rows of a very wide workbook tell where they bear no dataset's headings; else None."""
    top = top_of_workbook(content) if PurePath(name).suffix.lower() in WORKBOOK_SUFFIXES else None
    if top is None:
        return None
    try:
        result = check_sheets(read_sheets(top, name), conditions)
    except Unreadable:
        return None
    states = {sheet.state for sheet in result.sheets}
    return result if "unrecognised" in states <= {"unrecognised", "ignored"} else None


def refused_for_its_size(size: int) -> FileResult:
    """The result of a file of more bytes than are taken into memory."""
    return _refused(too_large(size, LARGEST_FILE))


def _told(result: FileResult, hasher: Hasher) -> FileResult:
    """The result as it is told: no word of it holds a number of a person."""

    def told(reason: str | None) -> str | None:
        return reason and without_numbers(reason, hasher)

    return replace(
        result,
        sheets=[replace(sheet, reason=told(sheet.reason)) for sheet in result.sheets],
        findings=[told_without_numbers(finding, hasher) for finding in result.findings],
        reason=told(result.reason),
    )


def _failed(error: BaseException) -> FileResult:
    found = f"检查文件时程序出错（{type(error).__name__}），文件没有采用"
    remedy = "请另存为新的 .xlsx 后重新报送；仍不行请联系管理员。"
    return _refused(refusal("internal", found, "能读出表头和数据的文件", remedy))


def _refused(unreadable: Unreadable) -> FileResult:
    finding = unreadable.finding
    return FileResult([], [finding], "refused", finding.message)
