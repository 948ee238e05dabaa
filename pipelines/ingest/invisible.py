"""Signs that nobody sees: blanks without width, marks of direction, soft hyphens. All are dropped.

The one that turns what follows around (U+202E) is none of them: 54 behind it is seen as 45.

What does not belong here: blanks that are seen (values, fold).
"""

from __future__ import annotations

import re

import polars as pl
import pyarrow as pa

INVISIBLE = "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202d\u2060-\u2064\u2066-\u206f\ufeff]"
_PATTERN = re.compile(INVISIBLE)
_BEGIN = (b"\xc2\xad", b"\xd8\x9c", b"\xe1\xa0\x8e", b"\xe2\x80", b"\xe2\x81", b"\xef\xbb\xbf")
"""How they begin in UTF-8: looking for these bytes takes a small part of the time of looking for signs."""
_TEXTS = (pa.types.is_string, pa.types.is_large_string)


def without_invisible(text: str) -> str:
    """A text without them."""
    return _PATTERN.sub("", text)


def may_be_invisible(content: bytes) -> bool:
    """Whether a text in UTF-8 may hold some: a quick look that is sometimes wrong about other signs."""
    # one byte is looked for ten times faster than two, and most of these are in no Chinese text
    return any(begin[:1] in content and begin in content for begin in _BEGIN)


def has_invisible(batch: pa.RecordBatch) -> bool:
    """Whether cells of a sheet may hold some; see `may_be_invisible`."""
    for column in batch.columns:
        if any(is_text(column.type) for is_text in _TEXTS):
            data = column.buffers()[2]
            if data is not None and may_be_invisible(data.to_pybytes()):
                return True
    return False


def cleaned(grid: pl.DataFrame) -> pl.DataFrame:
    """A sheet's cells without them."""
    return grid.with_columns(pl.all().str.replace_all(INVISIBLE, ""))
