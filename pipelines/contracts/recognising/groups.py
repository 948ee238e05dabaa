"""Words above columns that no dataset prescribes: neutral groups, a group's total, the school year of a row.

Rows of `codes/group_words.csv`, each a pattern that fits a whole word. What does not belong here: which rows
are headings (ingest.headings), and what a path means (aliases).
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files

from pipelines.ingest.fold import bare


@cache
def _patterns(kind: str) -> re.Pattern[str]:
    table = files("pipelines.contracts") / "codes" / "group_words.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return re.compile("|".join(row["pattern"] for row in rows if row["kind"] == kind))


@lru_cache(maxsize=4096)
def is_neutral(word: str) -> bool:
    """Whether a group only arranges columns: what stands below it means what it says alone."""
    return _patterns("neutral").fullmatch(bare(word).lstrip("#")) is not None


@lru_cache(maxsize=4096)
def is_whole(word: str) -> bool:
    """Whether a column stands for the whole of the group above it."""
    return _patterns("whole").fullmatch(bare(word).lstrip("#")) is not None


@lru_cache(maxsize=4096)
def is_school_year(word: str) -> bool:
    """Whether a column says of which school year each row is."""
    return _patterns("school_year").fullmatch(bare(word)) is not None
