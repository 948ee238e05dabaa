# ruff: noqa: E501  (a way of writing stays on one line)
"""Changes of rows: totals, notes, examples, repeated headings, second tables, doubled and blank rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.mutants.bases import Base, bases
from tests.mutants.change import Change, put, table_kind
from tests.mutants.page import Cell, Page, Row

TOTALS = ("合计", "小计", "总 计", "全县合计", "共计：", "合计（2所）", "平均")
GROUP_TOTALS = ("全年级", "全校", "一年级合计", "计", "小计")
NOTES = (
    "备注：本表为合成数据", "填表人：某某  联系电话：0000", "说明：以上数据截至9月", "数据来源：学籍系统", "第1页", "审核人：",
    "示例街道（9所）",
)  # fmt: skip


def sums(base: Base) -> list[Cell]:
    """A row with the sums of the figures, nothing else."""
    row: list[Cell] = [None] * len(base.headings)
    for place in base.figures:
        figures = [one[place.column] for one in base.page.rows[base.first :]]
        row[place.column] = sum(one for one in figures if isinstance(one, int | float))
    return row


@table_kind("total")
def total(base: Base) -> Iterator[Change]:
    for word in TOTALS:
        for column in dict.fromkeys((0, 1, *base.keys)):
            for at in (base.first, base.first + 1, len(base.page.rows)):
                row = sums(base)
                row[column] = word
                page = base.page.with_rows(at, row)
                yield Change(f"{word} in {base.headings[column]}", put(base, page), row=at + 1)


@table_kind("total of a group, with its code")
def total_of_group(base: Base) -> Iterator[Change]:
    for word in GROUP_TOTALS:
        for column in base.places("class_name", "room_number", "grade", "stage", "room_kind"):
            row = [*base.page.rows[base.first]]
            for place in base.figures:
                row[place.column] = sums(base)[place.column]
            row[column] = word
            page = base.page.with_rows(base.first + 1, row)
            yield Change(f"{word} in {base.headings[column]}", put(base, page), row=base.first + 2)


@table_kind("total and part on two rows")
def total_and_part(base: Base) -> Iterator[Change]:
    if not base.dataset.key or base.dataset.across or len(base.page.rows) - base.first < 2:
        return
    for whole, part in (
        ("合计", "其中：女"),
        ("计", "女"),
        ("小计", "寄宿生"),
        ("男", "女"),
        ("", "其中：女"),
    ):
        rows: list[Row] = []
        for row in base.page.rows[base.first :]:
            less = [cell - 1 if isinstance(cell, int | float) and cell > 1 else cell for cell in row]
            less = [cell if at in base.keys else less[at] for at, cell in enumerate(row)]
            rows += [[whole or None, *row], [part, *less]]
        head: list[Row] = [[None, *row] if at else row for at, row in enumerate(base.page.rows[: base.first])]
        head[-1] = ["类别", *base.page.rows[base.first - 1]]
        page = replace(base.page, rows=[*head, *rows])
        yield Change(f"{whole}|{part}", put(base, page), is_wrong=whole in ("男", ""))


@table_kind("note")
def note(base: Base) -> Iterator[Change]:
    for word in NOTES:
        for at in (base.first, len(base.page.rows)):
            yield Change(word, put(base, base.page.with_rows(at, [word])), row=at + 1)


@table_kind("example row")
def example(base: Base) -> Iterator[Change]:
    for word in ("示例", "样例"):
        numbers: list[Cell] = [*range(1, len(base.page.rows) - base.first + 1)]
        page = base.page.with_column(0, [*[None] * (base.top or 0), "序号", *numbers])
        page = page.with_rows(base.first, [word, *base.page.rows[base.first]])
        yield Change(word, put(base, page), row=base.first + 1)


@table_kind("column numbers")
def column_numbers(base: Base) -> Iterator[Change]:
    width = len(base.headings)
    for row in ([*range(1, width + 1)], ["甲", *range(1, width)], [f"({at})" for at in range(1, width + 1)]):
        yield Change(str(row[0]), put(base, base.page.with_rows(base.first, row)), row=base.first + 1)


@table_kind("repeated heading")
def repeated(base: Base) -> Iterator[Change]:
    page = base.page.with_rows(base.first + 1, base.page.rows[base.top or 0])
    yield Change("without a title", put(base, page), row=base.first + 2)
    page = base.page.with_rows(base.first + 1, ["（续）"], base.page.rows[base.top or 0])
    yield Change("with a title", put(base, page), row=base.first + 2)


@table_kind("second table")
def second_table(base: Base) -> Iterator[Change]:
    head, rows = base.page.rows[: base.first], base.page.rows[base.first :]
    backwards: list[Row] = [list(reversed(row)) for row in (head[-1], *rows[1:])]
    for title in ("补报", "第二部分：其他学校", "下表为补充"):
        same = [*head, rows[0], [], [title], head[-1], *rows[1:]]
        yield Change(f"{title}, same order", put(base, replace(base.page, rows=same)))
        other = [*head, rows[0], [], [title], *backwards]
        yield Change(f"{title}, other order", put(base, replace(base.page, rows=other)))
    swapped = [*head, rows[0], *backwards]
    yield Change("no title, other order", put(base, replace(base.page, rows=swapped)))


@table_kind("table of another dataset below")
def another_dataset(base: Base) -> Iterator[Change]:
    others = {one.dataset.name: one for one in bases() if one.top is not None}
    for name in ("teacher_posts", "school_finance"):
        if name == base.dataset.name:
            continue
        other = others[name].page
        for between in ([], [[]], [["另表"]]):
            page = replace(base.page, rows=[*base.page.rows, *between, *other.rows[1:]])
            yield Change(f"{name} {between}", [page], right=[base.page, replace(other, name="另表")])


@table_kind("rows on a second sheet")
def second_sheet(base: Base) -> Iterator[Change]:
    head, rows = base.page.rows[: base.first], base.page.rows[base.first :]
    first = replace(base.page, rows=[*head, rows[0]])
    for wording, more in (("with its heading", [*head, *rows[1:]]), ("without a heading", list(rows[1:]))):
        yield Change(wording, [first, Page("续表", more)], page=1)


@table_kind("doubled rows")
def doubled(base: Base) -> Iterator[Change]:
    row = [*base.page.rows[base.first]]
    yield Change("the same row", put(base, base.page.with_rows(base.first + 1, row)), row=base.first + 2)
    for place in base.figures[:1]:
        if base.dataset.key and isinstance(figure := row[place.column], int | float):
            other = [*row]
            other[place.column] = figure + 1
            page = base.page.with_rows(base.first + 1, other)
            yield Change("another figure", put(base, page), is_wrong=True, row=base.first + 2)


@table_kind("blank rows and columns")
def blank(base: Base) -> Iterator[Change]:
    yield Change("row below the heading", put(base, base.page.with_rows(base.first, [])))
    yield Change("row between", put(base, base.page.with_rows(base.first + 1, [" ", "　"])))
    yield Change("rows above", put(base, base.page.with_rows(0, [], [])))
    yield Change("column before", put(base, base.page.with_column(0, [])))
    yield Change("column between", put(base, base.page.with_column(2, [])))


@table_kind("cells beyond the table")
def beyond(base: Base) -> Iterator[Change]:
    width = len(base.headings)
    for word in ("已核对", 12, "2024-10-01"):
        page = base.page.with_cell(base.first, width + 1, word)
        yield Change(str(word), put(base, page), row=base.first + 1)


@table_kind("row moved to the right by a cell")
def moved(base: Base) -> Iterator[Change]:
    """Also where the table ends in a column of remarks that is blank, or in one that is filled."""
    blank = [*[None] * (base.top or 0), "备注"]
    filled = [*blank, *["已核对"] * (len(base.page.rows) - base.first)]
    width = len(base.headings)
    pages = {
        "": base.page,
        " before blank remarks": base.page.with_column(width, blank),
        " before remarks": base.page.with_column(width, filled),
    }
    for wording, right in pages.items():
        row = right.rows[base.first]
        for place in base.figures[:3]:
            rows = [*right.rows]
            rows[base.first] = [*row[: place.column], *row[place.column - 1 :]]
            page = replace(right, rows=rows)
            heading = f"{base.headings[place.column]}{wording}"
            yield Change(heading, put(base, page), is_wrong=True, row=base.first + 1)
            rows[base.first] = [*row[: place.column], None, *row[place.column :]]
            yield Change(f"{heading}, a blank", put(base, page), is_wrong=True, row=base.first + 1)


@table_kind("row moved into a blank last cell")
def moved_into_a_blank(base: Base) -> Iterator[Change]:
    """Nothing stands beside the table then: with a blank where a cell was put in, or the cell before it."""
    row = [*base.page.rows[base.first]][: len(base.headings)]
    right = replace(
        base.page, rows=[*base.page.rows[: base.first], [*row[:-1], None], *base.page.rows[base.first + 1 :]]
    )
    # between two columns that may be blank nothing tells it: docs/mutants.md says so
    names = {heading: base.column(heading) for heading in base.headings}
    last_two = {len(base.headings) - 1} | {
        at
        for at, heading in enumerate(base.headings[-2:-1], start=len(base.headings) - 2)
        if (column := names[heading]) and not column.required
    }
    figures = [place for place in base.figures if place.column not in last_two]
    for place in figures[:3]:
        for put_in in (None, row[place.column - 1]):
            moved_row = [*row[: place.column], put_in, *row[place.column : -1]]
            rows = [*base.page.rows[: base.first], moved_row, *base.page.rows[base.first + 1 :]]
            yield Change(
                f"{place.heading}, {'a blank' if put_in is None else 'a cell again'}",
                put(base, replace(base.page, rows=rows)), right=put(base, right), is_wrong=True,
                row=base.first + 1,
            )  # fmt: skip


@table_kind("row of a text file short of a cell")
def short(base: Base) -> Iterator[Change]:
    for place in base.figures[:3]:
        rows = [*base.page.rows]
        rows[base.first] = [cell for at, cell in enumerate(rows[base.first]) if at != place.column]
        page = replace(base.page, rows=rows)
        texts = ("csv", "gb.csv", "tsv", "txt")
        heading = base.headings[place.column]
        yield Change(heading, put(base, page), is_wrong=True, row=base.first + 1, formats=texts)


@table_kind("one cell too many in a text file")
def one_too_many(base: Base) -> Iterator[Change]:
    for place in base.figures[:2]:
        row = [*base.page.rows[base.first]]
        row[place.column : place.column + 1] = [1, 218]
        rows = [*base.page.rows[: base.first], row, *base.page.rows[base.first + 1 :]]
        page = replace(base.page, rows=rows)
        texts = ("csv", "gb.csv", "tsv", "txt")
        yield Change("1,218", put(base, page), is_wrong=True, row=base.first + 1, formats=texts)
