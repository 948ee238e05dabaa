"""Changes of sheets: hidden ones, hidden rows, further sheets, names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.mutants.bases import Base
from tests.mutants.change import Change, kind, put, table_kind
from tests.mutants.page import Page


def other_figures(base: Base, page: int = 0) -> Page:
    """A sheet with other figures than the right ones."""
    changed = base.pages[page]
    for place in base.figures:
        cell = changed.rows[place.row][place.column] if place.page == page else None
        if isinstance(cell, int | float):
            changed = changed.with_cell(place.row, place.column, cell + 1)
    return changed


@kind("hidden sheet")
def hidden_sheet(base: Base) -> Iterator[Change]:
    for name in ("存档", "2023", "Sheet1 (2)"):
        hidden = replace(other_figures(base), name=name, is_hidden=True)
        yield Change(f"{name} behind", [*base.pages, hidden])
        yield Change(f"{name} before", [hidden, *base.pages], page=1)


@kind("only sheet hidden")
def only_hidden(base: Base) -> Iterator[Change]:
    pages = [replace(page, is_hidden=True) for page in base.pages]
    yield Change("hidden", [*pages, Page("封面", [["合成数据"]])], is_wrong=True)


@table_kind("hidden rows")
def hidden_rows(base: Base) -> Iterator[Change]:
    for rows in ([base.first], [*range(base.first, len(base.page.rows))], [0]):
        yield Change(str(len(rows)), put(base, replace(base.page, hidden_rows=rows)))


@kind("sheet that is no table")
def further_sheet(base: Base) -> Iterator[Change]:
    for name, rows in (
        ("说明", [["填报说明"], ["一、如实填写。"]]), ("封面", [["示例县"], ["2024年"]]), ("Sheet2", [[]]),
        ("统计", [["项目", "数"], ["甲", 1], ["乙", 2]]),
    ):  # fmt: skip
        yield Change(name, [*base.pages, Page(name, rows)])


@table_kind("sheet twice")
def sheet_twice(base: Base) -> Iterator[Change]:
    yield Change(
        "with other figures",
        [*base.pages, replace(other_figures(base), name="副本")],
        is_wrong=bool(base.figures),
    )


@table_kind("name of the sheet")
def named(base: Base) -> Iterator[Change]:
    for name in ("Sheet1", "2024", "汇总表", "最新版(2)"):
        yield Change(name, put(base, replace(base.page, name=name)), formats=("xlsx", "xls", "ods"))


@kind("second column of values in a form")
def second_value(base: Base) -> Iterator[Change]:
    if not base.dataset.is_form:
        return
    for heading, more in (
        ("填报值", 1), ("填报值", 0), ("上年", 1), (None, 1), (None, 0), ("修正值", 1), ("核实数", 1),
        ("填报值2", 1), ("更正后", 1), ("备注", 1),
    ):  # fmt: skip
        rows = [list(row) for row in base.page.rows]
        for at, row in enumerate(rows[1:], start=1):
            cell = row[4]
            row.append(heading if at == 1 else cell + more if isinstance(cell, int | float) else cell)
        yield Change(
            f"{heading} +{more}",
            put(base, replace(base.page, rows=rows)),
            is_wrong=heading not in ("上年", "备注") and more > 0,
        )


@kind("unit of a form's item")
def form_unit(base: Base) -> Iterator[Change]:
    if not base.dataset.is_form:
        return
    for at, row in enumerate(base.page.rows):
        if len(row) < 5 or row[3] not in ("万元", "㎡"):
            continue
        item = str(row[2])
        for unit in ("亩", "公顷") if row[3] == "㎡" else ("美元", "亿"):
            page = base.page.with_cell(at, 3, unit)
            yield Change(unit, put(base, page), is_wrong=True, row=at + 1, column=item)
            named = base.page.with_cell(at, 2, f"{item}（{row[3]}）").with_cell(at, 3, unit)
            yield Change(f"{row[3]} / {unit}", put(base, named), is_wrong=True, row=at + 1, column=item)
        if row[3] == "万元" and isinstance(row[4], int | float):
            page = base.page.with_cell(at, 3, "元").with_cell(at, 4, round(row[4] * 10_000, 2))
            yield Change("元", put(base, page), row=at + 1, column=item)


@kind("title of a form that does not hold")
def void_form(base: Base) -> Iterator[Change]:
    if base.top is not None:
        return
    for at, page in enumerate(base.pages):
        for title in ("上学年情况", "作废", "2022—2023学年", "2023-2024学年初", "草稿", "去年数据"):
            above = replace(page, rows=[[title], *page.rows])
            behind = page.with_cell(0, 0, f"{page.rows[0][0]}（{title}）")
            for where, changed in (("above", above), ("behind", behind)):
                yield Change(f"{title} {where}", put(base, changed, at), is_wrong=True, page=at)


@kind("unit above a form")
def unit_above_a_form(base: Base) -> Iterator[Change]:
    """Of the pages of areas, which have no unit beside their figures."""
    if base.top is not None:
        return
    for at, page in enumerate(base.pages):
        if str(page.rows[0][0]) == "校舍情况":
            for unit in ("万平方米", "亩", "公顷", "百平方米"):
                line = replace(page, rows=[page.rows[0], [f"单位：{unit}"], *page.rows[2:]])
                title = page.with_cell(0, 0, f"{page.rows[0][0]}（单位：{unit}）")
                yield Change(f"{unit} in a line", put(base, line, at), is_wrong=True, page=at)
                yield Change(f"{unit} in the title", put(base, title, at), is_wrong=True, page=at)
