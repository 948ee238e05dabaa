"""Words that were broken before the file was saved: read in a wrong encoding, with signs lost for good.

What does not belong here: bytes that cannot be decoded (encoding).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import polars as pl

from pipelines.ingest.fold import bare

BROKEN = "\ufffd|\u951f\u65a4\u62f7|\u951f\u65a4|\u70eb\u70eb\u70eb"
"""The sign for what could not be decoded, and what becomes of it in GB18030 (and of empty memory)."""
READ_WRONGLY = (("gb18030", "utf-8"), ("latin-1", "gb18030"), ("latin-1", "utf-8"), ("cp1252", "utf-8"))
"""Encodings a text was wrongly read in, and the one it was written in."""
LOST = re.compile("[\ufffd?]")
SHORTEST = 2


def has_broken_words(cells: pl.Series) -> pl.Series:
    """Whether a cell holds the remains of a wrong encoding."""
    return cells.str.contains(BROKEN).fill_null(False)


def wrongly_read(words: Iterable[str], known: Collection[str]) -> tuple[str, str] | None:
    """The first word that is a known word read in a wrong encoding, with the word it was."""
    # digits and Latin letters are the same in every encoding: what is left of a word tells nothing
    starts = {
        start
        for word in known
        for length in range(SHORTEST, len(word) + 1)
        if not (start := word[:length]).isascii()
    }
    for word in words:
        whole = LOST.sub("", word)
        for read, written in READ_WRONGLY:
            bytes_read = whole.encode(read, "ignore")
            if bytes_read.decode(read) != whole:
                continue  # the encoding has no such signs: nobody can have read the word in it
            # the last sign is often lost, so the beginning of a known word is enough
            was = bare(bytes_read.decode(written, "ignore"))
            if was != bare(word) and was in starts:
                return word, was
    return None
