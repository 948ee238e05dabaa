"""Planting every fault of `data/faults.csv` into files of one year book, and the answer sheet.

What does not belong here: the single faults (cells, whole_files).
"""

import csv
from itertools import groupby
from pathlib import Path

from pipelines.simulate.faults.cells import spoiled
from pipelines.simulate.faults.true_tables import true_table
from pipelines.simulate.faults.whole_files import WHOLE_FILE_ACTIONS
from pipelines.simulate.model import YearBook
from pipelines.simulate.tables import NOTICE, Row, rows
from pipelines.simulate.writers.sheets import workbook, write_table
from pipelines.simulate.writers.texts import write_text

FOLDER = "故障样本"
ANSWER_SHEET = "_faults.csv"
ANSWER_COLUMNS = (
    "county",
    "year",
    "file",
    "sheet",
    "row",
    "column",
    "dataset",
    "kind",
    "expected_severity",
    "checked",
    "alters_figures",
    "planted",
    "notice",
)
_TEXT_ROWS_ABOVE = 2


def plant_faults(book: YearBook, out: Path, seed: int) -> list[Path]:
    """Write the faulty files into a folder of their own, and `out/_faults.csv` that lists the faults.

    Returns:
        The faulty files in the order of the table, then the answer sheet.
    """
    folder = out / book.county.code / str(book.year) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    answers: list[dict[str, object]] = []
    paths = []
    for name, group in groupby(rows("faults"), key=lambda row: row["file"]):
        path = folder / name
        answers += _plant(book, path, list(group), seed)
        paths.append(path)
    sheet = out / ANSWER_SHEET
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ANSWER_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(answers)
    return [*paths, sheet]


def _plant(book: YearBook, path: Path, faults: list[Row], seed: int) -> list[dict[str, object]]:
    table = true_table(faults[0]["table"], book, seed)
    whole = WHOLE_FILE_ACTIONS.get(faults[0]["action"])
    if whole:
        whole(table, path)
        return [_answer(book, path, fault, "", None, table.dataset) for fault in faults]
    table, places = spoiled(table, faults)
    if path.suffix == ".csv":
        how = {"extension": "csv", "encoding": "gb18030", "delimiter": "comma"}
        texts = ([str(cell) for cell in row] for row in table.rows)
        write_text(path.with_suffix(""), table.title, table.headings, texts, how)
        first, sheet = _TEXT_ROWS_ABOVE + 1, ""
    else:
        with workbook(path) as out:
            sheet = table.title
            first = write_table(out.add_worksheet(sheet), table.title, table.headings, table.rows)
    return [
        _answer(book, path, fault, sheet, None if place is None else first + place, table.dataset)
        for fault, place in zip(faults, places, strict=True)
    ]


def _answer(
    book: YearBook, path: Path, fault: Row, sheet: str, row: int | None, dataset: str
) -> dict[str, object]:
    return {
        "county": book.county.code,
        "year": book.year,
        "file": f"{FOLDER}/{path.name}",
        "sheet": sheet,
        "row": row,
        "column": fault["column"],
        "dataset": dataset,
        "kind": fault["kind"],
        "expected_severity": fault["severity"],
        "checked": fault["checked"],
        "alters_figures": fault["alters_figures"],
        "planted": fault["planted"],
        "notice": NOTICE,
    }
