"""The sentence of a finding taken apart: what was found, and what is expected.

Place, found and expected stand in columns of their own in a list. What does not belong here: what a finding
says (contracts).
"""

from __future__ import annotations

import itertools
import re

from pipelines.contracts.telling.wording import place
from pipelines.ingest.model import Finding

_NOW = "，现在"
"""A rule over several columns says first what should be and then what the cells are."""
_BREAKS = re.compile(r"，|；|：")
_EXPECTED = re.compile(r"(?<![相对供响适反])应")
_GO_ON = ("如", "或")
"""How an example or another choice of what is expected begins."""
_QUOTED = re.compile(r"“[^”]*”|（[^（）]*）")


def found_and_expected(finding: Finding) -> tuple[str, str]:
    """What was found and what is expected, without the place; expected is empty where nothing is."""
    sentence = _without_place(finding).rstrip("。")
    if _NOW in sentence:
        expected, found = sentence.rsplit(_NOW, 1)
        return f"现在{found}", expected
    found, wanted = "", ""
    is_wanted = False
    for sign, clause in _clauses(sentence):
        goes_on = sign == "：" or clause.startswith(_GO_ON)
        is_wanted = (is_wanted and goes_on) or bool(_EXPECTED.search(_QUOTED.sub("", clause)))
        if is_wanted:
            wanted += f"{sign if wanted else ''}{clause}"
        else:
            found += f"{sign if found else ''}{clause}"
    return found, wanted


def _without_place(finding: Finding) -> str:
    for row in dict.fromkeys((finding.row, None)):
        for column in dict.fromkeys((finding.column, None)):
            where = place(finding.sheet or "", row, column)
            if where and finding.message.startswith(where):
                return finding.message.removeprefix(where).lstrip("：").removeprefix("的")
    return finding.message


def _clauses(sentence: str) -> list[tuple[str, str]]:
    """The parts between commas, each with the sign before it; those within quotes and brackets left whole."""
    masked = _QUOTED.sub(lambda quote: "□" * len(quote[0]), sentence)
    breaks = [0, *(match.end() for match in _BREAKS.finditer(masked)), len(sentence) + 1]
    return [
        (sentence[begin - 1 : begin], sentence[begin : end - 1])
        for begin, end in itertools.pairwise(breaks)
        if begin < end - 1
    ]
