"""The figures under planted faults, held against the independent calculation of what is known.

A figure that is the same whatever the rows that were set aside held must be published as it is; of any other
the verdict must be the word common to all of these contents, or 缺数据. What does not belong here: the
contents (contents).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.oracle.calculate import Expected, Figures, Key, calculate
from tests.oracle.compare import TABLES, published, same
from tests.planted.contents import SCHOOL_UNKNOWN, known, possible_contents
from tests.planted.files import Planted

NAMELESS = "未知"
"""How the code begins of a school whose own cannot be read."""
OF_THE_COUNTY = ("county_balance", "county_indicator", "county_detail", "recognition", "shortfall_total")
DECIDED = {"met": "met", "near": "near", "unmet": "unmet", True: "met", False: "unmet"}


@dataclass
class Compared:
    """How many figures agree, how many are open because a row was set aside, and what differs, in words."""

    agreeing: int
    open: int
    differences: list[str]


def compare(raw: Path, planted: Sequence[Planted], database: Path) -> Compared:
    """Hold what is published of a raw folder with planted faults against what is known of it."""
    worlds = []
    for contents in possible_contents(planted):
        with known(raw, planted, contents):
            worlds.append(calculate(raw))
    has_nameless = any(one["kind"] == SCHOOL_UNKNOWN for one in planted)
    # the county and year in which a school is not even known by its code
    open_heads = {(one["county"], one["year"]) for one in planted} if has_nameless else set()
    compared = Compared(0, 0, [])
    for table in TABLES:
        _compare_table(table, worlds, published(table, database), open_heads, compared)
    return compared


def _compare_table(
    table: str,
    worlds: Sequence[Expected],
    found: dict[Key, Figures],
    open_heads: set[tuple[str, str]],
    compared: Compared,
) -> None:
    rows = [getattr(world, table) for world in worlds]
    optional = set().union(*(world.optional for world in worlds))
    for key in sorted(set(found).union(*rows)):
        if any(part.startswith(NAMELESS) for part in key):
            continue
        told = [row.get(key) for row in rows]
        figures = found.get(key)
        is_open = any(one != told[0] for one in told)
        is_open = is_open or (table in OF_THE_COUNTY and key[:2] in open_heads)
        if not is_open:
            said = list(_differing(told[0], figures, key in optional))
            compared.agreeing += len(told[0] or {}) - len(said)
            compared.differences += [f"{TABLES[table][0]} {' '.join(key)}: {one}" for one in said]
            continue
        compared.open += len(figures or {})
        word, words = _word(figures), {_word(one) for one in told}
        if word in DECIDED.values() and not words <= {word, "no_data", ""}:
            compared.differences.append(
                f"{TABLES[table][0]} {' '.join(key)}: is {word}, what is known leaves {sorted(words)}"
            )


def _differing(ours: Figures | None, theirs: Figures | None, is_optional: bool) -> Iterator[str]:
    if ours is None or theirs is None:
        if ours is not theirs and not is_optional:
            yield "missing" if theirs is None else f"not foreseen, {_word(theirs)}"
        return
    for column, value in ours.items():
        if not same(value, theirs.get(column)):
            yield f"{column} is {theirs.get(column)}, the independent calculation has {value}"


def _word(figures: Figures | None) -> str:
    if figures is None:
        return ""
    if "passes" in figures:
        return DECIDED.get(figures["passes"], "no_data")  # type: ignore[call-overload]
    return str(figures.get("status", ""))
