"""What a number format makes of a figure: `0.0"亩"` shows 亩, `0!.0,"万元"` 元 in 万元, `"1"0` another one.

What does not belong here: which cells have which format (worksheet_xml, open_document, legacy), and what a
unit means for a figure (contracts).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.ingest.fold import UNITS, fold, same_unit

_BRACKETED = re.compile(r"\[[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)')
_DAY_OR_TIME = re.compile(r"[ymdhs]", re.IGNORECASE)
_SCALING = re.compile(r"[0#?],+(?![0#?,])|%")
"""A comma behind the last digit leaves three digits away, a percent sign adds two."""
_SHIFTED_POINT = re.compile(r'[0#?](?:[\\!][.．]|"[.．]")[0#?]')
"""A point that is mere text between two digits: what looks like a fraction is whole."""
_FILLING = re.compile(r"[_*].")
"""A blank as wide as a sign, and a sign that fills the cell: neither is part of what is shown."""
_DIGITS = re.compile(r"[0#?][0#?,.]*")
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_OTHER_DIGITS = re.compile(r"[0-9]§|§[0-9.．]|^[-－−]|§[十百千万亿]$")
"""Beside the places of digits: more digits, a point that is mere text, a minus, a power of ten in words."""
_CONDITION = re.compile(r"\[[<>=]")
_AS_IT_IS = re.compile(r"General|通用格式|G/|@|E[+-]", re.IGNORECASE)


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


@lru_cache(maxsize=1024)
def shows_another(code: str) -> bool:
    """Whether a format shows another number than is stored, or none at all: `0!.0,`, `0"万"`, `"1"0`, `;;;`.

    A unit, a percentage, leading zeros, a day and brackets around what is negative show the same number.
    """
    sections = _sections(code)
    if not code.strip(";"):
        return ";" in code
    return any(map(_shows_another, sections if _CONDITION.search(code) else sections[:1]))


def _shows_another(section: str) -> bool:
    code = _BRACKETED.sub("", section)
    spared = _FILLING.sub("", code)
    bare = _LITERAL.sub("", spared)
    if _DAY_OR_TIME.search(bare) or _AS_IT_IS.search(bare):
        return False
    if not _DIGITS.search(bare):
        return True
    # digits that are written out are told from the places of digits
    literals = [quoted or escaped for quoted, escaped in _LITERAL.findall(spared)]
    places = _DIGITS.sub("§", _LITERAL.sub("\0", spared))
    shown = "".join(literals.pop(0) if sign == "\0" else sign for sign in places).strip()
    return bool(_SCALED.search(bare) or _OTHER_DIGITS.search(shown))


def is_telling(code: str) -> bool:
    """Whether a format is to be looked at: it shows a unit, or another number."""
    return shown_unit(code) is not None or shows_another(code)


def _sections(code: str) -> list[str]:
    """The sections of a code, for positive and negative numbers and so on; a quoted `;` parts nothing."""
    return re.findall(r'(?:"[^"]*"|[\\!].|[^;"\\!])+', code) or [""]
