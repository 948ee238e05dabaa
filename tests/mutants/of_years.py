"""Figures of several years beside each other: another year's must never be taken for this one's.

What does not belong here: titles that name a year (of_headings, of_sheets).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.mutants.bases import FORM_VALUE, Base, Place
from tests.mutants.change import Change, kind, put, renamed, table_kind
from tests.mutants.page import Cell, Page, Row

PAIRS = (
    ("2023年", "2024年"),
    ("上年", "本年"),
    ("上年数", "本年数"),
    ("2023年度", "2024年度"),
    ("2022年", "2023年"),
    ("2023—2024学年", "2024—2025学年"),
)
"""Another year, and the folder's; of the last pair neither is."""
MORE = 7


def with_year_before(base: Base, place: Place, before: str, now: str | None, *, first: bool) -> Page:
    """A table with the figures of the year before beside a column, which may be headed otherwise itself."""
    page = renamed(base, place.column, now) if now is not None else base.page
    figures = [row[place.column] for row in base.page.rows[base.first :]]
    more: list[Cell] = [one + MORE if isinstance(one, int | float) else one for one in figures]
    cells = [*[None] * (base.top or 0), before, *more]
    return page.with_column(place.column if first else place.column + 1, cells)


@table_kind("year in the heading of a column")
def headed(base: Base) -> Iterator[Change]:
    for place in base.figures[:2]:
        name = place.heading
        for before, now in PAIRS:
            for first in (True, False):
                for behind in (True, False):
                    one, other = (
                        (f"{name}（{before}）", f"{name}（{now}）")
                        if behind
                        else (f"{before}{name}", f"{now}{name}")
                    )
                    page = with_year_before(base, place, one, other, first=first)
                    yield Change(f"{one}|{other} {first}", put(base, page), column=name)
                    page = with_year_before(base, place, one, None, first=first)
                    yield Change(f"{one} beside it {first}", put(base, page))
                    alone = renamed(base, place.column, one)
                    yield Change(f"{one} alone", put(base, alone), is_wrong=True, column=one)


@table_kind("year above columns")
def above(base: Base) -> Iterator[Change]:
    for place in base.figures[:2]:
        for before, now in PAIRS:
            for first in (True, False):
                page = with_year_before(base, place, place.heading, None, first=first)
                old = place.column if first else place.column + 1
                new = place.column + 1 if first else place.column
                row: list[Cell] = [None] * (len(base.headings) + 1)
                row[old], row[new] = before, now
                both = page.with_rows(base.top or 0, row)
                yield Change(f"{before}|{now} {first}", put(base, both), is_wrong=True, column=place.heading)
            lone: list[Cell] = [None] * len(base.headings)
            lone[place.column] = before
            yield Change(
                f"{before} alone", put(base, base.page.with_rows(base.top or 0, lone)), is_wrong=True,
                column=place.heading,
            )  # fmt: skip


@table_kind("year below a heading")
def below(base: Base) -> Iterator[Change]:
    for place in base.figures[:2]:
        for before, now in PAIRS:
            for first in (True, False):
                page = with_year_before(base, place, place.heading, None, first=first)
                old = place.column if first else place.column + 1
                new = place.column + 1 if first else place.column
                row: list[Cell] = [None] * (len(base.headings) + 1)
                row[old], row[new] = before, now
                two = page.with_cell(base.top or 0, place.column + 1, None).with_cell(
                    base.top or 0, place.column, place.heading
                )
                both = two.with_rows(base.first, row)
                yield Change(f"{before}|{now} {first}", put(base, both), is_wrong=True, column=place.heading)
            lone: list[Cell] = [None] * len(base.headings)
            lone[place.column] = before
            yield Change(
                f"{before} alone", put(base, base.page.with_rows(base.first, lone)), is_wrong=True,
                column=place.heading,
            )  # fmt: skip


@kind("years beside the values of a form")
def in_a_form(base: Base) -> Iterator[Change]:
    if not base.dataset.is_form:
        return
    rows = [list(row) for row in base.page.rows]
    top = next(at for at, row in enumerate(rows) if "填报值" in row)

    def beside(
        value: str | None, other: str | None, *, first: bool, below: Row = (), blanks: int = 0
    ) -> Page:
        """The form with the figures of the year before in a column beside its values."""
        made: list[Row] = []
        left = blanks
        for at, row in enumerate(rows):
            cell = row[FORM_VALUE] if len(row) > FORM_VALUE else None
            more: Cell = cell + MORE if isinstance(cell, int | float) else cell
            if at > top and left and isinstance(cell, int | float):
                cell, left = None, left - 1
            if at == top:
                cell, more = value, other
            pair = [more, cell] if first else [cell, more]
            made.append([*row[:FORM_VALUE], *pair] if at >= top else row)
            if at == top and below:
                made.append([*[None] * FORM_VALUE, *below])
        return replace(base.page, rows=made)

    for before, now in PAIRS:
        for first in (True, False):
            order = f"{before}|{now} {first}"
            yield Change(f"{order} alone", put(base, beside(now, before, first=first)), is_wrong=True)
            yield Change(
                f"{order} behind",
                put(base, beside(f"填报值（{now}）", f"填报值（{before}）", first=first)),
                is_wrong=True,
            )
            sub = [before, now] if first else [now, before]
            for merged in (True, False):
                for blanks in (0, 3, 1000):
                    page = beside(
                        None if first else "填报值",
                        "填报值" if first else None,
                        first=first,
                        below=sub,
                        blanks=blanks,
                    )
                    if merged:
                        page = replace(page, merged=[(top, FORM_VALUE, top, FORM_VALUE + 1)])
                    yield Change(f"{order} below, {merged}, {blanks} blank", put(base, page), is_wrong=True)
            yield Change(f"填报值|{before} {first}", put(base, beside("填报值", before, first=first)))
        lone = replace(base.page, rows=[*rows[: top + 1], [*[None] * FORM_VALUE, before], *rows[top + 1 :]])
        yield Change(f"{before} below the value", put(base, lone), is_wrong=True)
        over = replace(base.page, rows=[*rows[:top], [*[None] * FORM_VALUE, before], *rows[top:]])
        yield Change(f"{before} above the value", put(base, over), is_wrong=True)
        yield Change(
            f"值 {before}", put(base, beside(f"填报值（{before}）", None, first=False)), is_wrong=True
        )
    for now in ("2024年", "本年数"):
        yield Change(f"填报值|{now}", put(base, beside("填报值", now, first=False)), is_wrong=True)


@kind("years in a form of labels")
def labelled(base: Base) -> Iterator[Change]:
    if base.top is not None or base.dataset.is_form:
        return
    for place in base.figures:
        page = base.pages[place.page]
        tops = [
            at
            for at, row in enumerate(page.rows[: place.row])
            if place.column < len(row) and row[place.column]
        ]
        for before, now in PAIRS:
            for first in (True, False):
                figure = page.rows[place.row][place.column]
                cells: list[Cell] = [
                    row[place.column] if place.column < len(row) else None for row in page.rows
                ]
                cells[place.row] = figure + MORE if isinstance(figure, int | float) else figure
                if first:
                    two = page.with_column(place.column, cells)
                    old, new = place.column, place.column + 1
                else:
                    two = page.with_column(place.column + 1, cells)
                    old, new = place.column + 1, place.column
                row: list[Cell] = [None] * (place.column + 2)
                row[old], row[new] = before, now
                for at, wording in ((tops[0], "above"), (tops[-1] + 1, "below")):
                    yield Change(
                        f"{before}|{now} {wording} {first}", put(base, two.with_rows(at, row), place.page),
                        is_wrong=True, page=place.page,
                    )  # fmt: skip
                one = two.with_cell(tops[-1], old, f"{page.rows[tops[-1]][place.column]}（{before}）")
                yield Change(f"behind {before} {first}", put(base, one, place.page), page=place.page)
            lone: list[Cell] = [None] * (place.column + 1)
            lone[place.column] = before
            for at, wording in ((tops[0], "above"), (tops[-1] + 1, "below")):
                yield Change(
                    f"{before} alone {wording}", put(base, page.with_rows(at, lone), place.page),
                    is_wrong=True, page=place.page,
                )  # fmt: skip
