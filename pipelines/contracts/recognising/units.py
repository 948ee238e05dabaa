"""The unit of a column, as far as a file states it (datasets.md, "When in doubt" 3).

A unit may stand in a heading, in a row of units below the headings, in the unit column of a form, in the
number format of the cells, in a title or a note, in the sheet's name. The nearest statement decides. Two
that differ on one level, and a statement that is not understood where a column depends on it, leave the unit
in doubt: nothing is converted on a guess. What does not belong here: what a sender is told of a doubt
(telling), and whether the figures are of a likely size.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipelines.ingest.units import Unit, words

_ANY = "|".join(map(re.escape, words()))
_LIST = rf"(?:{_ANY})(?:\s*[、,/;和与及]\s*(?:{_ANY}))*"
_END = r"(?=$|[\s,;.。、()\[\]【】〔〕/]|[一-鿿]{1,8}(?:单位)?\s*:)"
_OPEN, _CLOSE = r"[(\[【〔]", r"[)\]】〕]"
_LABELLED = re.compile(
    rf"(?P<about>[一-鿿]{{0,12}}?)(?:计量|计价|货币)?单位\s*(?:[:为是]\s*|\s|{_OPEN})?\s*(?:均?[为是])?"
    rf"{_OPEN}?(?P<units>{_LIST}){_END}"
)
"""`单位：人、万元`, `金额单位为元`, `单位（元）`, `面积单位:平方米`, `单位元`."""
_COUNTED_IN = re.compile(
    rf"(?P<about>[一-鿿]{{0,12}}?)(?:均|一律|统一)?[以按](?P<units>{_LIST})"
    r"(?:为(?:计量)?单位|计(?:算|量)?|填报?|填列|填写|统计|列示|反映)"
)
"""`金额以元为单位`, `均按万元填报`."""
_MEASURED = re.compile(
    rf"(?P<about>[一-鿿]{{0,12}}(?:金额|经费|资金|资产值?|价值|设备值?|预算|决算|拨付|支出|收入|工资|面积|人数))"
    rf"\s*(?:[:,]|均?[为是])\s*(?P<units>{_LIST}){_END}"
)
"""`金额：元`, `教学仪器设备资产值为元`, `仪器设备资产，元`."""
_PRECISE_TO = re.compile(rf"(?P<about>[一-鿿]{{0,12}}?)(?:精确|保留|四舍五入)到(?P<units>{_LIST})(?![一-鿿])")
"""`精确到元`: whether the figures stand in it is not said."""
_OF_EVERYTHING = re.compile(
    r"(?:所有|全部|各项|各类|本表|表中|以上|上述|有关)*(?:金额|货币|经费|资金|资产|价值|面积|人数|人口)?"
)
"""Words before a unit that single out no column."""
_QUOTES = str.maketrans("", "", "“”\"'「」『』")
_IN_BRACKETS = re.compile(rf"{_OPEN}(?:单位\s*:?\s*)?(?P<units>{_LIST}){_CLOSE}")
"""`学校经费表（万元）`."""
_NOT_UNDERSTOOD = re.compile(
    rf"(?P<about>[一-鿿]{{0,12}}?)(?:(?:计量|计价|货币)单位|单位)\s*[:为是]\s*{_OPEN}?\s*"
    r"(?P<rest>[^\s,;。()\[\]【】〔〕]{1,20})"
)
_OF_A_SENDER = re.compile(
    r"(?:填报|填表|报送|报告|上报|主管|制表|编制|所属|所在|用人|举办|审核|负责|管理|统计|汇总|印制|上级|下属|建设|使用|责任|接收|服务)$"
)
"""Words before 单位 that make it the one who sends, not a measure."""
_NAME_OF_A_SENDER = re.compile(
    r"(?:学|校|园|局|县|区|市|镇|乡|街道|办|委|会|院|中心|部|室|科|站|所|队|处|股|组|司)$"
)
_MADE_OF_UNITS = re.compile(r"[十百千万亿元角美人民币平方公里米顷亩]+")
_DIMENSION_OF = (
    ("money", re.compile(r"金额|货币|经费|资金|资产|价值|工资|收入|支出|设备")),
    ("area", re.compile(r"面积|用房|场地|占地")),
    ("people", re.compile(r"人数|人口|学生|教师")),
)
"""What the words around an unknown unit say it measures."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one place of a file says about units.

    Attributes:
        units: those it names; none where it speaks of units and is not understood.
        about: the words before 单位: of what the units are; empty where it speaks of everything.
        text: the statement as it stands there.
        is_vague: whether it names a unit without saying that the figures stand in it.
    """

    units: tuple[Unit, ...]
    about: str
    text: str
    is_vague: bool = False

    def of(self, meant: Unit) -> tuple[Unit, ...]:
        """The units it states for figures that measure what `meant` measures."""
        return tuple(unit for unit in self.units if unit.dimension == meant.dimension)

    def concerns(self, meant: Unit, heading: str) -> bool:
        """Whether a column depends on it: by what is measured, or because it names the column."""
        if self.units:
            return bool(self.of(meant))
        told = [name for name, words_of in _DIMENSION_OF if words_of.search(self.about + self.text)]
        return self.names(heading) or not told or meant.dimension in told

    def is_unclear(self, meant: Unit) -> bool:
        """Whether it leaves open in which unit figures stand that are meant to stand in this one."""
        return not self.units or (self.is_vague and meant not in self.units)

    @property
    def singles_out(self) -> bool:
        """Whether it speaks of some figures alone, and not of everything that is measured so."""
        return not _OF_EVERYTHING.fullmatch(self.about)

    def names(self, heading: str) -> bool:
        """Whether it speaks of a column by its name, or by a part of it."""
        return len(self.about) > 1 and (self.about in heading or heading in self.about)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the figures of a column cannot be taken: their unit is not known, or what they count.

    Attributes:
        kind: two statements differ; one is not understood; the unit stated is never converted; a footnote
            speaks of the heading.
        quotes: the statements, as they stand in the file.
        unit: what it is stated in, where that much is understood.
    """

    kind: Literal["units_differ", "unit_not_understood", "wrong_unit", "heading_with_footnote"]
    quotes: tuple[str, ...]
    unit: Unit | None = None


@lru_cache(maxsize=4096)
def statements(text: str) -> tuple[Statement, ...]:
    """What a line outside a table, or the name of a sheet, says about units; mostly nothing."""
    line = unicodedata.normalize("NFKC", text).translate(_QUOTES).strip()
    found: list[tuple[int, int, Statement]] = []
    for pattern in (_LABELLED, _COUNTED_IN, _MEASURED, _IN_BRACKETS):
        for match in pattern.finditer(line):
            about = match.groupdict().get("about") or ""
            if any(start < match.end() and match.start() < end for start, end, _ in found):
                continue
            if _OF_A_SENDER.search(about):
                continue
            found.append((*match.span(), Statement(_units_in(match["units"]), about, match[0].strip())))
    for match in _PRECISE_TO.finditer(line):
        found.append(
            (*match.span(), Statement(_units_in(match["units"]), match["about"], match[0], is_vague=True))
        )
    for match in _NOT_UNDERSTOOD.finditer(line):
        inside = any(start < match.end() and match.start() < end for start, end, _ in found)
        if inside or _OF_A_SENDER.search(match["about"]) or _NAME_OF_A_SENDER.search(match["rest"]):
            continue
        if match["about"] or _speaks_of_a_unit(match["rest"]):
            found.append((*match.span(), Statement((), match["about"], match[0].strip())))
    return tuple(one for _, _, one in sorted(found, key=lambda one: one[:2]))


def _units_in(text: str) -> tuple[Unit, ...]:
    return tuple(words()[word] for word in re.findall(_ANY, text))


def _speaks_of_a_unit(text: str) -> bool:
    if _MADE_OF_UNITS.fullmatch(text):
        return True
    return any(word in text for word, unit in words().items() if unit.dimension in ("money", "area"))


def units_in(heading: str) -> tuple[Unit, ...]:
    """The units in brackets of one word of a heading."""
    line = unicodedata.normalize("NFKC", heading)
    return tuple(unit for match in _IN_BRACKETS.finditer(line) for unit in _units_in(match["units"]))


def unit_known(word: str) -> Unit | None:
    """The unit a word in or without brackets names: `(元)`, `㎡`; None when it is no unit."""
    folded = "".join(unicodedata.normalize("NFKC", word).split()).strip("()[]【】〔〕")
    return words().get(folded.removeprefix("单位:"))


def decided(meant: Unit, heading: str, levels: Iterable[Sequence[Statement]]) -> Unit | Doubt | None:
    """The unit that the nearest level states for a column; None where the file says nothing.

    Args:
        meant: the column's own unit.
        heading: the column's heading, its unit taken off.
        levels: what the file states, the nearest first.
    """
    for level in levels:
        concerning = [one for one in level if one.concerns(meant, heading)]
        concerning = [one for one in concerning if one.names(heading)] or concerning
        if unclear := [
            one for one in concerning if not one.units or (one.is_vague and meant not in one.units)
        ]:
            return Doubt("unit_not_understood", tuple(one.text for one in unclear))
        stated = {unit for one in concerning for unit in one.of(meant)}
        if len(stated) > 1:
            return Doubt("units_differ", tuple(dict.fromkeys(one.text for one in concerning)))
        if stated:
            (unit,) = stated
            if unit.factor_to(meant) is None:
                return Doubt("wrong_unit", tuple(one.text for one in concerning), unit)
            return unit
    return None
