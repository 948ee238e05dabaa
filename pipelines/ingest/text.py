"""Text files: lines, separator, cells.

What does not belong here: the encoding (encoding), workbooks, headings.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections.abc import Sequence
from typing import cast

import polars as pl

from pipelines.ingest.encoding import in_utf8
from pipelines.ingest.invisible import may_be_invisible, without_invisible
from pipelines.ingest.model import MOST_CELLS, Unreadable, refusal, too_large, too_wide
from pipelines.ingest.short_lines import with_missing_marked
from pipelines.ingest.text_lines import first_lines, lines_of

SEPARATORS = (",", "\t", ";", "|")
WIDE_SEPARATORS = ("，", "；", "｜", "、")
"""Signs that look like separators and are part of the text."""
SAMPLE_LINES = 50
SHOWN = {"\t": "制表符"}
FEWEST_OF_A_TABLE = 3
"""Separators in a line that show that it is a row of a table."""
MOST_COLUMNS = 2000
LONGEST_CELL = 131_072
LARGEST_TEXT = 64 * 1024**2
"""Bytes of a text; its cells take about ten times as many while they are read and judged."""
RECORDS_TOGETHER = 50_000
"""Records held as Python's own texts, which take many times the room of a column."""
DEFLATED = b"x"
"""How compressed data begins, and text may."""
SWALLOWED = 3
"""Separators in a cell of several lines that show that it is no cell but rows swallowed by a stray quote."""


def read_text(content: bytes) -> pl.DataFrame:
    """The cells of a text file, every column a string column, records as they stand in the file.

    Raises:
        Unreadable: the file is no text, or too large a one.
    """
    if len(content) > LARGEST_TEXT:
        raise too_large(len(content), LARGEST_TEXT)
    text = in_utf8(content)
    if may_be_invisible(text):
        text = without_invisible(text.decode("utf-8")).encode("utf-8")
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n")
        text = text.replace(b"\r", b"\n") if b"\r" in text else text
    separator = _separator(first_lines(text, SAMPLE_LINES))
    lines = lines_of(text, separator, tuple(sign for sign in SEPARATORS if sign != separator))
    width = min(cast(int, lines.separators.max()) + 1, MOST_COLUMNS)
    if width * lines.separators.len() > MOST_CELLS:
        raise too_wide(lines.separators.len(), width)
    quoted = b'"' in text
    if not lines.is_simply_quoted:
        return _quoted(text.decode("utf-8"), separator)
    _refuse_another_separator(lines.without, separator)
    if text.startswith(DEFLATED):
        # polars would take the text for a compressed one; its mark shows that it is none
        text = codecs.BOM_UTF8 + text
    grid = pl.read_csv(
        text,
        has_header=False,
        separator=separator,
        # a title line has fewer cells than the table: the width is told, not taken from the first line
        schema={f"column_{number}": pl.String for number in range(width)},
        missing_columns="insert",
        truncate_ragged_lines=True,
        extra_columns="ignore",
        quote_char='"' if quoted else None,
        raise_if_empty=False,
    )
    return with_missing_marked(grid, (lines.separators + 1).head(grid.height))


def _refuse_another_separator(without: pl.DataFrame, separator: str) -> None:
    """Refuse a file of two tables with a sign of its own each: with one, the other's rows are single cells.

    Raises:
        Unreadable: two lines on end have none of the separator, and the same number of another sign.
    """
    for sign in without.columns[1:]:
        count = pl.col(sign)
        follows = (pl.col("at").diff() == 1) & (count == count.shift(1)) & (count >= FEWEST_OF_A_TABLE)
        rows = without.filter(follows)["at"]
        if rows.len():
            usual, other = SHOWN.get(separator, separator), SHOWN.get(sign, sign)
            raise refusal(
                "two_separators",
                f"文本文件的单元格之间多数是“{usual}”，第 {rows[0]} 行起却是“{other}”",
                "一种分隔符",
                "请用 Excel 打开原表，另存为 .xlsx 后重新报送；几张表各存为一个文件。",
            )


def _quoted(text: str, separator: str) -> pl.DataFrame:
    """Text with quotes.

    A quote without its partner swallows the rows after it, so it is refused, never guessed.
    """
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    frames: list[pl.DataFrame] = []
    records: list[list[str]] = []
    try:
        for record in reader:
            records.append(record)
            if any("\n" in cell and cell.count(separator) >= SWALLOWED for cell in record):
                raise _broken_quotes(reader.line_num)
            if len(records) == RECORDS_TOGETHER:
                frames.append(_frame(records))
                records = []
    except csv.Error as error:
        raise _broken_quotes(reader.line_num) from error
    return pl.concat([*frames, _frame(records)], how="diagonal")


def _frame(records: list[list[str]]) -> pl.DataFrame:
    width = min(max(map(len, records), default=0), MOST_COLUMNS)
    columns = list(itertools.zip_longest(*(record[:width] for record in records)))
    grid = pl.DataFrame(
        {f"column_{number}": list(column) for number, column in enumerate(columns)},
        schema={f"column_{number}": pl.String for number in range(len(columns))},
    )
    return with_missing_marked(grid, pl.Series(map(len, records), dtype=pl.Int64))


def _broken_quotes(line: int) -> Unreadable:
    return refusal(
        "broken_quotes",
        f"文本文件第 {line} 行附近的引号不成对，无法分清单元格",
        "成对的引号",
        "请用 Excel 打开原表，另存为 .xlsx 后重新报送。",
    )


def _separator(lines: Sequence[str]) -> str:
    """The sign that stands most often between cells.

    Raises:
        Unreadable: there is none, but full-width ones stand in most lines.
    """
    sample = [line for line in lines if line.strip()]
    counts = {sign: [line.count(sign) for line in sample] for sign in (*SEPARATORS, *WIDE_SEPARATORS)}
    found = max(SEPARATORS, key=lambda sign: sum(counts[sign]))
    wide = max(WIDE_SEPARATORS, key=lambda sign: sum(counts[sign]))
    in_most_lines = sum(count > 0 for count in counts[wide]) * 2 > len(sample)
    if sum(counts[wide]) > sum(counts[found]) and in_most_lines and not sum(counts[found]) > len(sample):
        raise refusal(
            "wide_separator",
            f"文本文件的单元格之间是全角的“{wide}”，无法分清单元格",
            "半角的逗号“,”或制表符",
            "请把单元格之间的全角符号改成半角逗号，或用 Excel 打开原表，另存为 .xlsx 后重新报送。",
        )
    return found
