"""Writing the templates of all datasets into a folder.

What does not belong here: what a sheet looks like (table, form, guide).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import xlsxwriter

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.templates.fields import fields
from pipelines.templates.form import write_form
from pipelines.templates.guide import write_guide
from pipelines.templates.look import Look
from pipelines.templates.table import write_table
from pipelines.workbooks.names import file_name

MADE_AT = datetime(2024, 9, 1)
"""Written into every workbook, so that the same contracts give the same bytes."""


def write_templates(folder: Path, book: AliasBook) -> dict[str, Path]:
    """Write a blank workbook for every dataset that people fill in themselves.

    A dataset that is put together from the forms of another system has none (`without_template`).

    Args:
        folder: where; it is made, and a file of the same name is written over.
        book: the headings in use, which name the columns that stand across.

    Returns:
        The file of each dataset, by its name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return {
        dataset.name: _write(folder, dataset, book)
        for dataset in DATASETS.values()
        if dataset not in without_template()
    }


def without_template() -> list[Dataset]:
    """The datasets that come out of another system and are never filled in by hand."""
    return [dataset for dataset in DATASETS.values() if dataset.is_composed]


def _write(folder: Path, dataset: Dataset, book: AliasBook) -> Path:
    path = folder / file_name(f"{dataset.title}_模板")
    all_fields = fields(dataset, book.of.get(dataset.name))
    with xlsxwriter.Workbook(path) as workbook:
        workbook.set_properties({"title": f"{dataset.title}（填报模板）", "created": MADE_AT})
        look = Look(workbook)
        lists = write_guide(workbook, look, dataset, all_fields)
        write_sheet = write_form if dataset.is_form else write_table
        write_sheet(workbook, look, dataset, all_fields, lists)
    return path
