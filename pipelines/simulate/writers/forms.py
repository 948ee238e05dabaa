"""The vertical forms: a sheet per school in its town's workbook, one workbook for the county.

What does not belong here: the figures (simulate.forms).
"""

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from random import Random

from xlsxwriter import Workbook

from pipelines.simulate.facts import Value
from pipelines.simulate.finance import school_funds
from pipelines.simulate.forms import county_form, school_form
from pipelines.simulate.model import YearBook
from pipelines.simulate.tables import NOTICE, Row, rows
from pipelines.simulate.writers.sheets import Cell, workbook, write_row

FORM_HEADINGS = ("序号", "类别", "填报项目", "单位", "填报值")
NOT_APPLICABLE = "/"
_TITLE_ROWS = 2


def write_school_forms(book: YearBook, folder: Path, rng: Random) -> list[Path]:
    """Write the forms of the schools that hand in one, town by town; `rng` is that of the schools' funds."""
    funds = {item.school.key: item for item in school_funds(book, rng)}
    schools = book.schools_handing_in("form")
    paths = []
    for town in book.county.towns:
        mine = [school for school in schools if school.town is town]
        if mine:
            path = folder / town.name / f"{town.name}学校填报表.xlsx"
            with workbook(path) as out:
                for school in mine:
                    figures = school_form(book, school, funds[school.key])
                    title = f"{school.name}{book.year}学年学校填报表"
                    _write_form(out, school.name, title, rows("school_form_items"), figures)
            paths.append(path)
    return paths


def write_county_form(book: YearBook, folder: Path, rng: Random) -> Path:
    """Write the county's form; `rng` is that of the register of disabled children."""
    path = folder / f"{book.year}年区县填报表.xlsx"
    with workbook(path) as out:
        title = f"{book.county.name}{book.year}学年区县填报表"
        _write_form(out, "区县填报表", title, rows("county_form_items"), county_form(book, rng))
    return path


def item_rows(items: tuple[Row, ...], figures: Mapping[str, Value]) -> list[list[Cell]]:
    """Return one row per item in the order of `FORM_HEADINGS`."""
    return [
        [number, row["group"], row["item"], row["unit"], figures.get(row["field"], NOT_APPLICABLE)]
        for number, row in enumerate(items, start=1)
    ]


def _write_form(
    out: Workbook, name: str, title: str, items: tuple[Row, ...], figures: Mapping[str, Value]
) -> None:
    """Write title, instruction, headings and one row per item; the groups are merged downwards."""
    sheet = out.add_worksheet(name)
    write_row(sheet, 0, [f"{title}（{NOTICE}）"])
    write_row(sheet, 1, [f"填报说明：没有的项目填“{NOT_APPLICABLE}”"])
    write_row(sheet, _TITLE_ROWS, FORM_HEADINGS)
    line = _TITLE_ROWS + 1
    for group, members in groupby(item_rows(items, figures), key=lambda row: str(row[1])):
        first = line
        for number, _, *cells in members:
            write_row(sheet, line, [number, None, *cells])
            line += 1
        if line - first > 1:
            sheet.merge_range(first, 1, line - 1, 1, group)
        else:
            sheet.write_string(first, 1, group)
    write_row(sheet, line, ["填表人：模拟程序", None, None, "负责人：模拟程序"])
