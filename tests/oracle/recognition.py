"""Recognition: items by area, met, unmet or without data (standard §8).

Takes verdicts only; how they come about stands elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from . import verdicts
from .verdicts import Figures

AREAS = {"G": "政府保障程度", "Q": "教育质量", "S": "社会认可度", "V": "一票否决", "X": "县级承诺"}
RESOURCES, WHOLE, NOT_APPLICABLE = "资源配置", "综合", "not_applicable"


def areas(
    passes: Mapping[str, Iterable[bool | None]],
    balance: Mapping[tuple[str, str], str],
    verdicts_of_codes: Iterable[tuple[str, str]],
) -> dict[str, Figures]:
    """One row for each area and the whole.

    Args:
        passes: by stage, whether each of its schools passes.
        balance: by stage and code, the verdict on the coefficient of variation.
        verdicts_of_codes: (code, status) of every other verdict row; what is reported or does not apply is
            no item.
    """
    items: defaultdict[str, list[str]] = defaultdict(list)
    items[RESOURCES] = [verdicts.word(verdicts.all_of(schools)) for schools in passes.values()]
    items[RESOURCES] += [status for status in balance.values() if status != NOT_APPLICABLE]
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for code, status in verdicts_of_codes:
        if status not in ("reported", NOT_APPLICABLE):
            parts[re.match(r"[A-Z]\d+", code)[0]].append(status)  # type: ignore[index]
    for item, statuses in parts.items():
        items[AREAS[item[0]]].append(verdicts.all_met(statuses))
    items[WHOLE] = [status for statuses in list(items.values()) for status in statuses]
    return {area: _row(statuses) for area, statuses in items.items()}


def _row(statuses: list[str]) -> Figures:
    return {
        "items_total": len(statuses),
        **{f"items_{word}": statuses.count(word) for word in ("met", "unmet", "no_data")},
        "passes": {"met": True, "unmet": False, "no_data": None}[verdicts.all_met(statuses)],
    }
