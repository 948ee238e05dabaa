"""Names that every file system and Excel take.

What does not belong here: where a workbook lies (reports.paths, feedback.folder).
"""

from __future__ import annotations

import re

NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
LONGEST_SHEET_NAME = 31


def file_name(text: str) -> str:
    """A workbook's name with what no file system minds."""
    return f"{NOT_IN_FILE_NAMES.sub('_', text).strip(' .')}.xlsx"


def sheet_name(text: str) -> str:
    """A sheet's name as Excel takes it."""
    return NOT_IN_SHEET_NAMES.sub("_", text)[:LONGEST_SHEET_NAME]
