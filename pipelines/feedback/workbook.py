"""The answer to who handed in a file: a workbook that lists every fault and shows it in the file itself.

The first sheet, 问题清单, says what the file was recognised as, what was taken, and for each fault where it
is, what was found, what is expected and what to do. Each sheet with a fault follows as a copy, faulty cells
coloured, a comment in each. What does not belong here: finding faults (contracts), where such workbooks are
kept (feedback_folder).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.result import FileResult
from pipelines.feedback.copies import Copies
from pipelines.feedback.fault_list import TITLE, FaultList
from pipelines.ingest.model import Sheet
from pipelines.ingest.sheets import read_sheets

SUFFIX = ".反馈.xlsx"
LONGEST_NAME = 255
"""Bytes of a file's name on most disks."""


def feedback_name(name: str) -> str:
    """The name of the workbook about a file; the middle of a very long name is left out."""
    kept = name
    while len(f"{kept}{SUFFIX}".encode()) > LONGEST_NAME:
        middle = len(kept) // 2
        kept = kept[: middle - 1] + kept[middle:]
    return f"{kept}{SUFFIX}"


def write_feedback(path: Path, content: bytes, name: str, result: FileResult, book: AliasBook) -> None:
    """Write the workbook about a file, whole or not at all; its folder is made.

    A file that cannot be read, or of which nothing is to be shown, gives the list alone.

    Args:
        path: where to.
        content: the file's bytes; they may be left out where nothing is to be mended.
        name: the file's name, as its sender knows it.
        result: what checking found, of the same bytes.
        book: the headings that may be shown anywhere.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name.removesuffix(SUFFIX)[:20]}.{os.getpid()}.partial")
    try:
        _write(partial, _sheets(content, name), name, result, book)
        os.replace(partial, path)
    except XlsxWriterException as error:
        raise OSError(f"{path}：{error}") from error
    finally:
        partial.unlink(missing_ok=True)


def write_all(folder: Path, results: Mapping[Path, FileResult], book: AliasBook) -> dict[Path, Path]:
    """Write a workbook about each file into one folder; returns where it is, by file.

    Raises:
        OSError: one cannot be written.
    """
    written: dict[Path, Path] = {}
    for path, result in results.items():
        target, number = folder / feedback_name(path.name), 1
        while target in written.values():
            number += 1
            target = folder / feedback_name(f"{path.name}({number})")
        content = b""
        with suppress(OSError):  # a file that cannot be opened is told by its finding
            content = path.read_bytes()
        write_feedback(target, content, path.name, result, book)
        written[path] = target
    return written


def _write(path: Path, sheets: Mapping[str, Sheet], name: str, result: FileResult, book: AliasBook) -> None:
    # row by row on the disk, so that a large file does not fill the memory
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        first = workbook.add_worksheet(TITLE)
        copies = Copies(workbook, sheets, result, book.words)
        FaultList(workbook, first, copies).write(name, result)
        copies.write()


def _sheets(content: bytes, name: str) -> dict[str, Sheet]:
    """The file's sheets by name; none where it cannot be read, which its findings say already."""
    sheets: dict[str, Sheet] = {}
    try:
        for sheet in read_sheets(content, name):
            sheets.setdefault(sheet.name, sheet)
        return sheets
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of a Rust reader is no Exception
        return {}
