"""A document that people edit: Word, WPS, LibreOffice.

What does not belong here: what it says (reports).
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pipelines.documents.blocks import Block, Cell, Heading, Picture, Table, Text, Title
from pipelines.warehouse.versions import Version

BODY, HEADINGS, TITLE = "仿宋", "黑体", "宋体"
TONES: Final = {"near": "7A4B00", "unmet": "9C0006", "no_data": "404040", "worse": "9C0006", "lost": "404040"}
GROUND: Final = "EDEDED"
ACROSS_MM: Final = 160.0
"""Between the margins of A4."""
LEFT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER


def write_docx(path: Path, blocks: Sequence[Block], version: Version, footer: str) -> None:
    """Write the document; folders are made."""
    document = Document()
    _set_up(document, version, footer)
    for block in blocks:
        if isinstance(block, Title):
            _paragraph(document, block.text, TITLE, 20, align=CENTRE, bold=True, after=4)
            _paragraph(document, block.under, BODY, 12, align=CENTRE, after=10)
        elif isinstance(block, Heading):
            heading = document.add_heading(level=block.level)
            size, before = (14, 12) if block.level == 1 else (11, 4)
            _run(heading, block.text, HEADINGS, size)
            heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(before), Pt(4)
        elif isinstance(block, Text):
            size = 9 if block.is_note else 12
            said = _paragraph(document, block.text, BODY, size, after=4)
            said.paragraph_format.first_line_indent = None if block.is_note else Pt(24)
        elif isinstance(block, Picture):
            _picture(document, block)
        else:
            _table(document, block)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))


def _set_up(document: Any, version: Version, footer: str) -> None:
    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    document.core_properties.created = version.created_at.replace(tzinfo=None)
    document.core_properties.author = document.core_properties.comments = ""
    at_foot = section.footer.paragraphs[0]
    at_foot.alignment = CENTRE
    _run(at_foot, f"{footer}　第 ", BODY, 9)
    _page_number(at_foot)
    _run(at_foot, " 页", BODY, 9)


def _paragraph(
    document: Any,
    text: str,
    font: str,
    size: float,
    *,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    bold: bool = False,
    after: float = 0,
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.line_spacing = 1.3
    _run(paragraph, text, font, size, bold=bold)
    return paragraph


def _run(
    paragraph: Any, text: str, font: str, size: float, *, bold: bool = False, tone: str | None = None
) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, font
    run.font.color.rgb = RGBColor.from_string(TONES.get(tone or "", "000000"))
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _page_number(paragraph: Any) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph.paragraph_format.element.append(field)


def _picture(document: Any, picture: Picture) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    run.add_picture(BytesIO(picture.png))
    for drawn in run.element.iter(qn("wp:docPr")):
        drawn.set("descr", picture.told)


def _table(document: Any, block: Table) -> None:
    table = document.add_table(rows=0, cols=len(block.headings), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    whole = sum(block.widths)
    widths = [Mm(ACROSS_MM * width / whole) for width in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _row(table, [Cell(heading) for heading in block.headings], widths, block, is_heading=True)
    for row in block.rows:
        _row(table, row, widths, block, is_heading=False)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _row(table: Any, cells: Sequence[Cell], widths: Sequence[Any], block: Table, *, is_heading: bool) -> None:
    row = table.add_row()
    of_row = _cell_element(row.cells[0]).getparent().get_or_add_trPr()
    of_row.append(OxmlElement("w:cantSplit"))
    if is_heading:
        of_row.append(OxmlElement("w:tblHeader"))
    for column, (place, cell) in enumerate(zip(row.cells, cells, strict=True)):
        place.width = widths[column]
        paragraph = place.paragraphs[0]
        paragraph.alignment = CENTRE if is_heading or column in block.centred else LEFT
        paragraph.paragraph_format.keep_with_next = is_heading
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
        _run(paragraph, cell.text, "宋体", 9.5, bold=is_heading, tone=cell.tone)
        if is_heading:
            _ground(place)


def _cell_element(place: Any) -> Any:
    return place.paragraphs[0].paragraph_format.element.getparent()


def _ground(place: Any) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), GROUND)
    _cell_element(place).get_or_add_tcPr().append(shading)
