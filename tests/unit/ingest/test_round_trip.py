"""A table written in any shape and encoding reads back as it was written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.ingest.sheets import read_sheets
from tests.corpus.old import xls
from tests.corpus.packing import archive, archive_with_gbk_names, ods
from tests.unit.ingest.building import workbook

Table = list[list[str]]
FEW = settings(max_examples=25, deadline=None)
HEADING = ["学校标识码", "学段", "备注，说明", "数"]
SIGNS = st.characters(
    codec="utf-8",
    # line ends within cells are kept in workbooks and quoted text, but mark the end of a line elsewhere
    # signs that nobody sees (Cf) are dropped
    exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"],
    exclude_characters="\ufffe\uffff\u2065",
)
CELLS = st.one_of(
    st.sampled_from(
        ["", "0012", "1,218", "2137039901", "示例（小学）", 'a"b', "a;b", "a|b", "—", "㎡", "𠮷", "２"]
    ),
    # a cell that begins with = is a formula
    st.text(SIGNS, min_size=1, max_size=8).map(str.strip).filter(lambda cell: not cell.startswith("=")),
)
TABLES = st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=6).map(
    lambda rows: [HEADING, *rows]
)
"""Every table begins with a heading, as tables do: it shows the separator and the width."""


def seen(content: bytes, name: str) -> Table:
    """A file's one sheet, blank cells and rows of none at the end left out."""
    (sheet,) = read_sheets(content, name)
    rows = [[cell or "" for cell in row][:4] for row in sheet.grid.rows()]
    while rows and not any(rows[-1]):
        rows.pop()
    return [[*row, *[""] * (4 - len(row))] for row in rows]


def without_blank_end(table: Table) -> Table:
    rows = [list(row) for row in table]
    while not any(rows[-1]):
        rows.pop()
    return rows


def written(table: Table, separator: str, newline: str) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, lineterminator=newline).writerows(table)
    return buffer.getvalue()


@FEW
@given(
    table=TABLES,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    separator=st.sampled_from(",\t;|"),
    newline=st.sampled_from(["\r\n", "\n", "\r"]),
    suffix=st.sampled_from([".csv", ".tsv", ".txt", ".xlsx"]),
)
def test_text_reads_back_in_every_encoding_separator_and_line_end(
    table: Table, encoding: str, separator: str, newline: str, suffix: str
) -> None:
    content = written(table, separator, newline).encode(encoding)
    assert seen(content, f"a{suffix}") == without_blank_end(table)


BOOKS: dict[str, Callable[[Table], bytes]] = {
    ".xlsx": lambda table: workbook({"表": table}),
    ".ods": lambda table: ods("表", table),
    ".xls": lambda table: xls("表", table),
}


@FEW
@given(table=TABLES, suffix=st.sampled_from(sorted(BOOKS)))
def test_a_workbook_of_any_kind_reads_back(table: Table, suffix: str) -> None:
    assert seen(BOOKS[suffix](table), f"a{suffix}") == without_blank_end(table)


@FEW
@given(table=TABLES, suffix=st.sampled_from([*sorted(BOOKS), ".csv"]), gbk=st.booleans())
def test_a_table_in_a_zip_reads_back_under_its_name(table: Table, suffix: str, gbk: bool) -> None:
    content = BOOKS[suffix](table) if suffix in BOOKS else written(table, ",", "\r\n").encode("gb18030")
    packed = (archive_with_gbk_names if gbk else archive)({f"一年级/班级{suffix}": content})
    (sheet,) = read_sheets(packed, "a.zip")
    assert sheet.name.startswith(f"一年级/班级{suffix}")
    assert seen(packed, "a.zip") == without_blank_end(table)


@FEW
@given(
    numbers=st.lists(st.integers(0, 10**15 - 1), min_size=1, max_size=5),
    suffix=st.sampled_from(sorted(BOOKS)),
)
def test_whole_numbers_in_number_cells_keep_every_digit(numbers: list[int], suffix: str) -> None:
    table = [["数", "x"], *([number, "x"] for number in numbers)]
    (sheet,) = read_sheets(BOOKS[suffix](table), f"a{suffix}")  # type: ignore[arg-type]
    assert [row[0] for row in sheet.grid.rows()[1:]] == [str(number) for number in numbers]
