"""Unpacking an archive without trusting what it says of itself.

A bomb may claim any size. What does not belong here: what the parts mean (parts), which files a zip may hold
(sheets).
"""

from __future__ import annotations

import copy
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from pipelines.ingest.model import Unreadable, refusal

LARGEST_UNPACKED = 512 * 1024**2
"""Bytes the parts of an archive may unpack to, all together; beyond that it is taken for a bomb."""
MOST_PARTS = 5000
CHUNK = 1 << 20
"""Bytes of a piece: small enough to stay near the processor, large enough that each look pays."""
WORTH_A_THREAD = 1 << 17
"""Bytes of a first piece from which on it is worth making the next ones in a thread."""
DAMAGED = (RuntimeError, NotImplementedError, ValueError, zipfile.BadZipFile, OSError, EOFError, zlib.error)
"""What Python's zip reader raises for archives that are cut, encrypted or packed in ways it does not know."""


def check_claims(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that says itself that it holds too much.

    Raises:
        Unreadable: too many parts, or too many bytes.
    """
    claimed = sum(entry.file_size for entry in archive.infolist())
    if claimed > LARGEST_UNPACKED or len(archive.infolist()) > MOST_PARTS:
        raise _too_large(claimed, len(archive.infolist()))


class Unpacking:
    """The parts of one archive, counted as they come out and not as they are announced.

    Attributes:
        sizes: bytes that came out of each part, by name.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._unpacked = 0
        self.sizes: dict[str, int] = {}

    def pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """A part, piece by piece.

        Raises:
            Unreadable: the parts unpacked so far are larger than `LARGEST_UNPACKED`.
            zipfile.BadZipFile, and the others of `DAMAGED`: the part cannot be unpacked.
        """
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            # the others may unpack a piece to any size at once, and no office program writes them
            raise NotImplementedError(entry.compress_type)
        whole = copy.copy(entry)
        # the reader stops at the announced size: announcing more than can come makes it read to the true end
        whole.file_size = LARGEST_UNPACKED * 2
        with self._archive.open(whole) as part:
            while piece := part.read(CHUNK):
                self._unpacked += len(piece)
                self.sizes[entry.filename] = self.sizes.get(entry.filename, 0) + len(piece)
                if self._unpacked > LARGEST_UNPACKED:
                    raise _too_large(self._unpacked, len(self._archive.infolist()))
                yield piece

    def content(self, entry: zipfile.ZipInfo) -> bytes:
        """A whole part; see `pieces`."""
        return b"".join(self.pieces(entry))


def ahead(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, each made in a thread while the one before it is looked at.

    That saves time because both are mostly the work of libraries that let go of the interpreter.
    """
    piece = next(pieces, None)
    if piece is None or len(piece) < WORTH_A_THREAD:
        yield from () if piece is None else (piece,)
        yield from pieces
        return
    with ThreadPoolExecutor(1) as worker:
        while piece is not None:
            following = worker.submit(next, pieces, None)
            yield piece
            piece = following.result()


def _too_large(size: int, parts: int) -> Unreadable:
    return refusal(
        "too_large",
        f"文件解压后至少有 {size // 1024**2} MB、{parts} 个成员",
        f"不超过 {LARGEST_UNPACKED // 1024**2} MB、{MOST_PARTS} 个成员的文件",
        "请删去无关的工作表、图片和空行，拆成几个文件后重新报送。",
    )
