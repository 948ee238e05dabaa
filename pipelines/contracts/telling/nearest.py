"""The nearest of some known words to a word that is none of them.

What does not belong here: which words are known.
"""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz, process


def nearest(word: str, known: Collection[str], least: float) -> str | None:
    """The known word most like a word; None where none shares so much of its signs with it.

    Args:
        word: the word.
        known: the known words.
        least: how alike they must be: 1 is the same word, 0 has no sign in common.
    """
    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=least * 100)
    return found[0] if found else None
