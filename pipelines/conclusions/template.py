"""A template of a conclusion: for which verdicts it is, and the sentence with facts named in braces.

What does not belong here: which facts there are, and how sentences become one conclusion (concluding).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

UNKNOWN = "—"
"""What is printed for a fact that nobody knows."""
NAMED = re.compile(r"\{([^}]*)\}")


class Template(NamedTuple):
    """A row of the seed `conclusions`: the case it is for, and of what; None is for all."""

    indicator_code: str | None
    stage: str | None
    county_method: str | None
    row_kind: str
    template: str

    def names(self, fact: str) -> bool:
        """Whether it says a fact."""
        return fact in NAMED.findall(self.template)

    def filled(self, facts: Mapping[str, str]) -> str:
        """The sentence with the facts, as they are printed, in the place of their names."""
        return NAMED.sub(lambda name: facts.get(name[1], UNKNOWN), self.template)


def choose(
    templates: Iterable[Template], row_kind: str, asked: tuple[str, str | None, str]
) -> Template | None:
    """The template of a case that fits best an indicator, the stage of its rule and its method."""
    fitting = [
        one
        for one in templates
        if one.row_kind == row_kind
        and all(own in (None, its) for own, its in zip(one[:3], asked, strict=True))
    ]
    return min(fitting, key=lambda one: [own is None for own in one[:3]], default=None)
