"""In which prefecture and province a county lies: four or two digits of its code, filled up with noughts.

What does not belong here: how regions are called (the seed `regions`), and the view for people (dbt).
"""

from __future__ import annotations

from typing import Final

NATION: Final = "000000"
"""The code of the whole."""
OF_COUNTY, OF_PREFECTURE, OF_PROVINCE, OF_NATION = "县", "市", "省", "全国"
"""The kinds of regions, as the league and the seed `regions` call them."""


def province_of(code: str) -> str:
    """The province of a county or prefecture."""
    return f"{code[:2]}0000"


def prefecture_of(code: str) -> str:
    """The prefecture of a county."""
    return f"{code[:4]}00"


def beginning_of(region: str) -> str:
    """How the codes of the counties of a region begin."""
    if region == NATION:
        return ""
    return region[:2] if region == province_of(region) else region[:4]


def province_in_sql(column: str) -> str:
    """`province_of` as SQL, of a column of codes."""
    return f"left({column}, 2) || '0000'"


def larger_first_in_sql(column: str) -> str:
    """The place of a kind of region, as SQL: the nation, the province, prefectures, counties."""
    kinds = (OF_NATION, OF_PROVINCE, OF_PREFECTURE, OF_COUNTY)
    return f"list_position({list(kinds)}, {column})"


def prefecture_in_sql(column: str) -> str:
    """`prefecture_of` as SQL, of a column of codes."""
    return f"left({column}, 4) || '00'"
