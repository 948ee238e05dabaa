"""The shared texts of a legacy workbook (.xls) in which a raised sign stands behind a digit, after [MS-XLS].

What does not belong here: which cells name them (legacy).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from pipelines.ingest.oddities import STRUCK_MARK
from pipelines.ingest.raised_signs import joined

WIDE, EASTERN, RICH = 0x01, 0x04, 0x08
STRUCK_OUT = 0x08
UNUSED_FONT = 4
"""No font has this number: the fifth is called 5."""


class Fonts:
    """The fonts of a workbook, of which only matters whether they are raised, lowered or struck out."""

    def __init__(self) -> None:
        self._raised: list[bool] = []
        self._struck: list[bool] = []

    def add(self, record: bytes) -> None:
        """The next font."""
        self._raised.append(struct.unpack_from("<H", record, 8)[0] != 0)
        self._struck.append(bool(struct.unpack_from("<H", record, 2)[0] & STRUCK_OUT))

    @property
    def any_telling(self) -> bool:
        """Whether there is any raised or struck font."""
        return any(self._raised) or any(self._struck)

    def is_struck(self, number: int) -> bool:
        """Whether a font strikes out."""
        at = number - (number > UNUSED_FONT)
        return at < len(self._struck) and self._struck[at]

    def is_raised(self, number: int) -> bool:
        """Whether the font of a run of text is raised."""
        at = number - (number > UNUSED_FONT)
        return at < len(self._raised) and self._raised[at]


def short_text(data: bytes) -> str:
    """A text behind its length of two bytes and its options."""
    length, options = struct.unpack_from("<HB", data)
    return (
        data[3 : 3 + 2 * length].decode("utf-16-le")
        if options & WIDE
        else data[3 : 3 + length].decode("latin-1")
    )


def raised_texts(blocks: Sequence[bytes], fonts: Fonts) -> dict[int, str]:
    """The shared texts in which a raised sign stands behind a digit, by their number.

    Args:
        blocks: the record of shared texts and those that go on with it.
        fonts: the workbook's fonts.
    """
    reader = _Reader(blocks)
    _, number = struct.unpack("<II", reader.plain(8))
    found = {}
    for at in range(number):
        text, runs = reader.rich_text()
        if runs and (told := _marked(text, runs, fonts)):
            found[at] = told
    return found


def _marked(text: str, runs: Sequence[tuple[int, int]], fonts: Fonts) -> str | None:
    starts = [0, *(start for start, _ in runs)]
    ends = [*starts[1:], len(text)]
    if any(
        fonts.is_struck(font) and text[start:end].strip()
        for (start, font), end in zip(runs, ends[1:], strict=True)
    ):
        return STRUCK_MARK
    raised = [False, *(fonts.is_raised(font) for _, font in runs)]
    return joined(
        (text[start:end], is_raised) for start, end, is_raised in zip(starts, ends, raised, strict=True)
    )


class _Reader:
    """Reads across blocks; where a text goes on in the next one, its options stand there again."""

    def __init__(self, blocks: Sequence[bytes]) -> None:
        self._blocks, self._block, self._at = blocks, 0, 0

    def plain(self, length: int) -> bytes:
        """So many bytes."""
        found = b""
        while len(found) < length:
            self._step()
            piece = self._blocks[self._block][self._at : self._at + length - len(found)]
            self._at += len(piece)
            found += piece
        return found

    def rich_text(self) -> tuple[str, list[tuple[int, int]]]:
        """The next text, and where in it which fonts begin."""
        length, options = struct.unpack("<HB", self.plain(3))
        runs = struct.unpack("<H", self.plain(2))[0] if options & RICH else 0
        further = struct.unpack("<I", self.plain(4))[0] if options & EASTERN else 0
        text = self._signs(length, options)
        fonts = [struct.unpack("<HH", self.plain(4)) for _ in range(runs)]
        self.plain(further)
        return text, [(start, font) for start, font in fonts]

    def _signs(self, length: int, options: int) -> str:
        text = ""
        while len(text) < length:
            if self._at >= len(self._blocks[self._block]):
                self._step()
                options = self.plain(1)[0]
            width = 2 if options & WIDE else 1
            here = min((length - len(text)) * width, len(self._blocks[self._block]) - self._at)
            piece = self.plain(here)
            text += piece.decode("utf-16-le", "surrogatepass") if width == 2 else piece.decode("latin-1")
        return text

    def _step(self) -> None:
        """Go to the next block where this one is used up.

        Raises:
            IndexError: there is none.
        """
        while self._at >= len(self._blocks[self._block]):
            self._block, self._at = self._block + 1, 0
