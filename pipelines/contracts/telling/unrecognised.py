"""What is said about a file or a sheet that bears no dataset's headings.

What does not belong here: faults of the columns of a sheet that was recognised (column_faults).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.telling.nearest import nearest
from pipelines.ingest.fold import bare
from pipelines.ingest.garbled import wrongly_read
from pipelines.ingest.headings import top_rows
from pipelines.ingest.model import Finding, Sheet

VERY_NEAR = 0.75
"""How like a heading a cell must be to be quoted beside it."""
MOST_NAMED = 10
SHORTEST = 4
"""Signs of a cell that is compared with headings: shorter ones may be a name or a value."""
MOST_COMPARED = 2_000
"""Cells compared with headings, from the top: a wide sheet of something else has very many."""


def unrecognised(sheet: Sheet, book: AliasBook) -> Finding:
    """A sheet that bears no dataset's headings.

    Only words that resemble a heading are quoted, the rest may be personal.
    """
    cells = {bare(cell): cell for row in top_rows(sheet.grid) for cell in row if cell}
    if garbled := wrongly_read(cells.values(), book.words):
        return _garbled(sheet, *garbled)
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


def nothing_recognised() -> Finding:
    """A file of which no sheet is a table of a dataset."""
    return Finding(
        rule="nothing_recognised",
        severity="refuse",
        found="文件中没有任何可以识别的数据表，整个文件退回",
        expected="至少一张表头符合规定的数据表",
        remedy="请按规定的表头整理后重新报送。",
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
