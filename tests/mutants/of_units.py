# ruff: noqa: E501  (a way of writing stays on one line)
"""Changes of units, at each level at which a file may state one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tests.mutants.bases import Base
from tests.mutants.change import Change, put, renamed, scaled, table_kind
from tests.mutants.page import Page

MONEY, AREA = "万元", "m2"
FACTORS = {"元": 10_000, "千元": 10, "万元": 1, "百万元": 0.01}
_UNIT = re.compile(r"[(（][^()（）]*[)）]$")
BOOKS = ("xlsx", "xls", "ods")


def without_units(base: Base, places: list[int]) -> Page:
    """The page with nothing in brackets behind some headings."""
    page = base.page
    assert base.top is not None
    for at in places:
        page = page.with_cell(base.top, at, _UNIT.sub("", base.headings[at]))
    return page


@table_kind("unit in the heading")
def in_headings(base: Base) -> Iterator[Change]:
    for unit, factor in FACTORS.items():
        for wording in (f"（{unit}）", f"({unit})", f"【{unit}】", f"（单位：{unit}）", f"/{unit}"):
            for at in base.of_unit(MONEY)[:1]:
                heading = _UNIT.sub("", base.headings[at]) + wording
                page = scaled(renamed(base, at, heading), base, [at], factor)
                yield Change(wording, put(base, page), column=heading)


@table_kind("unit of areas in the heading")
def areas_in_headings(base: Base) -> Iterator[Change]:
    for wording in ("（亩）", "（公顷）", "(平方公里)"):
        for at in base.of_unit(AREA)[:1]:
            heading = _UNIT.sub("", base.headings[at]) + wording
            yield Change(wording, put(base, renamed(base, at, heading)), is_wrong=True, column=heading)


@table_kind("unit above the table")
def above(base: Base) -> Iterator[Change]:
    places = base.of_unit(MONEY)
    page = without_units(base, places)
    for unit, factor in FACTORS.items():
        for wording in (
            f"单位：{unit}", f"（单位：{unit}）", f"单位（{unit}）", f"金额单位：{unit}", f"填报单位：示例县   单位：{unit}",
            f"统计表（单位：{unit}）", f"金额以{unit}为单位", f"面积单位：平方米  金额单位：{unit}", f"计量单位:{unit}",
        ):  # fmt: skip
            if places and (base.dataset.name != "county_finance"):
                changed = scaled(page, base, places, factor).with_rows(1, [wording])
                yield Change(wording, put(base, changed))


@table_kind("unit of areas above the table")
def areas_above(base: Base) -> Iterator[Change]:
    places = base.of_unit(AREA)
    for wording in ("单位：亩", "面积单位：亩", "面积以亩为单位", "（单位：人、亩、万元）"):
        if places:
            changed = without_units(base, places).with_rows(1, [wording])
            yield Change(wording, put(base, changed), is_wrong=True)


@table_kind("unit below the table")
def below(base: Base) -> Iterator[Change]:
    places = base.of_unit(MONEY)
    page = without_units(base, places)
    for unit in ("元", "千元"):
        for wording in (f"注：金额单位为{unit}", f"单位：{unit}", f"说明：金额以{unit}为单位"):
            if places and base.dataset.name != "county_finance":
                changed = scaled(page, base, places, FACTORS[unit])
                changed = changed.with_rows(len(changed.rows), [wording])
                yield Change(wording, put(base, changed))


@table_kind("unit of one column in a footnote")
def of_one_column(base: Base) -> Iterator[Change]:
    for at in base.of_unit(MONEY)[:2]:
        heading = _UNIT.sub("", base.headings[at])
        page = scaled(without_units(base, base.of_unit(MONEY)), base, [at], 10_000)
        for wording in (
            f"注：{heading}为元", f"①{heading}：元", f"注：1.人数单位为人；2.{heading}以“元”为单位", f"说明：{heading}，元",
            f"{heading}单位：元",
        ):  # fmt: skip
            changed = page.with_rows(len(page.rows), [wording])
            yield Change(wording, put(base, changed), column=heading)


@table_kind("heading again in another unit")
def heading_again(base: Base) -> Iterator[Change]:
    places = base.of_unit(MONEY)
    if not places or len(base.page.rows) - base.first < 2:
        return
    head = list(base.headings)
    for at in places:
        head[at] = f"{_UNIT.sub('', head[at])}（元）"
    rows = scaled(base.page, base, places, 10_000).rows[base.first + 1 :]
    for between in ([], [[]], [["续表"]]):
        page = replace(base.page, rows=[*base.page.rows[: base.first + 1], *between, head, *rows])
        yield Change(str(between), put(base, page))


@table_kind("row of units below the heading")
def row_of_units(base: Base) -> Iterator[Change]:
    places = base.of_unit(MONEY)
    page = without_units(base, [*places, *base.of_unit(AREA)])
    for pattern in ("{}", "（{}）", "({})"):
        for unit in ("元", "千元", "万元"):
            if not places:
                continue
            row: list[str | None] = [None] * len(base.headings)
            for at, heading in enumerate(base.headings):
                column = base.column(heading)
                if column and column.unit:
                    own = unit if column.unit == MONEY else column.unit.replace("m2", "平方米")
                    row[at] = pattern.format(own)
            changed = scaled(page, base, places, FACTORS[unit]).with_rows(base.first, row)
            yield Change(pattern.format(unit), put(base, changed))


@table_kind("unit in the sheet's name")
def in_name(base: Base) -> Iterator[Change]:
    places = base.of_unit(MONEY)
    for wording in ("经费（单位：元）", "数据（元）", "单位元"):
        if places and base.dataset.name != "county_finance":
            page = replace(scaled(without_units(base, places), base, places, 10_000), name=wording)
            yield Change(wording, put(base, page), formats=BOOKS)


@table_kind("unit in the number format")
def in_formats(base: Base) -> Iterator[Change]:
    for unit, names, is_wrong in (("元", MONEY, False), ("亩", AREA, True), ("公顷", AREA, True)):
        for code in (f'0"{unit}"', f'0.0"{unit}"', f'#,##0"{unit}"'):
            for at in base.of_unit(names)[:1]:
                page = without_units(base, [at])
                page = page if is_wrong else scaled(page, base, [at], 10_000)
                formats = {(row, at): code for row in range(base.first, len(page.rows))}
                heading = str(page.rows[base.top or 0][at])
                changed = put(base, replace(page, formats=formats))
                yield Change(code, changed, is_wrong=is_wrong, column=heading)


@table_kind("two units that contradict each other")
def contradicting(base: Base) -> Iterator[Change]:
    places = base.of_unit(MONEY)
    page = without_units(base, places)
    for one, other in (("元", "万元"), ("千元", "元")):
        if places and base.dataset.name != "county_finance":
            for above_, below_ in (("单位：{}", "注：金额单位为{}"), ("（单位：{}）", "单位：{}")):
                rows = page.with_rows(1, [above_.format(one)])
                rows = rows.with_rows(len(rows.rows), [below_.format(other)])
                yield Change(f"{one} / {other}", put(base, rows), is_wrong=True)
            named = replace(page.with_rows(1, [f"单位：{one}  单位：{other}"]))
            yield Change(f"{one} {other}", put(base, named), is_wrong=True)


@table_kind("unit above the table that nobody knows")
def unknown_above(base: Base) -> Iterator[Change]:
    places = base.of_unit("人")
    page = without_units(base, places)
    for wording in ("单位：百人", "情况表（单位：百人）", "情况表【单位：（千人）】") if places else ():
        yield Change(wording, put(base, page.with_cell(0, 0, wording)), is_wrong=True)
