"""Comments and text boxes are not read; that they are there is told."""

from __future__ import annotations

import io

import xlsxwriter

from tests.corpus.packing import open_document
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT


def with_comments(*cells: tuple[int, int], box: bool = False) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        for at, row in enumerate((list(RIGHT["class_roster"]), list(RIGHT["class_roster"].values()))):
            sheet.write_row(at, 0, row)
        for cell in cells:
            sheet.write_comment(*cell, "含借读生")
        if box:
            sheet.insert_textbox(6, 1, "本表含幼儿园")
            sheet.insert_textbox(9, 1, "")
    return buffer.getvalue()


def test_a_comment_on_a_figure_is_told_by_its_cell_and_one_on_a_heading_is_not(check: Check) -> None:
    (told,) = check(with_comments((0, 4), (1, 4))).findings
    assert (
        (told.rule, told.severity) == ("comments", "note")
        and "1 个单元格" in told.found
        and "E2" in told.found
    )
    assert "借读" not in told.message
    assert check(with_comments((0, 4))).findings == []


def test_a_comment_in_an_open_document_is_told_too(check: Check) -> None:
    note = "<office:annotation><text:p>9</text:p></office:annotation>"
    rows = [list(RIGHT["class_roster"]), list(RIGHT["class_roster"].values())]
    body = ""
    for at, row in enumerate(rows):
        cells = (
            f'<table:table-cell office:value-type="string">{note if (at, column) == (1, 4) else ""}'
            f"<text:p>{cell}</text:p></table:table-cell>"
            for column, cell in enumerate(row)
        )
        body += f"<table:table-row>{''.join(cells)}</table:table-row>"
    result = check(open_document(f'<table:table table:name="表">{body}</table:table>'), "a.ods")
    assert result.sheets[0].accepted["pupils"].to_list() == [40]
    assert ["E2" in finding.found for finding in result.findings] == [True]


def test_a_text_over_the_cells_is_told(check: Check) -> None:
    (told,) = check(with_comments(box=True)).findings
    assert told.rule == "text_boxes" and "1 个文本框" in told.found
