"""A written file under other codes and names: what it says is the same, of whom it says it is not.

What does not belong here: which codes (alike).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ENCODINGS = ("utf-8", "gb18030")
"""What texts are written in; digits are the same bytes in both."""
PACKED = {".xlsx", ".zip"}
FAST = 1
FIXED = (1980, 1, 1, 0, 0, 0)


class Recoding:
    """Texts that are put in the place of others, in the order in which they are given."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._pairs = pairs
        encoded = ((old.encode(by), new.encode(by)) for old, new in pairs for by in ENCODINGS)
        self._encoded = list(dict.fromkeys(encoded))

    def text(self, text: str) -> str:
        """A text with the others in their places."""
        for old, new in self._pairs:
            text = text.replace(old, new)
        return text

    def content(self, content: bytes) -> bytes:
        """The content of a file that is not packed."""
        for old, new in self._encoded:
            content = content.replace(old, new)
        return content


@dataclass(frozen=True)
class Written:
    """A file as it was written: where below the folder of its year, and its parts by name."""

    path: Path
    parts: Sequence[tuple[str, bytes]]

    @classmethod
    def read(cls, path: Path, folder: Path) -> Written:
        """Read a file of a folder, unpacked where it is packed."""
        content = path.read_bytes()
        parts = [("", content)]
        if path.suffix in PACKED:
            with ZipFile(BytesIO(content)) as packed:
                parts = [(name, packed.read(name)) for name in packed.namelist()]
        return cls(path.relative_to(folder), parts)

    def write(self, folder: Path, recoding: Recoding) -> Path:
        """Write it below another folder, recoded, and return where."""
        path = folder / recoding.text(str(self.path))
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix not in PACKED:
            path.write_bytes(recoding.content(self.parts[0][1]))
            return path
        with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=FAST) as packed:
            for name, content in self.parts:
                part = ZipInfo(recoding.text(name), FIXED)
                part.compress_type = ZIP_DEFLATED
                packed.writestr(part, recoding.content(content))
        return path
