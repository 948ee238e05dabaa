# ruff: noqa: E501  (a way of writing stays on one line)
"""Changes of single cells: two numbers, footnotes, formulas, signs, merged cells, what cannot be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.mutants.bases import Base, Place
from tests.mutants.change import Change, kind, put, table_kind
from tests.mutants.page import Cell, Failed, Raised, Struck, Uncomputed

FIGURES = 4
"""Figures of a base that are changed, one at a time."""
WIDE = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


def with_figure(base: Base, place: Place, cell: Cell) -> Change:
    """A file with another cell in the place of a figure."""
    page = base.pages[place.page].with_cell(place.row, place.column, cell)
    wording = str(cell) if isinstance(cell, str) else type(cell).__name__
    return Change(
        wording, put(base, page, place.page), page=place.page, row=place.row + 1, column=place.heading
    )


def figure(base: Base, place: Place) -> int | float:
    """The figure that stands there."""
    cell = base.pages[place.page].rows[place.row][place.column]
    assert isinstance(cell, int | float)
    return cell


def wrong(change: Change) -> Change:
    return replace(change, is_wrong=True)


@kind("two numbers in a cell")
def two_numbers(base: Base) -> Iterator[Change]:
    for place in base.figures[:FIGURES]:
        one = figure(base, place)
        for pattern in (
            "{0} {1}",
            "{0}\n{1}",
            "{0}/{1}",
            "{0}、{1}",
            "{0}（{1}）",
            "{0}+{1}",
            "{0}-{1}",
            "{0}～{1}",
            "{0};{1}",
        ):
            yield wrong(with_figure(base, place, pattern.format(one, one + 1)))


@kind("footnote behind a number")
def footnote(base: Base) -> Iterator[Change]:
    for place in base.figures[:FIGURES]:
        for sign in ("①", "⑴", "¹", "[1]", "注1", "*", "†", "（注2）"):
            yield with_figure(base, place, f"{figure(base, place)}{sign}")


@kind("raised sign behind a number")
def raised(base: Base) -> Iterator[Change]:
    for place in base.figures[:FIGURES]:
        for sign in ("1", "2", "①"):
            yield wrong(with_figure(base, place, Raised(str(figure(base, place)), sign)))


@kind("figure struck out")
def struck_out(base: Base) -> Iterator[Change]:
    for place in base.figures[:FIGURES]:
        yield wrong(with_figure(base, place, Struck(figure(base, place))))
        yield wrong(with_figure(base, place, Struck(str(figure(base, place)))))


@table_kind("row struck out")
def struck_row(base: Base) -> Iterator[Change]:
    row = [cell if cell is None else Struck(cell) for cell in base.page.rows[base.first]]  # type: ignore[arg-type]
    rows = [*base.page.rows[: base.first], row, *base.page.rows[base.first + 1 :]]
    yield Change("a whole row", put(base, replace(base.page, rows=rows)), is_wrong=True, row=base.first + 1)


@table_kind("number format that shows another number")
def shown_otherwise(base: Base) -> Iterator[Change]:
    codes = {
        '"1"0': True,
        '0"万"': True,
        "0!.0,": True,
        "-0": True,
        '0;-0;"-"': False,
        "#,##0_ ": False,
        '0"5"': True,
    }
    for place in base.figures[:FIGURES]:
        if not figure(base, place):
            continue
        for code, is_wrong in codes.items():
            page = replace(base.pages[place.page], formats={(place.row, place.column): code})
            changed = put(base, page, place.page)
            yield Change(
                code,
                changed,
                is_wrong=is_wrong,
                page=place.page,
                row=place.row + 1,
                column=place.heading,
                formats=("xlsx", "xls"),
            )


@kind("formula never computed")
def uncomputed(base: Base) -> Iterator[Change]:
    for place in base.figures[:FIGURES]:
        yield wrong(with_figure(base, place, Uncomputed()))


@kind("error value")
def failed(base: Base) -> Iterator[Change]:
    for place in base.figures[:FIGURES]:
        for error in ("#DIV/0!", "#N/A", "#REF!", "#VALUE!"):
            yield replace(wrong(with_figure(base, place, Failed(error))), wording=error)
            yield wrong(with_figure(base, place, error))


@kind("words with a number")
def with_words(base: Base) -> Iterator[Change]:
    for place in base.figures[:FIGURES]:
        one = figure(base, place)
        for pattern in ("约{}", "{}左右", "{}人", "共{}", "{}以上", "≥{}", "-{}", "{}%", "未统计", "见附件"):
            if pattern == "-{}" and not one:
                continue
            yield wrong(with_figure(base, place, pattern.format(one)))


@kind("number written as text")
def as_text(base: Base) -> Iterator[Change]:
    for place in base.figures[:FIGURES]:
        one = figure(base, place)
        for text in (
            str(one), f" {one} ", f"\u00a0{one}", f"\u200b{one}", f"'{one}", str(one).translate(WIDE), f"{one:,}",
            f"{one}\n", f"\ufeff{one}", f"\u3000{one}\u3000",
        ):  # fmt: skip
            yield with_figure(base, place, text)


@kind("word for nothing")
def placeholder(base: Base) -> Iterator[Change]:
    for place in base.figures[:FIGURES]:
        page = base.pages[place.page].with_cell(place.row, place.column, None)
        for word in ("nan", "null", "None", "N/A", "—", "/", "-", "无", " "):
            yield replace(with_figure(base, place, word), right=put(base, page, place.page))


@table_kind("word for a total in a figure")
def total_word(base: Base) -> Iterator[Change]:
    for place in base.figures[:FIGURES]:
        for word in ("合计", "小计", "平均", "总计"):
            yield wrong(with_figure(base, place, word))


@table_kind("signs nobody sees in a key")
def unseen(base: Base) -> Iterator[Change]:
    ways = (
        "\u200b{}",
        "{}\u200b",
        "{}\u00ad",
        "\ufeff{}",
        " {} ",
        "{}\u3000",
        "{}\n",
        "{}\u200d",
        "{}\u2060",
    )
    for column in base.keys:
        cell = base.page.rows[base.first][column]
        for way in ways if isinstance(cell, str) else ():
            page = base.page.with_cell(base.first, column, way.format(cell))
            yield Change(repr(way), put(base, page), row=base.first + 1, column=base.headings[column])


@table_kind("full-width signs in a key")
def wide_key(base: Base) -> Iterator[Change]:
    for column in base.keys:
        cell = base.page.rows[base.first][column]
        if isinstance(cell, str):
            page = base.page.with_cell(base.first, column, cell.translate(WIDE))
            yield Change("full width", put(base, page), row=base.first + 1, column=base.headings[column])


@table_kind("key that cannot be read")
def bad_key(base: Base) -> Iterator[Change]:
    for column in base.keys:
        known = base.column(base.headings[column])
        if known is None or known.kind in ("secret", "text", "date") or known.is_free_text:
            continue
        for word in ("待定", "？", "#N/A", "21370", "十三年级"):
            page = base.page.with_cell(base.first, column, word)
            yield Change(
                word, put(base, page), is_wrong=True, row=base.first + 1, column=base.headings[column]
            )


@table_kind("blank key")
def blank_key(base: Base) -> Iterator[Change]:
    for column in base.keys:
        for word in (None, " ", "nan", "/"):
            page = base.page.with_cell(base.first, column, word)
            yield Change(
                str(word), put(base, page), is_wrong=True, row=base.first + 1, column=base.headings[column]
            )


@table_kind("merged figure")
def merged_figure(base: Base) -> Iterator[Change]:
    if len(base.page.rows) - base.first < 2:
        return
    for place in base.figures[:FIGURES]:
        page = base.page.with_cell(place.row + 1, place.column, None)
        page = replace(page, merged=[(place.row, place.column, place.row + 1, place.column)])
        yield Change("over two rows", put(base, page), is_wrong=True, row=place.row + 1, column=place.heading)


@table_kind("merged key")
def merged_key(base: Base) -> Iterator[Change]:
    rows = base.page.rows
    for column in base.keys:
        if len(rows) - base.first < 2 or rows[base.first][column] != rows[base.first + 1][column]:
            continue
        page = base.page.with_cell(base.first + 1, column, None)
        page = replace(page, merged=[(base.first, column, base.first + 1, column)])
        yield Change("over two rows", put(base, page), row=base.first + 2, column=base.headings[column])
        page = base.page.with_cell(base.first + 1, column, None)
        yield Change("left out", put(base, page), row=base.first + 2, column=base.headings[column])


@table_kind("days and months")
def days(base: Base) -> Iterator[Change]:
    ways = (
        "{0}年{1}月{2}日",
        "{0}/{1}/{2}",
        "{0}.{1}.{2}",
        "{0}-{1}-{2}",
        "{0}-{1:02}-{2:02} 00:00:00",
        "{0}{1:02}{2:02}",
    )
    for column, heading in enumerate(base.headings):
        known, cell = base.column(heading), base.page.rows[base.first][column]
        if known is None or known.kind != "date" or not isinstance(cell, str):
            continue
        parts = [int(part) for part in cell.split("-")]
        for way in ways:
            page = base.page.with_cell(base.first, column, way.format(*parts))
            yield Change(way, put(base, page), row=base.first + 1, column=heading)
        for text in ("2085-01-01", "2024-13-45", "45000000", "2024", "不详"):
            page = base.page.with_cell(base.first, column, text)
            yield Change(text, put(base, page), is_wrong=True, row=base.first + 1, column=heading)
