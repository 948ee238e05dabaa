"""How much text a workbook's cells hold once it is laid out: one long text may be named by a million cells.

What does not belong here: how far a sheet reaches (worksheet_xml), how much its parts unpack to (unpacking).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

_USUAL_START = b"<si>"
_TEXT_START = re.compile(rb"<(?:\w+:)?si[ />]")
_SHARED = re.compile(rb"<(?:\w+:)?v>([0-9]+)</")
_ROW_START = re.compile(rb"<(?:\w+:)?table-row[ />]")
_ROWS = re.compile(rb'number-rows-repeated="([0-9]+)"')
_COLUMNS = re.compile(rb'number-columns-repeated="([0-9]+)"[^>]*(?<!/)>')
_EMPTY_ROW = re.compile(rb"table-cell[^>]*[^/]>")


def longest_text(shared_strings: bytes) -> int:
    """How long the longest shared text is at most: a quick look, longer where texts begin in unusual ways."""
    return len(_USUAL_START) + max(map(len, shared_strings.split(_USUAL_START)))


def text_lengths(shared_strings: bytes) -> list[int]:
    """How long each shared text is, its markup included; the part is wholly in memory."""
    starts = [match.start() for match in _TEXT_START.finditer(shared_strings)]
    return [after - start for start, after in itertools.pairwise([*starts, len(shared_strings)])]


def text_named(worksheet: Iterable[bytes], lengths: Sequence[int]) -> int:
    """Bytes of shared text that the cells of a worksheet name, at most: figures are counted like names."""
    total, tail = 0, b""
    for piece in worksheet:
        part = tail + piece
        cut = part.rfind(b"<") + 1
        total += sum(
            lengths[at] for found in _SHARED.findall(part[:cut]) if (at := int(found)) < len(lengths)
        )
        tail = part[cut - 1 :] if cut else part
    return total


def text_repeated(content: bytes) -> int:
    """Bytes that the cells of an OpenDocument's sheets hold, repeated cells and rows counted as often."""
    if b"-repeated=" not in content:
        return 0
    starts = [match.start() for match in _ROW_START.finditer(content)]
    total = 0
    for start, after in itertools.pairwise([*starts, len(content)]):
        row = content[start:after]
        if b"-repeated=" in row:
            columns = max(map(int, _COLUMNS.findall(row)), default=1)
            rows = max(map(int, _ROWS.findall(row)), default=1) if _EMPTY_ROW.search(row) else 1
            total += len(row) * columns * rows
    return total
