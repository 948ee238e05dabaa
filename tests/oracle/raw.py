"""Reads the raw files of a county by heading text, and says which rows are in force.

For one scope the newest file alone speaks; all files count as seen in one refresh, so newest is by
modification time, then by path. Nothing is computed or judged here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

from .headings import ANY_SCHOOL, DATASETS, ELSEWHERE, KEYS, NAME_THEIR_YEAR, Patterns
from .sheets import HeadingPath, Table, heading, tables
from .workbook import statistics_of

Row = dict[str, str]
EMPTY = {"", "-", "—", "——", "/", "…", "无"}
STAGE_WORDS = {"小学": "小学", "初中": "初中", "初级中学": "初中", "高中": "高中", "高级中学": "高中"}
YES, NO = {"是", "1", "Y", "有", "√", "true"}, {"否", "0", "N", "×", "false"}


@dataclass
class CountyYear:
    """What is in force for one county and school year; every cell as text, blank when absent."""

    county: str
    year: int
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in DATASETS})
    handed_in: set[str] = field(default_factory=set)
    """Datasets of which a file lies in this year's folder, be it of headings only."""
    years: dict[int, CountyYear] = field(default_factory=dict)
    """All years of the county, this one among them."""
    _grouped: dict[str, dict[str, list[Row]]] = field(default_factory=dict, repr=False)

    def of(self, dataset: str) -> list[Row]:
        """The rows of a dataset that are in force."""
        return self.rows[dataset]

    def names(self, school: str) -> bool:
        """Whether the register in force names a school; rows of any other are left out."""
        return school in self.by_school("school_register")

    def by_school(self, dataset: str) -> dict[str, list[Row]]:
        """The same rows by 学校标识码."""
        if dataset not in self._grouped:
            grouped = self._grouped[dataset] = {}
            for row in self.rows[dataset]:
                grouped.setdefault(row["school_code"], []).append(row)
        return self._grouped[dataset]


def number(text: str) -> Fraction | None:
    """A cell as an exact number; None when it is blank or says nothing."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    if plain in EMPTY:
        return None
    try:
        return Fraction(Decimal(plain))
    except InvalidOperation as error:
        raise ValueError(f"not a number: {text!r}") from error


def flag(text: str) -> bool | None:
    """A 是/否 cell; None when blank."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in YES or plain in NO or plain == "无":
        return plain in YES
    if plain == "":
        return None
    raise ValueError(f"neither 是 nor 否: {text!r}")


def day(text: str) -> date | None:
    """A cell as a date, a month as its first day; None when blank."""
    digits = re.findall(r"\d+", text.split(" ")[0])
    if not digits:
        return None
    if len(digits) == 1 and len(digits[0]) in (6, 8):
        digits = [digits[0][:4], digits[0][4:6], digits[0][6:] or "1"]
    if not 2 <= len(digits) <= 3:
        raise ValueError(f"not a date: {text!r}")
    year, month, day_of_month = (*map(int, digits), 1)[:3]
    return date(year, month, day_of_month)


def read_counties(raw: Path) -> dict[tuple[str, int], CountyYear]:
    """Every county and school year below `raw`, with the rows in force.

    Fiscal, enrolment and monitoring years count whatever folder they lie in: such rows stand in each of the
    county's years.
    """
    result: dict[tuple[str, int], CountyYear] = {}
    for county in sorted(path for path in raw.iterdir() if re.fullmatch(r"\d{6}", path.name)):
        spoken: dict[tuple[int | None, str], dict[tuple[str, ...], list[Row]]] = {}
        folders = [path for path in county.iterdir() if re.fullmatch(r"\d{4}(-\d{4})?", path.name)]
        years = {folder: int(folder.name[:4]) for folder in folders}
        handed_in: dict[int, set[str]] = {year: set() for year in years.values()}
        files = [(file, year) for folder, year in years.items() for file in _files(folder)]
        for file, year in sorted(files, key=lambda item: (item[0].stat().st_mtime_ns, str(item[0]))):
            for dataset, scopes in _scopes(file).items():
                handed_in[year].add(dataset)
                key = (None if dataset in NAME_THEIR_YEAR else year, dataset)
                spoken.setdefault(key, {}).update(scopes)
        all_years: dict[int, CountyYear] = {}
        for year in sorted(set(years.values())):
            here = CountyYear(county.name, year, handed_in=handed_in[year], years=all_years)
            for (of_year, dataset), scopes in spoken.items():
                if of_year in (None, year):
                    here.rows[dataset] = [row for rows in scopes.values() for row in rows]
            result[county.name, year] = all_years[year] = here
    return result


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.startswith((".", "~$", "_")):
            yield file


def _scopes(file: Path) -> dict[str, dict[tuple[str, ...], list[Row]]]:
    """By dataset and scope: the rows with which this file speaks for it."""
    found: dict[str, dict[tuple[str, ...], list[Row]]] = {}
    own_forms = statistics_of(file)
    read = [("statistics_workbook", own_forms)] if own_forms else _sheets(file)
    for dataset, rows in read:
        found.setdefault(dataset, {} if DATASETS[dataset][2] else {(): []})
        for row in rows:
            scope = tuple(row.get(name, "") for name in DATASETS[dataset][2])
            found.setdefault(dataset, {}).setdefault(scope, []).append(row)
    return found


def _sheets(file: Path) -> Iterator[tuple[str, list[Row]]]:
    """Dataset and rows of each table that decides something here."""
    for table in tables(file):
        if any(path[-1:] == ("填报项目",) for path in table.headings):
            table = _upright(table)
        if not any(path and path[-1] in ELSEWHERE for path in table.headings):
            yield _read(table)


def by_number(table: Table) -> tuple[str, dict[int, Row]]:
    """The dataset of a table and every row below its headings, by its number in the file."""
    headings, data = table.headings, table.rows
    stage = stage_of(f"{table.sheet} {table.title} {table.file.stem}")
    dataset = _recognise(headings, stage, table)
    fields = DATASETS[dataset][0]
    columns = {name: _column(headings, patterns, stage, table) for name, patterns in fields.items()}
    rows = [{name: _text(row, at) for name, at in columns.items()} for row in data]
    if dataset == "school_statistics" and columns["stage"] is None:
        if stage is None:
            raise ValueError(f"{table.file}, sheet {table.sheet!r}: no stage in title or name")
        rows = [{**row, "stage": stage} for row in rows]
    return dataset, dict(enumerate(rows, start=table.first_row))


def _read(table: Table) -> tuple[str, list[Row]]:
    """The dataset of a table and its rows that have a key (sums and signatures have none)."""
    dataset, numbered = by_number(table)
    rows = list(numbered.values())
    if dataset == "county_form":
        return dataset, rows
    key, shape = KEYS.get(dataset, ANY_SCHOOL)
    return dataset, [row for row in rows if re.fullmatch(shape, row[key])]


def _recognise(headings: list[HeadingPath], stage: str | None, table: Table) -> str:
    for dataset, (fields, needed, _) in DATASETS.items():
        if needed and all(_column(headings, fields[name], stage, table) is not None for name in needed):
            return dataset
    raise ValueError(f"{table.file}, sheet {table.sheet!r}: no known dataset in {headings}")


def _upright(table: Table) -> Table:
    """A vertical form (填报项目, 填报值) as one row."""
    ends = [path[-1] if path else "" for path in table.headings]
    item, value = ends.index("填报项目"), ends.index("填报值")
    pairs = [(heading(row[item]), row[value]) for row in table.rows if len(row) > value and row[item]]
    return replace(table, headings=[(name,) for name, _ in pairs], rows=[[cell for _, cell in pairs]])


def stage_of(text: str) -> str | None:
    """The stage that a title names, or None."""
    return next((stage for word, stage in STAGE_WORDS.items() if word in text), None)


def _column(headings: list[HeadingPath], patterns: Patterns, stage: str | None, table: Table) -> int | None:
    for pattern in patterns:
        steps = tuple(step.format(stage=stage) for step in pattern)
        found = [at for at, path in enumerate(headings) if path[-len(steps) :] == steps]
        if len(found) > 1:
            name = ">".join(steps)
            raise ValueError(f"{table.file}, sheet {table.sheet!r}: {name} stands in columns {found}")
        if found:
            return found[0]
    return None


def _text(row: list[object], at: int | None) -> str:
    if at is None or at >= len(row) or row[at] is None:
        return ""
    cell = row[at]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unicodedata.normalize("NFKC", str(cell)).strip()
