"""Workbooks (.xlsx, .xlsm, .xls, .ods) through calamine, every cell as text.

What does not belong here: text files, headings.
"""

from __future__ import annotations

from typing import cast

import fastexcel
import polars as pl

from pipelines.ingest.model import Sheet, Unreadable, refusal

MOST_COLUMNS = 2000
"""Columns looked at: workbooks that declare 16,384 columns hold nothing in most of them."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ERROR_MARK = "#公式错误"
"""Stands for a formula that failed, so that it is not taken for an empty cell."""


def read_workbook(content: bytes) -> list[Sheet]:
    """Every sheet of a workbook, hidden ones too; row `i` of a sheet's frame is row `i + 1` in Excel.

    Raises:
        Unreadable: the workbook is damaged or encrypted.
    """
    try:
        reader = fastexcel.read_excel(content)
        return [Sheet(name, _grid(reader, name), label=name) for name in reader.sheet_names]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a damaged file can make the Rust reader panic, which is no Exception
        raise _why(content, str(error)) from error


def _grid(reader: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    sheet = reader.load_sheet(
        name,
        header_row=None,
        skip_rows=0,  # None would drop empty rows at the top, and with them the true row numbers
        dtypes="string",
        use_columns=lambda column: column.index < MOST_COLUMNS,
    )
    batch, failed = sheet.to_arrow_with_errors()
    grid = cast(pl.DataFrame, pl.from_arrow(batch))
    for cell in failed.errors if failed else ():
        row, column = cell.position
        grid[row, column] = ERROR_MARK
    return grid


def _why(content: bytes, reason: str) -> Unreadable:
    if ENCRYPTED in content or "assword" in reason:
        return refusal(
            "password_protected", "文件设有打开密码，无法读取。", "请取消打开密码、重新保存后报送。"
        )
    return damaged()


def damaged() -> Unreadable:
    """A workbook that cannot be opened."""
    return refusal(
        "unreadable_workbook",
        "文件不是完整的 Excel 工作簿，无法打开，可能已损坏或没有传完。",
        "请用 Excel 打开原表，确认内容无误后另存为 .xlsx 重新报送。",
    )
