"""Footnotes of headings: a star that a line outside the table speaks of (datasets.md, "When in doubt").

A star alone marks what must be filled in, and so does one of which a line says just that. Of any other line
nobody knows whether the column still means what is agreed. Other signs make a heading one that nobody knows.
What does not belong here: which lines stand outside a table (stated_units).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pipelines.ingest.headings import Heading

_STARS = re.compile(r"^(\*+)|(\*+)(?:[(\[【〔][^()]*[)\]】〕])*$")
"""At an edge of a heading, or before the unit behind it."""
_SPOKEN_OF = re.compile(r"(?:^|[\s:;.,。、(])(?:[带标有加打注][有注]?)?[“\"'「]?(\*+)(?!\*)(?=.*[一-鿿])")
"""A star where a clause begins; not the stars in the middle of a number that somebody has masked."""
_MUST_BE_FILLED = re.compile(r"[必须应][须需]?(?:填|录入)|不[能得可]为?空")


def has_footnote(heading: Heading, lines: Iterable[str]) -> bool:
    """Whether a line speaks of a star at a heading, and says more than that it must be filled in.

    Args:
        heading: the heading of a column.
        lines: what stands outside the table and is not otherwise understood.
    """
    words = (unicodedata.normalize("NFKC", word) for word in heading.path)
    stars = {star for word in words for match in _STARS.finditer(word) for star in match.groups() if star}
    return bool(stars) and any(_speaks_of(line, stars) for line in lines)


def _speaks_of(line: str, stars: set[str]) -> bool:
    folded = unicodedata.normalize("NFKC", line).strip()
    if _MUST_BE_FILLED.search(folded):
        return False
    return any(match[1] in stars for match in _SPOKEN_OF.finditer(folded))
