"""Reading synthetic files back with openpyxl and plain text, sharing nothing with the writers."""

from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

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


def rows_below(path: Path, heading: str, *, height: int = 1, sheet: str = "") -> list[dict[str, Any]]:
    """Return the rows below headings of `height` rows, the first of which holds `heading`, without 合计."""
    book = load_workbook(path)
    cells = [list(row) for row in book[sheet or book.sheetnames[-1]].iter_rows(values_only=True)]
    top = next(i for i, row in enumerate(cells) if heading in row)
    columns = zip(*cells[top : top + height], strict=True)
    names = [[word for word in column if word is not None][-1] for column in columns]
    rows = [dict(zip(names, row, strict=True)) for row in cells[top + height :]]
    return [row for row in rows if row[names[0]] not in ("合计", "填表人：模拟程序")]


def text_grid(path: Path) -> list[list[Any]]:
    """Return the cells of a text file, UTF-8 first, then GB18030."""
    return text_cells(path.read_bytes())


def text_cells(content: bytes) -> list[list[Any]]:
    """Return the cells of the bytes of a text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    delimiter = "\t" if "\t" in text.splitlines()[1] else ","
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


def forms(raw: Path, year: str) -> dict[str, dict[str, Any]]:
    """Return the schools' vertical forms by school code, each as item and value."""
    paths = sorted((raw / COUNTY / year).glob("*/*学校填报表.xlsx"))
    sheets = [sheet for path in paths for sheet in load_workbook(path).worksheets]
    items = [{row[2]: row[4] for row in sheet.iter_rows(min_row=4, values_only=True)} for sheet in sheets]
    return {form["学校代码"]: form for form in items}


def county_form(raw: Path, year: str) -> dict[str, Any]:
    """Return the county's vertical form as item and value."""
    sheet = load_workbook(raw / COUNTY / year / f"{year}年区县填报表.xlsx").worksheets[0]
    return {row[2]: row[4] for row in sheet.iter_rows(min_row=4, values_only=True)}


def workbooks(raw: Path, year: str, *, down: int = 0, right: int = 0) -> dict[str, Workbook]:
    """Return the schools' statistics workbooks by the code in C3, or as far down and right as it lies."""
    books = [load_workbook(path) for path in sorted((raw / COUNTY / year).glob("*/*教育事业统计表.xlsx"))]
    return {book.worksheets[0].cell(3 + down, 3 + right).value: book for book in books}


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


def change_rows(raw: Path, year: str) -> list[dict[str, Any]]:
    """Return the events of the pupils' records of a school year."""
    (path,) = (raw / COUNTY / year).glob(f"{year}学年学籍异动.*")
    return table(path, "学籍号")


def survey_rows(raw: Path, year: str) -> list[dict[str, Any]]:
    """Return the answers of a survey, out of its packed file."""
    with ZipFile(raw / COUNTY / year / f"{year}年满意度调查.zip") as packed:
        texts = [text_cells(packed.read(name)) for name in packed.namelist()]
    return [dict(zip(cells[1], row, strict=True)) for cells in texts for row in cells[2:]]


def evidence_rows(raw: Path, year: str) -> list[dict[str, Any]]:
    """Return the evidence of the county office and of every town."""
    paths = sorted((raw / COUNTY / year).rglob("*佐证材料台账.xlsx"))
    return [row for path in paths for row in rows_below(path, "指标代码", height=2)]
