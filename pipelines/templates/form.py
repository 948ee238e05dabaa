"""The sheet of a template that is a vertical form: an item a row, of which the whole sheet is one row.

What does not belong here: tables with a row for each thing (table).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import xlsxwriter

from pipelines.contracts.datasets.dataset import Dataset
from pipelines.ingest.forms import ITEM, UNIT, VALUE
from pipelines.ingest.passed_over import NUMBER
from pipelines.templates.fields import Field
from pipelines.templates.look import Look, titled_sheet

NOTE = "要求"
WIDTHS = {NUMBER: 8, ITEM: 40, UNIT: 8, VALUE: 20, NOTE: 44}


def write_form(
    book: xlsxwriter.Workbook,
    look: Look,
    dataset: Dataset,
    all_fields: Sequence[Field],
    lists: Mapping[tuple[str, ...], str],
) -> None:
    """Write the sheet; what stands right of 填报值 is not read."""
    sheet = titled_sheet(book, look, dataset)
    for at, (heading, width) in enumerate(WIDTHS.items()):
        sheet.set_column(at, at, width)
        sheet.write_string(2, at, heading, look.heading)
    value = list(WIDTHS).index(VALUE)
    for row, field in enumerate(all_fields, start=3):
        sheet.write_number(row, 0, row - 2, look.label)
        sheet.write_string(row, 1, field.heading, look.label)
        sheet.write_string(row, 2, field.unit, look.label)
        sheet.write_blank(row, value, None, look.text_cell if field.is_text else look.number_cell)
        sheet.write_string(row, value + 1, field.note, look.label)
        if field.words:
            sheet.data_validation(row, value, row, value, {"validate": "list", "source": lists[field.words]})
    sheet.freeze_panes(3, 2)
    sheet.activate()
