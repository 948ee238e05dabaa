"""Words as they are compared: width folded, blanks gone, units in brackets told apart.

What does not belong here: which words a dataset knows (aliases).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipelines.ingest.units import words

UNITS = tuple(words())
"""As they look after width folding, the longest first: ㎡ becomes m2. `计` is no unit."""
_UNIT_IN_BRACKETS = re.compile(rf"[(\[【〔](?:单位:)?({'|'.join(UNITS)})[)\]】〕]")
_RANGE = re.compile(r"(?<=[0-9])[‐‑–—―~至](?=[0-9])")
_MARKS = re.compile(r"^[*#]+|\*+$|[(\[](?:必填|选填|必填项|选填项)[)\]]")
"""`#` marks a part of the column before it; templates mark what must be filled in."""
_UNIT_LINE = re.compile(r"单位:([^:]*?)(?=\S{2,8}:|$)")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Full-width characters become half-width, every blank goes, a range of numbers is written `26-30`."""
    return _RANGE.sub("-", "".join(unicodedata.normalize("NFKC", text).split()))


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """A heading without its unit and the marks around it."""
    return _MARKS.sub("", _UNIT_IN_BRACKETS.sub("", fold(text)))


def unit_of(text: str) -> str | None:
    """The unit in brackets of a heading, `平方米` and `㎡` alike as `m2`; None when there is none."""
    match = _UNIT_IN_BRACKETS.search(fold(text))
    return same_unit(match.group(1)) if match else None


def same_unit(unit: str) -> str:
    """One spelling for each unit."""
    folded = fold(unit)
    known = words().get(folded)
    return known.name if known else folded


def shown_unit(unit: str) -> str:
    """A unit as people write it."""
    return unit.replace("m2", "㎡")


def units_named(title: str) -> frozenset[str]:
    """The units that a line such as `单位：人、万元` above a table names."""
    match = _UNIT_LINE.search(fold(title))
    return (
        frozenset(same_unit(word) for word in re.split(r"[、,，/;；]", match.group(1)))
        if match
        else frozenset()
    )
