"""The workbook of the autumn statistics that a school hands in itself: one sheet per form.

Forms and cells are rows of `workbook_forms` and `workbook_cells`, at the addresses of 2021; in other years
the cells lie further down or to the right, as `years` says (sources.md: cells move from year to year). What
does not belong here: the figures (facts).
"""

from pathlib import Path

from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

from pipelines.simulate.facts import DEGREES, Value, facts
from pipelines.simulate.forms import bands
from pipelines.simulate.model import School, YearBook
from pipelines.simulate.tables import NOTICE, Row, by_key, rows
from pipelines.simulate.writers.sheets import workbook, write_row

_SUMMED = ("employees", "office", "assistants", "workers", "teachers", "teachers_female", "classes")


def workbook_figures(book: YearBook, school: School) -> dict[str, Value]:
    """Return every field of `workbook_cells` a school has: `stage:field` of a stage, `field` of the whole."""
    figures: dict[str, Value] = {"zero": 0}
    for stage in school.intakes:
        own = _of_stage(book, school, stage)
        figures |= {f"{stage}:{field}": value for field, value in own.items()}
        sums = {field: int(figures.get(field, 0)) + int(own[field]) for field in _SUMMED}
        figures |= own | sums
    figures["special_area"] = round(
        float(figures["teaching_area"])
        - sum(float(figures[part]) for part in ("classroom_area", "library_area", "indoor_sports_area")),
        2,
    )
    return figures


def write_workbooks(book: YearBook, folder: Path) -> list[Path]:
    """Write the workbook of every school that hands one in, into its town's folder."""
    paths = []
    for school in book.schools_handing_in("workbook"):
        path = folder / school.town.name / f"{school.name}教育事业统计表.xlsx"
        figures = workbook_figures(book, school)
        with workbook(path) as out:
            for form in rows("workbook_forms"):
                if _suits(form, school, book.year):
                    sheet = out.add_worksheet(f"{form['form']}_{school.type_name}")
                    write_row(sheet, 0, [f"{form['title']}（{book.year}年，{NOTICE}）"])
                    write_row(sheet, 1, [f"表号：{form['form']}"])
                    _write_cells(sheet, form["form"], school, book.year, figures)
        paths.append(path)
    return paths


def _of_stage(book: YearBook, school: School, stage: str) -> dict[str, Value]:
    figures = facts(book, school, stage)
    classes = [c for c in book.enrolment.classes[school.key] if c.stage == stage]
    for number, grade in enumerate(book.county.grades_of(stage), start=1):
        figures[f"grade_{number}"] = sum(c.pupils for c in classes if c.grade == grade)
    for number, count in enumerate(bands([c.pupils for c in classes]), start=1):
        figures[f"band_{number}"] = count
    staff = [t for t in book.teachers if (t.school, t.stage) == (school.key, stage) and t.full_time]
    for field, degree in DEGREES.items():
        for course in {t.course for t in staff}:
            figures[f"{field}>{course}"] = sum((t.education, t.course) == (degree, course) for t in staff)
    return figures


def _suits(row: Row, school: School, year: int) -> bool:
    """Tell whether a form or cell is printed in a year for a school with these stages."""
    in_time = int(row["first_year"]) <= year <= int(row["last_year"] or year)
    return in_time and (not row["stage"] or row["stage"] in school.intakes)


def _write_cells(sheet: Worksheet, form: str, school: School, year: int, figures: dict[str, Value]) -> None:
    moved = by_key("years", "school_year")[str(year)]
    down, right = int(moved["workbook_rows_down"]), int(moved["workbook_columns_right"])
    for cell in rows("workbook_cells"):
        if cell["form"] != form or not _suits(cell, school, year):
            continue
        row, column = xl_cell_to_rowcol(f"{cell['column']}{cell['row']}")
        if cell["until"]:
            last_row, last_column = xl_cell_to_rowcol(cell["until"])
            sheet.merge_range(row + down, column + right, last_row + down, last_column + right, cell["text"])
        elif cell["text"]:
            sheet.write_string(row + down, column + right, cell["text"])
        else:
            sheet.write(row + down, column + right, figures.get(cell["field"], 0))
