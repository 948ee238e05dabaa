"""The unit that a number format writes behind a figure: `0.0"亩"` shows 亩, `0!.0,"万元"` shows 元 in 万元.

What does not belong here: which cells have which format (worksheet_xml, open_document, legacy), and what a
unit means for a figure (contracts).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.ingest.fold import UNITS, fold, same_unit

_BRACKETED = re.compile(r"\[[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)')
_DAY_OR_TIME = re.compile(r"[ymdhs]", re.IGNORECASE)
_SCALING = re.compile(r"[0#?],+(?![0#?,])|%")
"""A comma behind the last digit leaves three digits away, a percent sign adds two."""
_SHIFTED_POINT = re.compile(r'[0#?](?:[\\!][.．]|"[.．]")[0#?]')
"""A point that is mere text between two digits: what looks like a fraction is whole."""


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """What a number format shows behind a number.

    Attributes:
        unit: the unit, in the spelling of `fold.same_unit`.
        is_scaled: whether the number is shown larger or smaller than it is stored.
    """

    unit: str
    is_scaled: bool


def shown_unit(code: str) -> ShownUnit | None:
    """The unit that a format's code shows behind positive numbers; None where it shows none."""
    positive = _BRACKETED.sub("", _sections(code)[0])
    literals = "".join(quoted or escaped for quoted, escaped in _LITERAL.findall(positive))
    bare = _LITERAL.sub("", positive)
    if _DAY_OR_TIME.search(bare):
        return None
    plain = "".join(sign for sign in bare if not sign.isascii())
    word = fold(literals + plain).strip("()[]【】〔〕.,")
    if word not in UNITS:
        return None
    return ShownUnit(same_unit(word), bool(_SCALING.search(bare) or _SHIFTED_POINT.search(positive)))


def _sections(code: str) -> list[str]:
    """The sections of a code, for positive and negative numbers and so on; a quoted `;` parts nothing."""
    return re.findall(r'(?:"[^"]*"|[\\!].|[^;"\\!])+', code) or [""]
