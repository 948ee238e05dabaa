"""The sheet of a template with a row for each school, pupil or room: headings and an example row.

What does not belong here: forms of which a sheet is one row (form).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import xlsxwriter

from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.recognising.template_mark import NONE, TICK
from pipelines.ingest.passed_over import EXAMPLE, NUMBER
from pipelines.templates.fields import Field
from pipelines.templates.look import Look, titled_sheet

LAST_ROW = 20_000
"""As far down as words can be chosen from a list."""
LABEL_CELLS = 3
WIDTH, NARROW = 16, 8


def write_table(
    book: xlsxwriter.Workbook,
    look: Look,
    dataset: Dataset,
    all_fields: Sequence[Field],
    lists: Mapping[tuple[str, ...], str],
) -> None:
    """Write the sheet, which is the first that a person sees."""
    sheet = titled_sheet(book, look, dataset)
    top = 2
    if dataset.may_be_none:
        sheet.merge_range(top, 0, top, LABEL_CELLS - 1, NONE, look.note)
        sheet.write_blank(top, LABEL_CELLS, None, look.box)
        sheet.data_validation(top, LABEL_CELLS, top, LABEL_CELLS, {"validate": "list", "source": [TICK]})
        top += 1
    sheet.write_string(top, 0, NUMBER, look.heading)
    sheet.write_string(top + 1, 0, EXAMPLE, look.example)
    sheet.set_column(0, 0, NARROW)
    for at, field in enumerate(all_fields, start=1):
        sheet.set_column(at, at, WIDTH, look.text if field.is_text else look.number)
        sheet.write_string(top, at, field.heading, look.required if field.is_required else look.heading)
        sheet.write_comment(top, at, field.note, {"x_scale": 1.5})
        sheet.write(top + 1, at, field.example, look.example if field.is_text else look.example_number)
        if field.words:
            sheet.data_validation(
                *(top + 1, at, LAST_ROW, at),
                {"validate": "list", "source": lists[field.words], "error_type": "warning"},
            )
    sheet.set_row(top, 32)
    sheet.freeze_panes(top + 1, 1)
    sheet.activate()
