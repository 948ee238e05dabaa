"""The conclusion of every verdict: its sentence, who has sent nothing, who is relieved, its details.

What does not belong here: the choice and the filling of one template (template).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from pipelines.conclusions.template import Template, choose

MISSING, RELIEVED, SAID = "subjects_no_data", "subjects_relieved", "said"
"""The facts that decide what is said at all: who lacks data, who is relieved, what the evidence says."""
DETAILS = "details"
"""The name that stands for the conclusions of the detail rows."""
BETWEEN = "；"


class Key(NamedTuple):
    """Which verdict or detail; `rule_stage` is the stage of its threshold, a detail has a `dimension`."""

    county_code: str
    school_year: int
    ruleset_code: str
    indicator_code: str
    rule_stage: str | None
    stage: str | None
    dimension: str | None


class Verdict(NamedTuple):
    """What decides which sentences a verdict gets."""

    key: Key
    county_method: str
    status: str
    value: float | None
    subjects_total: int | None
    subjects_no_data: int | None


Facts = Mapping[Key, Mapping[str, str]]
"""What may be named of every verdict, as it is printed."""


def conclude(
    verdicts: Sequence[Verdict], facts: Facts, templates: Sequence[Template], order: Callable[[Key], Any]
) -> Iterator[tuple[Key, str]]:
    """Put verdicts into words.

    Args:
        verdicts: of any counties, with their detail rows.
        facts: what their templates may name; a fact that is not there is not known.
        templates: all there are.
        order: in which order a verdict lists its details.

    Yields:
        The conclusion of every verdict and detail that has a template.
    """
    best = cache(lambda kind, asked: choose(templates, kind, asked))

    def said(verdict: Verdict, own: Mapping[str, str]) -> str | None:
        asked = (verdict.key.indicator_code, verdict.key.rule_stage, verdict.county_method)
        kind = row_kind(verdict, own)
        first = best(kind, asked)
        if first is None:
            return None
        further = []
        if kind in ("verdict", "detail") and verdict.subjects_no_data and not first.names(MISSING):
            further.append(best("partial", asked))
        if kind == "verdict" and RELIEVED in own:
            further.append(best("relieved", asked))
        return "".join(one.filled(own) for one in (first, *further) if one)

    listed: dict[Key, list[str]] = defaultdict(list)
    for detail in sorted((one for one in verdicts if one.key.dimension), key=lambda one: order(one.key)):
        if words := said(detail, facts.get(detail.key, {})):
            listed[detail.key._replace(stage=None, dimension=None)].append(words)
            yield detail.key, words
    for verdict in (one for one in verdicts if not one.key.dimension):
        details = listed.get(verdict.key._replace(stage=None))
        listing = {DETAILS: BETWEEN.join(details)} if details else {}
        if words := said(verdict, {**facts.get(verdict.key, {}), **listing}):
            yield verdict.key, words


def row_kind(verdict: Verdict, facts: Mapping[str, str]) -> str:
    """Which case a verdict or detail is; material still to be checked has been handed in all the same."""
    is_detail = verdict.key.dimension is not None
    if verdict.status == "not_applicable":
        return "not_applicable"
    if verdict.status == "no_data" and verdict.county_method == "evidence" and SAID in facts:
        return "pending"
    if verdict.status != "no_data" or verdict.value is not None or verdict.subjects_total:
        return "detail" if is_detail else "verdict"
    return "absent" if is_detail else "nothing"
