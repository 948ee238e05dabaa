"""Changes of headings, titles and columns: groups, order, spelling, stages and years in titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.mutants.bases import Base
from tests.mutants.change import Change, put, renamed, table_kind
from tests.mutants.page import Cell, Page, Row

ORDERS = ("backwards", "last first", "first last")


def parted(base: Base, at: int, parts: dict[str, int]) -> Page:
    """A table one of whose columns is a group of parts; each counts so many more than the column did."""
    page, top = base.page, base.top or 0
    for number, (part, more) in enumerate(parts.items()):
        figures = [row[at] for row in base.page.rows[base.first :]]
        cells: list[Cell] = [*[None] * top, None, part]
        cells += [cell + more if isinstance(cell, int | float) else cell for cell in figures]
        low = page.with_rows(top + 1, []) if number == 0 else page
        page = low.with_column(at + 1 + number, cells)
    page = page.without_column(at)
    return page.with_cell(top, at, base.headings[at])


@table_kind("group with its total")
def with_total(base: Base) -> Iterator[Change]:
    for place in base.figures[:2]:
        for parts in (
            {"男": 5, "女": 7, "合计": 0},
            {"计": 0, "其中：女": 3},
            {"城区": 2, "乡村": 3, "小计": 0},
        ):
            page = parted(base, place.column, parts)
            yield Change("|".join(parts), put(base, page), column=place.heading)


@table_kind("group without its total")
def without_total(base: Base) -> Iterator[Change]:
    for place in base.figures[:2]:
        for parts in ({"男": 5, "女": 7}, {"2023年": 1, "2024年": 2}, {"财政拨款": 3, "其他": 4}):
            page = parted(base, place.column, parts)
            yield Change("|".join(parts), put(base, page), is_wrong=True, column=place.heading)


@table_kind("word above a column that changes what it counts")
def foreign_group(base: Base) -> Iterator[Change]:
    for place in base.figures[:2]:
        for word in ("上年", "其中女", "监护人", "规划"):
            row: list[Cell] = [None] * len(base.headings)
            row[place.column] = word
            if place.column + 1 < len(row):
                row[place.column + 1] = "其他"
            page = base.page.with_rows(base.top or 0, row)
            yield Change(word, put(base, page), is_wrong=True, column=place.heading)


@table_kind("neutral group above the columns")
def neutral_group(base: Base) -> Iterator[Change]:
    for word in ("基本信息", "基本情况"):
        row = [word, *[None] * (len(base.headings) - 1)]
        page = replace(base.page.with_rows(base.top or 0, row), merged=[(1, 0, 1, len(base.headings) - 1)])
        yield Change(word, put(base, page), formats=("xlsx", "xls", "ods"))


@table_kind("order of columns")
def ordered(base: Base) -> Iterator[Change]:
    width = len(base.headings)
    orders = (range(width - 1, -1, -1), [width - 1, *range(width - 1)], [*range(1, width), 0])
    for wording, order in zip(ORDERS, orders, strict=True):
        rows: list[Row] = [
            row if at < (base.top or 0) else [row[column] for column in order]
            for at, row in enumerate(base.page.rows)
        ]
        yield Change(wording, put(base, replace(base.page, rows=rows)))


@table_kind("spelling of headings")
def spelled(base: Base) -> Iterator[Change]:
    ways = {
        "zero-width space": lambda text: f"\u200b{text}",
        "byte order mark": lambda text: f"\ufeff{text}",
        "soft hyphen": lambda text: f"{text[:1]}\u00ad{text[1:]}",
        "line break": lambda text: f"{text[:2]}\n{text[2:]}",
        "blank": lambda text: f" {text[:2]} {text[2:]}　",
        "star": lambda text: f"*{text}",
        "required": lambda text: f"{text}（必填）",
    }  # fmt: skip
    for wording, spell in ways.items():
        page = base.page
        for at, heading in enumerate(base.headings):
            page = page.with_cell(base.top or 0, at, spell(heading))
        yield Change(wording, put(base, page))


@table_kind("footnote of a heading")
def footnoted(base: Base) -> Iterator[Change]:
    for place in base.figures[:1]:
        for sign in ("*", "＊", "†", "①", "¹", "（注1）", "※"):
            heading = f"{place.heading}{sign}"
            page = renamed(base, place.column, heading)
            yield Change(f"{sign} alone", put(base, page), column=heading)
            for said in (f"{sign} 不含分校", f"注：{sign}含借读生", f"带{sign}的按上年口径填写"):
                for at in (base.top or 0, len(page.rows)):
                    noted = page.with_rows(at, [said])
                    yield Change(f"{said} at {at}", put(base, noted), is_wrong=True, column=heading)
            filled = page.with_rows(len(page.rows), [f"{sign}为必填项"])
            yield Change(f"{sign} must be filled", put(base, filled), column=heading)


@table_kind("remark that a row no longer counts")
def gone(base: Base) -> Iterator[Change]:
    height = len(base.page.rows) - base.first
    for heading in ("备注", "说明", "目前状态", "情况说明"):
        for word in ("已退休", "已撤并", "2024年8月调出", "已停用（拆除）", "重复，不计"):
            cells: list[Cell] = [*[None] * (base.top or 0), heading, word, *[None] * (height - 1)]
            page = base.page.with_column(len(base.headings), cells)
            yield Change(f"{word} in {heading}", put(base, page), is_wrong=True, row=base.first + 1)
        for word in ("未退休", "拟调出", "在职"):
            cells = [*[None] * (base.top or 0), heading, word, *[None] * (height - 1)]
            yield Change(f"{word} in {heading}", put(base, base.page.with_column(len(base.headings), cells)))


@table_kind("column nobody knows")
def unknown_column(base: Base) -> Iterator[Change]:
    height = len(base.page.rows) - base.first
    for word in ("平均", "合计", "小计", "说明：无", "1", "2024", "示例", "全年级"):
        for at in (0, 1, len(base.headings)):
            cells: list[Cell] = [*[None] * (base.top or 0), "核对水平", *[word] * height]
            yield Change(f"{word} at {at}", put(base, base.page.with_column(at, cells)), column="核对水平")


@table_kind("the same column twice")
def doubled_column(base: Base) -> Iterator[Change]:
    for place in base.figures[:2]:
        figures = [row[place.column] for row in base.page.rows[base.first :]]
        more: list[Cell] = [one + 1 if isinstance(one, int | float) else one for one in figures]
        cells = [*[None] * (base.top or 0), place.heading, *more]
        page = base.page.with_column(len(base.headings), cells)
        yield Change("with other figures", put(base, page), is_wrong=True, column=place.heading)


@table_kind("required column away")
def without_column(base: Base) -> Iterator[Change]:
    for at in base.keys:
        name = base.headings[at]
        column = base.column(name)
        if column and not column.from_title and column.required:
            page = base.page.without_column(at)
            yield Change("without it", put(base, page), is_wrong=True, column=name)


@table_kind("misspelt column")
def misspelt(base: Base) -> Iterator[Change]:
    for place in base.figures[:2]:
        for wording in (f"{place.heading[:-1]}x", f"上年{place.heading}", f"其中{place.heading}"):
            changed = put(base, renamed(base, place.column, wording))
            yield Change(wording, changed, is_wrong=True, column=wording)


@table_kind("stage told by the title alone")
def staged(base: Base) -> Iterator[Change]:
    for at in base.places("stage"):
        stages = {row[at] for row in base.page.rows[base.first :]}
        known = base.column(base.headings[at])
        if len(stages) > 1 or known is None or not known.from_title:
            continue
        (stage,) = stages
        page = base.page.without_column(at)
        for title in (f"{stage}统计表", f"示例县{stage}2024—2025学年情况表", f"（{stage}）"):
            yield Change(title, put(base, page.with_cell(0, 0, title)))
        for title in (
            "中小学统计表",
            "小学、初级中学情况表",
            "义务教育学校情况表",
            "幼儿园、小学及初中",
            "附设小学班的初中",
        ):
            yield Change(
                title, put(base, page.with_cell(0, 0, title)), is_wrong=True, column=base.headings[at]
            )


@table_kind("another school year")
def of_another_year(base: Base) -> Iterator[Change]:
    free = base.dataset.names_its_own_year or bool(base.dataset.dated_by)
    for title in ("2022—2023学年情况表", "2023-2024学年", "示例县2022/2023学年", "2023～2024学年度"):
        yield Change(title, put(base, base.page.with_cell(0, 0, title)), is_wrong=not free)
    for title in ("2024—2025学年情况表", "打印日期：2023年5月", "2024年统计表"):
        yield Change(title, put(base, base.page.with_cell(0, 0, title)))


@table_kind("title of a table that does not hold")
def void(base: Base) -> Iterator[Change]:
    for title in (
        "（作废）情况表",
        "情况表（征求意见稿）",
        "填报示例",
        "样表",
        "草稿",
        "情况统计（测试数据）",
    ):
        yield Change(title, put(base, base.page.with_cell(0, 0, title)), is_wrong=True)
        named = replace(base.page, name=title)
        yield Change(f"{title} as a name", put(base, named), is_wrong=True, formats=("xlsx", "xls", "ods"))
    free = base.dataset.names_its_own_year or base.dataset.dated_by
    for title in ("上学年情况表", "情况统计（上年度）", "去年数据"):
        yield Change(title, put(base, base.page.with_cell(0, 0, title)), is_wrong=not free)


@table_kind("heading over two columns of figures")
def over_two(base: Base) -> Iterator[Change]:
    height = len(base.page.rows) - base.first
    top = base.top or 0
    for place in base.figures[:2]:
        page = base.page.with_column(place.column + 1, [*[None] * base.first, *[7] * height])
        merged = replace(page, merged=[(top, place.column, top, place.column + 1)])
        yield Change("merged", put(base, merged), is_wrong=True, column=place.heading)
        yield Change(
            "in a text", put(base, page), is_wrong=True, column=place.heading, formats=("csv", "txt")
        )


@table_kind("column of school years")
def year_column(base: Base) -> Iterator[Change]:
    if base.dataset.names_its_own_year or base.dataset.dated_by:
        return
    height = len(base.page.rows) - base.first
    for year, is_wrong in (("2023-2024", True), ("2022—2023学年", True), ("2024-2025", False)):
        cells: list[Cell] = [
            *[None] * (base.top or 0),
            "学年",
            *[None] * 0,
            year,
            *["2024-2025"] * (height - 1),
        ]
        page = base.page.with_column(0, cells)
        yield Change(year, put(base, page), is_wrong=is_wrong, row=base.first + 1)
