"""The table of raw/README: what a sender writes above each column, and what may stand below.

What does not belong here: how files are put into raw/ (the rest of raw/README).
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.contracts.datasets.code_lists import first_written
from pipelines.contracts.datasets.columns import Column
from pipelines.contracts.datasets.dataset import Dataset

BEGIN, END = "<!-- 由约定生成 made from the contracts: make generate -->", "<!-- / -->"
HEAD = "| 数据集 dataset | 一行 row | 列 columns |\n|---|---|---|\n"
MOST_WORDS = 8
"""Longer code lists are left to the templates."""
UNITS = ("m2", "元", "万元", "万人")
"""Units that a heading does not say already."""


def with_table(datasets: Iterable[Dataset], page: str) -> str:
    """The page with its table made anew between its marks."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    rows = "".join(_row(dataset) for dataset in datasets)
    return f"{before}{BEGIN}\n\n{HEAD}{rows}\n{END}{after}"


def _row(dataset: Dataset) -> str:
    told = [dataset.how_it_comes] if dataset.how_it_comes else []
    if not (dataset.is_form or dataset.is_composed):
        columns = sorted(dataset.columns.values(), key=lambda column: not column.required)
        told.insert(0, " · ".join(map(_column, columns)))
    return f"| {dataset.title} `{dataset.name}` | {dataset.row_is[0]} | {'；'.join(told)} |\n"


def _column(column: Column) -> str:
    heading = f"**{column.heading}**" if column.is_key else column.heading
    told = _told(column)
    return f"{'' if column.required else '○'}{heading}{f'（{told}）' if told else ''}"


def _told(column: Column) -> str:
    if column.from_title:
        return f"{_words(column)}；可由工作表名或标题说明"
    if column.unit in UNITS:
        return column.unit.replace("m2", "㎡")
    return _words(column) or (column.expected if column.is_town or column.digits else "")


def _words(column: Column) -> str:
    words = first_written(column.words) if column.words else ()
    return " ".join(words) if len(words) <= MOST_WORDS else ""
