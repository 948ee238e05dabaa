"""Rows below a heading that are no data.

Blank rows, totals, sections, notes, column numbers, the heading again.

What does not belong here: rows that are data and wrong; those are set aside by the contracts.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import polars as pl

from pipelines.ingest.fold import bare
from pipelines.ingest.headings import Heading, HeadingBlock

_SUM = "合计|小计|总计|共计|累计|平均值?|最[大小高低]值"
TOTAL = rf"^(?:本页|本表|全县|全镇|全校|县级|学校|总)?(?:{_SUM})[:：]?$"
LEADING_TOTAL = rf"^.{{0,12}}(?:{_SUM})(?:[(（][^()（）]{{0,12}}[)）]|[0-9]+所?)?[:：]?$"
"""In the first filled cell a total may be named after what it sums up: `小学合计`, `合计（72所）`."""
GROUP_TOTAL = (
    r"^(?:[全本各一二三四五六七八九初高小中学部级年班县镇街道区校]{0,8}(?:合计|小计|总计|共计|累计)"
    r"|全(?:年级|学?校|县|学?部|学?区|镇|学段|体|部班级)|计|总数"
    r"|(?:最[大小多少高低]|平均|[班校人生]均).{0,6})[:：]?$"
)
"""In a column of classes or rooms, which people name as they like: only a word for the whole of something,
for its largest or its mean."""
SECTION = r"^.{1,20}[(（]共?[0-9]+所[)）]$"
"""`历山街道（9所）`, also where the section's sums stand beside it."""
NOTE = (
    r"^[*※]?(?:备注|注|说明|填表人|填报人|填表说明|制表人?|审核人?|负责人|单位负责人|联系人|联系电话|填表日期|填报日期|报出日期"
    r"|统计时点|统计时间|数据来源|填表单位|填报单位|制表日期|打印时间|打印日期|导出时间|第[0-9]+页)"
    r"(?:[:：,，/].*|[0-9]*)$"
)
REMARK = re.compile(r"(?:备注|说明|附注|其他说明)")
"""Headings below which people write about a row: the word 合计 there does not make it a total."""
_NUMBER_SIGN = re.compile(r"[(（]?([0-9]{1,3})[)）]?")
_COLUMN_SIGN = re.compile(rf"[甲乙丙丁戊己庚辛壬癸]|{_NUMBER_SIGN.pattern}|栏次|序号")
NUMBER, EXAMPLE = "序号", "示例"
EXAMPLES = (EXAMPLE, "样例")
"""Exactly these words below 序号 make a row an example (datasets.md, "When in doubt" 8)."""
REMEMBERED = 64
"""Expressions kept, by the columns they are about: building one takes longer than a small sheet."""
NUMBER_ROWS_BELOW = 2
"""A row of column numbers stands right below the heading."""
_HAS_WORDS = pl.col("__first").str.len_bytes() != pl.col("__first").str.len_chars()
"""Whether there is anything but ASCII: counting is many times faster than searching."""
_IS_NUMERIC = pl.col("__first").str.contains(r"^[0-9.\-'=\"]+$")
_IS_NOTE = pl.col("__first").str.replace_all(r"\s", "").str.contains(f"{NOTE}|{SECTION}")
_IS_BLANK = (pl.col("__filled") == 0).fill_null(True)
_IS_REMARK = (((pl.col("__filled") == 1) & ~_IS_NUMERIC) | _IS_NOTE).fill_null(True) & ~_IS_BLANK
Kind = Literal["blank", "total", "part", "heading", "column_numbers", "note", "example"]


@dataclass(frozen=True, slots=True)
class Roles:
    """What the columns of a table, by their place in it, say about what a row is.

    Attributes:
        codes: codes, stages, grades: any word for a total there makes the row one.
        groups: classes and rooms, named as people like: there a total is called so, or is 全年级.
        texts: names and other free text: only the bare word makes a total; None: that is every column.
        keys: the columns that tell one row from another; a row that fills all of them says what it is, and
            one that fills none is a total wherever the word stands.
    """

    codes: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    texts: tuple[int, ...] | None = None
    keys: tuple[int, ...] = ()


def is_data(grid: pl.DataFrame, block: HeadingBlock, roles: Roles | None = None) -> pl.Series:
    """Which rows below the heading are data: one boolean per row of the table."""
    height = block.rows_of(grid).height
    places = [place for rows in passed_over(grid, block, roles or Roles()).values() for place in rows]
    none = pl.int_range(height, eager=True)
    return (~none.is_in(places)).alias("data") if places else pl.repeat(True, height, eager=True)


def passed_over(grid: pl.DataFrame, block: HeadingBlock, roles: Roles) -> Mapping[Kind, list[int]]:
    """The rows below the heading that are no data, by what they are; counted from the first below it."""
    below = block.rows_of(grid)
    names = tuple(below.columns)
    if not names or below.is_empty():
        return {}
    telling, always, is_plain = _at_a_glance(below, roles)
    remarks = {heading.index for heading in block.headings if REMARK.fullmatch(bare(heading.path[-1]))}
    summing = tuple(name for at, name in enumerate(names) if at not in remarks)
    looked_at = below.with_row_index("__at").with_columns(
        # two cells are as good as many, and beyond a cell that is always filled none is the first
        _filled(always[:2] if len(always) > 1 else names, is_plain).alias("__filled"),
        _first(names[: names.index(always[0]) + 1] if always else names, is_plain).alias("__first"),
        pl.any_horizontal(
            pl.lit(False), *(pl.col(name).str.contains("[计均全总最]").fill_null(False) for name in telling)
        ).alias("__total"),
        _again(block, names).alias("__again"),
    )
    # only a row of one cell, or one that begins with a word, can be blank, a section or a note
    close = looked_at.filter(((pl.col("__filled") <= 1) | _HAS_WORDS).fill_null(True))
    total, again = (_where(looked_at, mark) for mark in ("__total", "__again"))
    told = close.select("__at", blank=_IS_BLANK, note=_IS_REMARK)
    noted = close.filter(told["note"])
    numbers = (names[h.index] for h in block.headings if h.index < len(names) and _is_number(h))
    found: dict[Kind, list[int]] = {
        "column_numbers": _column_numbers(below),
        "heading": again.filter(_is_again(block, names))["__at"].to_list() if again.height else [],
        "example": [at for name in numbers for at in looked_at.filter(_is_example(name))["__at"]],
        "total": total.filter(_is_total(names, summing, roles))["__at"].to_list() if total.height else [],
        "blank": told["__at"].filter(told["blank"]).to_list(),
        "note": noted.filter(~_says_what_it_is(names, roles))["__at"].to_list() if noted.height else [],
    }
    return _once(found)


def _once(found: Mapping[Kind, list[int]]) -> Mapping[Kind, list[int]]:
    """Each row under the first kind that it is."""
    told: set[int] = set()
    kept: dict[Kind, list[int]] = {}
    for kind, places in found.items():
        if mine := [place for place in dict.fromkeys(places) if place not in told]:
            kept[kind] = mine
            told.update(mine)
    return kept


def _is_number(heading: Heading) -> bool:
    return bare(heading.path[-1]) == NUMBER


def _where(rows: pl.DataFrame, mark: str) -> pl.DataFrame:
    """The rows that bear a mark; mostly none."""
    return rows.filter(rows[mark]) if rows[mark].any() else rows.clear()


def _at_a_glance(below: pl.DataFrame, roles: Roles) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Which columns may hold a total, which are always filled, and whether no cell begins with a blank.

    One look at a column is cheaper than many at its cells. Hardly any cell begins with a blank; only where
    none does, cells need not be trimmed; elsewhere no column is told to be always filled.
    """
    groups = {*roles.codes, *roles.groups}
    asked = _telling(tuple(below.columns), tuple(at in groups for at in range(below.width)))
    telling = tuple(name for name, told in below.select(asked).row(0, named=True).items() if told)
    if any(map(_begins_blank, below.iter_columns())) or _has_wide_blanks(below, telling):
        return telling, (), False
    return telling, tuple(cells.name for cells in below.iter_columns() if _is_always_filled(cells)), True


@lru_cache(REMEMBERED)
def _telling(names: tuple[str, ...], in_groups: tuple[bool, ...]) -> list[pl.Expr]:
    """For each column whether a total or a wide blank may stand in it."""
    signs = (f"[计均最\u3000\u00a0{'全总' if in_group else ''}]" for in_group in in_groups)
    return [pl.col(name).str.join("\n").str.contains(one) for name, one in zip(names, signs, strict=True)]


def _is_always_filled(cells: pl.Series) -> bool:
    return cells.null_count() == 0 and cells.min() != ""


def _begins_blank(cells: pl.Series) -> bool:
    """Whether a cell begins with a blank of ASCII, as the least of those that are not empty does."""
    least = cells.min()
    if least == "":
        least = cells.filter(cells != "").min()
    return least is not None and str(least) < "!"


def _has_wide_blanks(below: pl.DataFrame, telling: tuple[str, ...]) -> bool:
    """Whether a cell of some columns begins with a blank that is none of ASCII."""
    if not telling:
        return False
    cells = pl.col(telling)
    return any(below.select((cells.str.starts_with("\u3000") | cells.str.starts_with("\u00a0")).any()).row(0))


@lru_cache(REMEMBERED)
def _filled(names: tuple[str, ...], is_plain: bool) -> pl.Expr:
    """How many cells of a row are filled."""
    cells = (pl.col(name) for name in names)
    return pl.sum_horizontal(
        ((cell != "") if is_plain else cell.str.contains(r"\S")).fill_null(False).cast(pl.Int32)
        for cell in cells
    )


@lru_cache(REMEMBERED)
def _first(names: tuple[str, ...], is_plain: bool) -> pl.Expr:
    """The first filled cell of a row, trimmed."""
    cells = (pl.col(name) if is_plain else pl.col(name).str.strip_chars() for name in names)
    return pl.coalesce(pl.when(cell != "").then(cell) for cell in cells).str.strip_chars()


def _again(block: HeadingBlock, names: tuple[str, ...]) -> pl.Expr:
    """Rows in which the first heading may stand again."""
    for cell, heading in _first_headings(block, names)[:1]:
        return pl.col(cell).str.contains(heading.text[-1], literal=True).fill_null(False)
    return pl.lit(False)


def _is_again(block: HeadingBlock, names: tuple[str, ...]) -> pl.Expr:
    """The heading repeated, as at the top of each printed page.

    The first two headings stand there again, and no other word than its heading in any column.
    """
    cells = {
        name: pl.col(name).str.normalize("NFKC").str.replace_all(r"\s", "").fill_null("") for name in names
    }
    same = [cells[name] == heading.path[-1] for name, heading in _first_headings(block, names)]
    words = {names[h.index]: h.path[-1] for h in block.headings if h.index < len(names)}
    others = [cells[name].is_in(["", word]) for name, word in words.items()]
    return pl.all_horizontal(same + others) if same else pl.lit(False)


def _first_headings(block: HeadingBlock, names: tuple[str, ...]) -> list[tuple[str, Heading]]:
    return [(names[h.index], h) for h in block.headings if h.index < len(names)][:2]


@lru_cache(REMEMBERED)
def _is_total(names: tuple[str, ...], summing: tuple[str, ...], roles: Roles) -> pl.Expr:
    """Rows whose columns say that they are totals, each as `Roles` has it."""
    texts = summing if roles.texts is None else [names[at] for at in roles.texts if names[at] in summing]
    anywhere = _any_is([*summing], TOTAL) | _spaceless("__first").str.contains(LEADING_TOTAL).fill_null(False)
    return (
        _any_is([names[at] for at in roles.codes], f"{LEADING_TOTAL}|{GROUP_TOTAL}")
        | _any_is([names[at] for at in roles.groups], f"{TOTAL}|{GROUP_TOTAL}")
        | _any_is([*texts], TOTAL)
        | (anywhere & pl.all_horizontal(pl.lit(True), *(~_is_filled(names[at]) for at in roles.keys)))
    )


@lru_cache(REMEMBERED)
def _says_what_it_is(names: tuple[str, ...], roles: Roles) -> pl.Expr:
    """Rows that fill every column of their key, and none of these with words that are no data."""
    if not roles.keys:
        return pl.lit(False)
    keys = [names[at] for at in roles.keys]
    has_key = pl.all_horizontal(*map(_is_filled, keys)) & (pl.col("__filled") > 1)
    return has_key & ~_any_is(keys, f"{NOTE}|{SECTION}")


def _any_is(names: list[str], pattern: str) -> pl.Expr:
    cells = (_spaceless(name).str.contains(pattern).fill_null(False) for name in names)
    return pl.any_horizontal(pl.lit(False), *cells)


def _is_filled(name: str) -> pl.Expr:
    return pl.col(name).str.contains(r"\S").fill_null(False)


def _spaceless(name: str) -> pl.Expr:
    return pl.col(name).str.replace_all(r"\s", "")


def _is_example(name: str) -> pl.Expr:
    """Rows whose 序号 says that they are an example."""
    return pl.col(name).str.replace_all(r"\s", "").is_in(EXAMPLES).fill_null(False)


def _column_numbers(below: pl.DataFrame) -> list[int]:
    """The rows 甲 乙 1 2 3 …: only such signs, and the numbers count up."""
    found = []
    for at, row in enumerate(below.head(NUMBER_ROWS_BELOW).rows()):
        signs = [sign for cell in row if cell and (sign := cell.strip())]
        numbers = [int(match[1]) for sign in signs if (match := _NUMBER_SIGN.fullmatch(sign))]
        counts_up = len(numbers) > 1 and all(b - a == 1 for a, b in itertools.pairwise(numbers))
        if counts_up and all(map(_COLUMN_SIGN.fullmatch, signs)):
            found.append(at)
    return found
