"""Reading synthetic files back with openpyxl and plain text, sharing nothing with the writers."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

COUNTY = "370399"
YEARS = ("2021", "2022", "2023", "2024")


def grid(path: Path) -> list[list[Any]]:
    """Return the cells of the last sheet of a workbook."""
    book = load_workbook(path, read_only=True)
    return [list(row) for row in book[book.sheetnames[-1]].iter_rows(values_only=True)]


def table(path: Path, heading: str = "学校标识码") -> list[dict[str, Any]]:
    """Return the rows below the heading row that holds `heading`, without 合计 rows."""
    cells = grid(path) if path.suffix == ".xlsx" else text_grid(path)
    top = next(i for i, row in enumerate(cells) if heading in row)
    names = cells[top]
    rows = [dict(zip(names, row, strict=False)) for row in cells[top + 1 :]]
    return [row for row in rows if row[names[0]] != "合计"]


def text_grid(path: Path) -> list[list[Any]]:
    """Return the cells of a text file, UTF-8 first, then GB18030."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    delimiter = "\t" if path.suffix == ".tsv" or "\t" in text.splitlines()[1] else ","
    return [line.split(delimiter) for line in text.splitlines()]


def wide(path: Path, heading_rows: int = 5, title_rows: int = 2) -> list[dict[str, Any]]:
    """Return the school rows of a wide export by heading path joined with `>`."""
    sheet = load_workbook(path).worksheets[0]
    for merged in list(sheet.merged_cells.ranges):
        value, across = (
            sheet.cell(merged.min_row, merged.min_col).value,
            range(merged.min_col, merged.max_col + 1),
        )
        sheet.unmerge_cells(str(merged))
        for column in across:
            sheet.cell(merged.min_row, column).value = value
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    heads = cells[title_rows : title_rows + heading_rows]
    paths = [">".join(str(level) for level in column if level) for column in zip(*heads, strict=True)]
    rows = [dict(zip(paths, row, strict=True)) for row in cells[title_rows + heading_rows :]]
    return [row for row in rows if row["学校标识码"]]


def statistics(raw: Path, year: str, stage: str) -> dict[str, dict[str, Any]]:
    """Return the wide export of one stage by school code."""
    path = raw / COUNTY / year / f"{year}年{stage}办学条件统计.xlsx"
    return {row["学校标识码"]: row for row in wide(path)}


def class_rows(raw: Path, year: str) -> list[dict[str, Any]]:
    """Return the classes of every town."""
    return [
        row for path in sorted((raw / COUNTY / year).glob("*/*镇班级名册.xlsx")) for row in table(path)
    ] + [row for path in sorted((raw / COUNTY / year).glob("*/*街道班级名册.xlsx")) for row in table(path)]


def pupil_rows(raw: Path, year: str) -> list[dict[str, Any]]:
    """Return the pupils of every roster of a year, planted faults left out."""
    paths = [p for p in sorted((raw / COUNTY / year).rglob("*学籍名册.*")) if "故障样本" not in p.parts]
    return [row for path in paths for row in table(path, "学籍号")]


def teacher_rows(raw: Path, year: str) -> list[dict[str, Any]]:
    """Return the county's roster of teachers."""
    return table(raw / COUNTY / year / f"{year}年教师名册.xlsx")
