"""The tables in which counties write by themselves how they call things: where they lie, how they are read.

What does not belong here: what they say of headings (aliases) and of the words of cells (own_words).
"""

from __future__ import annotations

import csv
from pathlib import Path

from pipelines.errors import WrongCall
from pipelines.ingest.encoding import CHINESE, decode
from pipelines.ingest.model import Unreadable
from pipelines.sentences import Sentence


class AliasFault(WrongCall, ValueError):
    """A table of headings or words cannot be used: as with a setting, nothing is read."""

    def __init__(self, path: Path, row: int, found: str, expected: str) -> None:
        super().__init__(
            Sentence(
                "{path} 第 {row} 行：{found}，应为{expected}。请改正后再试。",
                path=path,
                row=row,
                found=found,
                expected=expected,
            )
        )


def alias_tables(folder: Path) -> list[Path]:
    """The tables of a folder of headings; what lies deeper is of one county alone."""
    return sorted(folder.glob("*.csv"))


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table; one that a spreadsheet saved may be in GB18030.

    Raises:
        AliasFault: it is no text, or one of so few signs that it could be in either encoding.
    """
    try:
        text = decode(path.read_bytes())
    except Unreadable as unreadable:
        raise AliasFault(path, 1, unreadable.finding.found, unreadable.finding.expected) from unreadable
    if not text.isascii() and not CHINESE.search(text):
        raise AliasFault(path, 1, Sentence("文字太少，看不出是什么编码"), Sentence("另存为“CSV UTF-8”的表"))
    return list(csv.DictReader(text.splitlines()))
