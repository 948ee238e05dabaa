"""The answer to who handed in a file: a workbook that lists every fault and shows it in the file itself.

The first sheet, 问题清单, says what the file was recognised as, what was taken, and for each fault where it
is, what was found, what is expected and what to do. Each sheet with a fault follows as a copy, faulty cells
coloured, a comment in each. What does not belong here: finding faults (contracts), where the workbooks of a
home are kept (folder).
"""

from __future__ import annotations

import os
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.result import FileResult
from pipelines.feedback.answer import Answer
from pipelines.feedback.copies import Copies
from pipelines.feedback.fault_list import TITLE, FaultList

LARGE_SHEET = 5_000
"""Rows; the copies of larger sheets are not held in memory while they are written."""
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


class Answers:
    """Writes a workbook about each of several files into one folder.

    Args:
        folder: where to; it is made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: set[Path] = set()

    def write(self, path: Path, result: FileResult, book: AliasBook) -> Path:
        """Write the workbook about a file and say where it is; files of one name get a number.

        Args:
            path: the file.
            result: what the check found.
            book: the headings that may be shown anywhere.

        Raises:
            OSError: it cannot be written.
        """
        target, number = self._folder / feedback_name(path.name), 1
        while target in self._taken:
            number += 1
            target = self._folder / feedback_name(f"{path.name}({number})")
        self._taken.add(target)
        write_feedback(target, Answer(path.name, result), book)
        return target


def write_feedback(path: Path, answer: Answer, book: AliasBook) -> None:
    """Write the workbook about a file, whole or not at all; its folder is made.

    A file that could not be read, or of which nothing is to be shown, gives the list alone.

    Args:
        path: where to.
        answer: what is told of the file.
        book: the headings that may be shown anywhere.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name.removesuffix(SUFFIX)[:20]}.{os.getpid()}.partial")
    try:
        _write(partial, answer, book)
        os.replace(partial, path)
    except XlsxWriterException as error:
        raise OSError(f"{path}：{error}") from error
    finally:
        partial.unlink(missing_ok=True)


def _write(path: Path, answer: Answer, book: AliasBook) -> None:
    # row by row on the disk where a large file would fill the memory; else nothing is laid aside on the way
    large = any(sheet.grid.height > LARGE_SHEET for sheet in answer.result.pages)
    with xlsxwriter.Workbook(str(path), {"constant_memory" if large else "in_memory": True}) as workbook:
        first = workbook.add_worksheet(TITLE)
        copies = Copies(workbook, answer.result, book.words)
        FaultList(workbook, first, copies).write(answer)
        copies.write()
