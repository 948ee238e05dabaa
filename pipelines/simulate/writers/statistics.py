"""The wide export of the autumn statistics: one workbook per stage, five merged heading rows.

The columns are rows of `statistics_columns` (shape: sources.md, 教育事业统计, wide export). What does not
belong here: the figures (facts).
"""

from pathlib import Path

from pipelines.simulate.facts import Value, facts
from pipelines.simulate.model import School, YearBook
from pipelines.simulate.tables import NOTICE, STAGES, by_key, rows
from pipelines.simulate.writers.sheets import Cell, workbook, write_merged_headings, write_row

HEADING_ROWS = 5
_TITLE_ROWS = 2


def columns(stage: str, year: int) -> list[tuple[list[str], str]]:
    """Return heading path and field of each column of a stage's export in a school year."""
    return [
        (row["path"].split(">"), row["field"])
        for row in rows("statistics_columns")
        if stage in row["stages"].split() and int(row["first_year"]) <= year <= int(row["last_year"] or year)
    ]


def write_statistics(book: YearBook, folder: Path) -> list[Path]:
    """Write the three exports of one school year; a school stands in each of its stages' files.

    Schools that hand in a form or a workbook of their own stand in none.
    """
    return [_export(book, stage, folder) for stage in STAGES]


def _export(book: YearBook, stage: str, folder: Path) -> Path:
    path = folder / f"{book.year}年{stage}办学条件统计.xlsx"
    wide = columns(stage, book.year)
    schools = [s for s in book.schools_handing_in("export") if book.enrolment.pupils(s.key, stage)]
    with workbook(path) as out:
        sheet = out.add_worksheet(stage)
        write_row(sheet, 0, [f"{book.county.name}{book.year}学年{stage}办学条件统计（{NOTICE}）"])
        write_row(sheet, 1, [f"统计时点：{book.year}年9月1日", None, None, "单位：人、平方米、万元"])
        write_merged_headings(sheet, _TITLE_ROWS, [path for path, _ in wide], HEADING_ROWS)
        line = _TITLE_ROWS + HEADING_ROWS
        records = []
        for school, section in _with_sections(book, schools):
            if section:
                write_row(sheet, line, [section])
                line += 1
            record = facts(book, school, stage)
            records.append(record)
            write_row(sheet, line, [record[field] for _, field in wide])
            line += 1
        write_row(sheet, line, ["合计", *_totals(records, [field for _, field in wide][1:])])
        write_row(sheet, line + 1, ["填表人：模拟程序", None, None, "负责人：模拟程序"])
    return path


def _with_sections(book: YearBook, schools: list[School]) -> list[tuple[School, str]]:
    """Pair each school with the section row above it, in years whose export has section rows."""
    if by_key("years", "school_year")[str(book.year)]["town_sections"] != "是":
        return [(school, "") for school in schools]
    result = []
    for town in book.county.towns:
        mine = [s for s in schools if s.town is town]
        result += [(s, f"{town.name}（{len(mine)}所）" if s is mine[0] else "") for s in mine]
    return result


def _totals(records: list[dict[str, Value]], fields: list[str]) -> list[Cell]:
    totals: list[Cell] = []
    for field in fields:
        numbers = [record[field] for record in records if not isinstance(record[field], str)]
        totals.append(round(sum(float(n) for n in numbers), 2) if numbers else None)
    return totals
