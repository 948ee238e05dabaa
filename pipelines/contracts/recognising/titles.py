"""What words outside a table say of its rows: their stage and school year (datasets.md, "When in doubt" 6).

A stage is told only where exactly one is named; 中小学 names two. A school year is told by 学年 or by two
years in a row, a month tells the school year it lies in, and a bare year or the date of a print tell nothing.
 What does not belong here: units (units), and what follows from what was told (recognise).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from pipelines.contracts.datasets.code_lists import ways_of_writing
from pipelines.ingest.fold import fold

STAGES = "stage"
"""The list of words for stages."""
FIRST_MONTH = 9
"""A school year begins on 1 September."""
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEAR = r"(?<![0-9])(20[0-9]{2})(?![0-9])"
_CHINESE_YEAR = re.compile(r"二[〇零0][〇零一二三四五六七八九]{2}(?=年|学年|[-—–~至到])")
_TWO_YEARS = re.compile(
    rf"{_YEAR}年?\s*(?:[-‐‑–—―~/至到]|--)+\s*(20[0-9]{{2}}|[0-9]{{2}})(?![0-9])年?(?P<school>\s*学年)?"
)
_A_YEAR = re.compile(rf"{_YEAR}(?:年|学年|级)?")
_SCHOOL_YEAR = re.compile(rf"{_YEAR}\s*(?:学年|级学年|年秋季|年秋学期|年度学年)")
_MONTH = re.compile(rf"{_YEAR}\s*[年./-]\s*(1[0-2]|0?[1-9])(?:月|(?![0-9./-]))(?!\s*[0-9]{{1,2}}\s*日)")
_PRINTED = re.compile(
    r"(?:打印|制表|填表|填报|导出|报出|印制|生成|报送|审核|更新|发布|编制)(?:日期|时间|于)?\s*:?\s*[^\s]*$"
)
"""Words before a date that say when the sheet was made, not of when it speaks."""

_OF_SOME = re.compile("[男女](?:学?生|童|教师|教职工|性)(?!.*(?:名册|名单))")
_NOT_YET = re.compile("预测|预计|测算|估算|推算|模拟")
_OTHER_FIGURES = re.compile(
    "规划数|目标[数值]|增减|增幅|增长率|同比|环比|占比|[生人师]均数|每百名|(?<!不)含(?:附设)?(?:幼儿园|学前)"
)
_VOID = re.compile(
    r"作废|废止|草稿|草案|初稿|征求意见|仅供参考|测试数据|旧[表版]|备份|样[表张]|填[报写表](?:示例|样例|范例)"
    r"|^(?:示例|样例|范例|存档)$|[(\[【〔](?:示例|样例|范例|旧|废)[)\]】〕]"
)
"""Words by which a table is none that is handed in."""
_YEAR_ALONE = re.compile(r"(20[0-9]{2})(?:年度?[初末底]?|学年度?)?")
_YEARS_ALONE = re.compile(rf"(?:{_TWO_YEARS.pattern}|{_SCHOOL_YEAR.pattern})度?[初末底]?")
_BEFORE_ALONE = re.compile(r"(?:上|去|前|往|以前)一?个?(?:学?年度?)(?:同期|[初末底])?(?:实?[数值])?")
_NOW_ALONE = re.compile(r"(?:本|今|当)一?个?(?:学?年度?)(?:[初末底])?(?:实?[数值])?")
_BRACKETS = "()[]【】〔〕"
_BEFORE = re.compile(r"上一?个?学年|上一?年度|去年|往年|前一?年度?|上年(?!份)")
_TELLS_HOW = re.compile(r"^[(\[*※]*(?:填[表写报]?)?(?:说明|要求|备注|注)")
LONGEST_TITLE = 30
"""Signs; what is longer tells how the table is to be filled in."""


@cache
def _stage_words() -> Mapping[str, frozenset[str]]:
    """Every word that names stages, the longest first, so that 中小学 is not read as 小学."""
    table = files("pipelines.contracts") / "codes" / "stage_titles.csv"
    words = {word: frozenset((stage,)) for word, stage in ways_of_writing(STAGES).items()}
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        words[fold(row["written"])] = frozenset(row["stages"].split())
    return dict(sorted(words.items(), key=lambda one: -len(one[0])))


def stages_named(text: str) -> frozenset[str]:
    """The stages that a title or the name of a sheet names."""
    left, found = fold(text), frozenset[str]()
    for word, stages in _stage_words().items():
        if word in left:
            left, found = left.replace(word, " "), found | stages
    return found


def part_told(nearest_first: Sequence[str]) -> str | None:
    """The word by which a title says that figures are of some alone, of nobody yet, or shares."""
    found = (pattern.search(fold(words)) for words in nearest_first for pattern in (_OF_SOME, _NOT_YET))
    return next((match[0] for match in found if match), None) or _in_a_title(nearest_first, _OTHER_FIGURES)


def void_told(nearest_first: Sequence[str]) -> str | None:
    """The word by which a title says that its table does not hold, or not yet: 作废, 草稿."""
    return _in_a_title(nearest_first, _VOID)


def year_before_told(nearest_first: Sequence[str]) -> str | None:
    """The word by which a title says that it is of the year before: 上学年."""
    return _in_a_title(nearest_first, _BEFORE)


@lru_cache(maxsize=4096)
def years_told_beside(word: str, school_year: int | None = None) -> frozenset[int] | None:
    """The years of which a word right above or below the heading of a column says that its figures are.

    There, unlike in a title, a bare year is of the figures: `2023年`. 上年 is of none that is asked for, 本年
    of the folder's school year. None for a word that is of no year.
    """
    alone = fold(_with_digits(word)).strip(_BRACKETS)
    if _BEFORE_ALONE.fullmatch(alone):
        return frozenset()
    if _NOW_ALONE.fullmatch(alone):
        return frozenset(() if school_year is None else (school_year,))
    if year := _YEAR_ALONE.fullmatch(alone):
        return frozenset((int(year[1]),))
    return (school_years_told(alone) or None) if _YEARS_ALONE.fullmatch(alone) else None


def _in_a_title(lines: Sequence[str], word: re.Pattern[str]) -> str | None:
    titles = (line for line in map(fold, lines) if len(line) <= LONGEST_TITLE and not _TELLS_HOW.match(line))
    found = (word.search(line) for line in titles)
    return next((match[0] for match in found if match), None)


def stage_told(nearest_first: Sequence[str]) -> str | None:
    """The one stage that the nearest words naming any stage name; None where they name several."""
    for words in nearest_first:
        if named := stages_named(words):
            return next(iter(named)) if len(named) == 1 else None
    return None


def school_years_told(text: str) -> frozenset[int]:
    """The school years, by their starting year, that words name as such."""
    line = _with_digits(text)
    years = {int(match[1]) for match in _SCHOOL_YEAR.finditer(line)}
    for match in _TWO_YEARS.finditer(line):
        first = int(match[1])
        last = int(match[2]) if len(match[2]) == 4 else first - first % 100 + int(match[2])
        if last == first + 1 and (len(match[2]) == 4 or match["school"]):
            years.add(first)
            years.discard(last)
    return frozenset(years)


def school_years_of_a_cell(text: str) -> frozenset[int]:
    """The school years that a cell of a column of school years names, where a bare year is one too."""
    alone = _A_YEAR.fullmatch(_with_digits(text).strip())
    return frozenset((int(alone[1]),)) if alone else school_years_told(text)


def school_years_of_months(text: str) -> frozenset[int]:
    """The school years in which the months lie that words name; when a sheet was printed tells nothing."""
    line = _with_digits(text)
    return frozenset(
        int(match[1]) - (int(match[2]) < FIRST_MONTH)
        for match in _MONTH.finditer(line)
        if not _PRINTED.search(line[: match.start()])
    )


def _with_digits(text: str) -> str:
    line = unicodedata.normalize("NFKC", text)
    return _CHINESE_YEAR.sub(lambda match: match[0].replace("二", "2", 1).translate(_DIGITS), line)
