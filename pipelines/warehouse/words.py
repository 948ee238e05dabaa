"""A word of a published column, in SQL, by its code: as the version that is read calls it.

What does not belong here: what people are shown for a code (a column of `bi`, reports.words), and the kinds
of regions, which the league is made with (regions).
"""

from __future__ import annotations

from typing import Final


def word_in_sql(kind: str, code: str) -> str:
    """The word for a code of a kind (`marts.dim_code_word`), as a scalar subquery."""
    return f"(select word from marts.dim_code_word where word_kind = '{kind}' and code = '{code}')"


WHOLE: Final = word_in_sql("part", "all")
"""What a column of parts holds where a row is of all of them: all towns, all schools, all grades."""
ALL_AREAS: Final = word_in_sql("area", "whole")
"""The area of recognition that is all areas together."""
