"""How templates look: the same few formats in each, and the two lines at the head of a sheet.

What does not belong here: what stands in a cell below (table, form, guide).
"""

from __future__ import annotations

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.recognising.template_mark import MARK

FONT = {"font_name": "宋体", "font_size": 11}
EDGE = {"border": 1, "border_color": "#999999"}


class Look:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        def of(**more: object) -> Format:
            return book.add_format({**FONT, **more})

        self.title = of(bold=True, font_size=14)
        self.note = of(font_color="#555555")
        self.heading = of(
            bold=True, bg_color="#DDEBF7", text_wrap=True, valign="vcenter", align="center", **EDGE
        )
        self.required = of(
            bold=True, bg_color="#FCE4D6", text_wrap=True, valign="vcenter", align="center", **EDGE
        )
        self.example = of(italic=True, font_color="#808080", num_format="@", **EDGE)
        self.example_number = of(italic=True, font_color="#808080", **EDGE)
        self.label = of(text_wrap=True, valign="vcenter", **EDGE)
        self.box = of(bold=True, align="center", bg_color="#FFF2CC", **EDGE)
        self.text = of(num_format="@")
        self.number = of()
        self.text_cell = of(num_format="@", bg_color="#FFF2CC", **EDGE)
        self.number_cell = of(bg_color="#FFF2CC", **EDGE)


def titled_sheet(book: xlsxwriter.Workbook, look: Look, dataset: Dataset) -> Worksheet:
    """A sheet for a dataset: its title in the first row, and the mark of a template in the second."""
    sheet = book.add_worksheet(dataset.title)
    sheet.write_string(0, 0, f"{dataset.title}（填报模板）", look.title)
    sheet.write_string(1, 0, f"{MARK}{dataset.name}", look.note)
    return sheet
