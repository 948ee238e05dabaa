"""The schools' funds as a table and the county's year as a vertical form.

What does not belong here: the figures (finance).
"""

from pathlib import Path
from random import Random

from pipelines.simulate.finance import SchoolFunds, county_figures, fiscal_years, school_funds
from pipelines.simulate.model import YearBook
from pipelines.simulate.tables import rows
from pipelines.simulate.writers.sheets import Cell, workbook, write_table

FUNDS_HEADINGS = (
    "学校标识码",
    "学校名称",
    "财政年度",
    "核定公用经费学生数",
    "公用经费预算（万元）",
    "公用经费决算（万元）",
    "公用经费实际拨付（万元）",
    "教师培训经费预算（万元）",
    "教师培训经费决算（万元）",
    "应返还行政事业性收费（万元）",
    "已返还行政事业性收费（万元）",
)
FORM_HEADINGS = ("序号", "类别", "填报项目", "单位", "填报值")


def funds_rows(book: YearBook, rng: Random) -> list[list[Cell]]:
    """Return one row per school in the order of `FUNDS_HEADINGS`."""
    return [_funds(item, book.year) for item in school_funds(book, rng)]


def write_school_funds(book: YearBook, folder: Path, rng: Random) -> Path:
    """Write the funds of one fiscal year."""
    path = folder / f"{book.year}年学校经费.xlsx"
    body = funds_rows(book, rng)
    total: list[Cell] = [
        "合计",
        None,
        None,
        *(round(sum(float(r[i] or 0) for r in body), 4) for i in range(3, 11)),
    ]
    with workbook(path) as out:
        title = f"{book.county.name}{book.year}年度学校经费"
        write_table(out.add_worksheet("学校经费"), title, FUNDS_HEADINGS, body, after=[total])
    return path


def form_rows(book: YearBook, fiscal_year: int) -> list[list[Cell]]:
    """Return the items of the county's form in the order of `FORM_HEADINGS`."""
    figures = county_figures(book, fiscal_year)
    return [
        [number, row["group"], row["item"], row["unit"], figures[row["field"]]]
        for number, row in enumerate(rows("county_finance_items"), start=1)
    ]


def write_county_forms(book: YearBook, folder: Path) -> list[Path]:
    """Write one form for each fiscal year handed in with the school year."""
    paths = []
    for fiscal_year in fiscal_years(book.year):
        path = folder / f"{fiscal_year}年县级教育财政.xlsx"
        with workbook(path) as out:
            title = f"{book.county.name}{fiscal_year}年县级教育财政填报表"
            write_table(out.add_worksheet("县级教育财政"), title, FORM_HEADINGS, form_rows(book, fiscal_year))
        paths.append(path)
    return paths


def _funds(item: SchoolFunds, year: int) -> list[Cell]:
    return [
        item.school.code,
        item.school.name,
        year,
        item.funded_pupils,
        item.budget,
        item.final,
        item.paid,
        item.training_budget,
        item.training_final,
        item.fees_due,
        item.fees_returned,
    ]
