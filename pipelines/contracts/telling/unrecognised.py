"""What is said about a file or a sheet that bears no dataset's headings.

What does not belong here: faults of the columns of a sheet that was recognised (column_faults).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace

import polars as pl

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.recognising.by_headings import recognise
from pipelines.contracts.telling.nearest import nearest
from pipelines.ingest.fold import bare
from pipelines.ingest.forms import VALUE, unclear
from pipelines.ingest.garbled import wrongly_read
from pipelines.ingest.headings import top_rows
from pipelines.ingest.model import Finding, Sheet

VERY_NEAR = 0.75
"""How like a heading a cell must be to be quoted beside it."""
MOST_NAMED = 10
SHORTEST = 4
"""Signs of a cell that is compared with headings: shorter ones may be a name or a value."""
MOST_TURNED = 60
"""Rows and columns of a sheet that is looked at as if it lay on its side."""
MOST_COMPARED = 2_000
"""Cells compared with headings, from the top: a wide sheet of something else has very many."""


def unrecognised(sheet: Sheet, book: AliasBook) -> Finding:
    """A sheet that bears no dataset's headings.

    Only words that resemble a heading are quoted, the rest may be personal.
    """
    cells = {bare(cell): cell for row in top_rows(sheet.grid) for cell in row if cell}
    if garbled := wrongly_read(cells.values(), book.words):
        return _garbled(sheet, *garbled)
    if on_its_side := _on_its_side(sheet, book):
        return on_its_side
    alike = [cell for word, cell in cells.items() if word in book.words][:MOST_NAMED]
    near = itertools.islice(_near(cells, book), MOST_NAMED)
    found = "、".join([*(f"“{cell}”" for cell in alike), *near])
    titles = "、".join(dataset.title for dataset in DATASETS.values())
    return Finding(
        rule="unrecognised",
        severity="warn",
        found=(
            f"{'' if sheet.name else '文件'}没有认出是哪种数据："
            f"{f'只找到表头{found}，不足以判断' if found else '没有找到任何已知的表头'}"
        ),
        expected=f"{titles}之一",
        remedy="请使用规定的表头；如果只是说明，请把工作表命名为“说明”。",
        sheet=sheet.name or None,
    )


def unclear_form(sheet: Sheet) -> Finding | None:
    """A vertical form of which it is not known which column holds the values; None for any other sheet."""
    doubt = unclear(sheet)
    if doubt is None:
        return None
    if doubt.row is not None:
        found = f"“{VALUE}”不止一列，或者旁边还有一列数，第 {doubt.row} 行各列不同，无法知道取哪一列"
    else:
        named = "、".join(f"“{heading}”" for heading in doubt.headings[:MOST_NAMED])
        found = f"填报表没有“{VALUE}”列{f'，只有{named}' if named else ''}，无法知道哪一列是要报的数"
    return Finding(
        rule="unclear_value_column",
        severity="refuse",
        found=found,
        expected=f"只有一列，表头是“{VALUE}”",
        remedy=f"请只保留要报送的一列，把它的表头写成“{VALUE}”后重新报送。",
        sheet=sheet.name or None,
        row=doubt.row,
        column=VALUE,
    )


def nothing_recognised() -> Finding:
    """A file of which no sheet is a table of a dataset."""
    return Finding(
        rule="nothing_recognised",
        severity="refuse",
        found="文件中没有任何可以识别的数据表，整个文件退回",
        expected="至少一张表头符合规定的数据表",
        remedy="请按规定的表头整理后重新报送。",
    )


def _on_its_side(sheet: Sheet, book: AliasBook) -> Finding | None:
    """A table whose headings stand one below the other; None for any other sheet."""
    rows = sheet.grid.head(MOST_TURNED).select(sheet.grid.columns[:MOST_TURNED]).rows()
    columns = {f"column_{at}": list(row) for at, row in enumerate(rows)}
    if not any(
        len({bare(cell) for cell in column if cell} & book.words) > 1 for column in zip(*rows, strict=True)
    ):
        return None
    grid = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    turned = recognise(replace(sheet, grid=grid, merged=(), formats=(), cut=frozenset()), book, None)
    if not turned:
        return None
    title = turned[0].dataset.title
    return Finding(
        rule="on_its_side",
        severity="warn",
        found=f"像是“{title}”，但表头竖着排列，每项数据占一列，没有读取",
        expected="表头横着写在一行，每项数据占一行",
        remedy="请把表转置（复制后“选择性粘贴—转置”）后重新报送。",
        sheet=sheet.name or None,
    )


def _near(cells: Mapping[str, str], book: AliasBook) -> Iterator[str]:
    """Cells that resemble a heading, each with the heading."""
    words = (word for word in cells if len(word) >= SHORTEST and word not in book.words)
    for word in itertools.islice(words, MOST_COMPARED):
        if heading := nearest(word, book.words, VERY_NEAR):
            yield f"“{cells[word]}”（可能是“{heading}”）"


def _garbled(sheet: Sheet, found: str, was: str) -> Finding:
    return Finding(
        rule="garbled",
        severity="warn",
        found=(
            f"{'' if sheet.name else '文件'}的文字是乱码：“{found}”，"
            "文件曾被按错误的编码打开后保存，丢失的字无法还原"
        ),
        expected=f"“{was}”开头的表头",
        remedy="请从原系统重新导出，不要打开后再保存；或把原表另存为 .xlsx 后重新报送。",
        sheet=sheet.name or None,
    )
