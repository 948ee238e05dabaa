"""A document to print and to send on: PDF, its letters inside.

What does not belong here: what it says (reports), and where fonts are (fonts).
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from fpdf import FPDF
from fpdf.enums import Align, WrapMode, XPos, YPos
from fpdf.fonts import FontFace

from pipelines.documents.blocks import Block, Heading, Picture, Table, Text, Title
from pipelines.documents.breaking import broken
from pipelines.documents.fonts import Font
from pipelines.warehouse.versions import Version

FAMILY = "junheng"
TONES: Final = {
    "near": (122, 75, 0),
    "unmet": (156, 0, 6),
    "no_data": (64, 64, 64),
    "worse": (156, 0, 6),
    "lost": (64, 64, 64),
}
GROUND: Final = (237, 237, 237)
MARGIN: Final = 22.0
"""Millimetres."""
PADDING: Final = 0.8
SPARE: Final = 0.6
"""Millimetres of a cell that text leaves free, so that a line once broken is not broken again."""
WITH_WHAT_FOLLOWS: Final = 40.0
"""Millimetres that a heading needs on its page."""
ACROSS: Final = 210.0 - 2 * MARGIN


class _Paper(FPDF):
    """A4 with its pages numbered."""

    def __init__(self, footer: str) -> None:
        super().__init__(format="A4")
        self._footer = footer

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font(FAMILY, size=9)
        self.cell(0, 6, f"{self._footer}　第 {self.page_no()} 页，共 {{nb}} 页", align="C")


def write_pdf(
    path: Path, blocks: Sequence[Block], version: Version, footer: str, fonts: tuple[Font, Font]
) -> None:
    """Write the document; folders are made.

    Args:
        path: where.
        blocks: what it says.
        version: from which its figures are.
        footer: what stands at every foot.
        fonts: for texts and for headings.
    """
    paper = _Paper(footer)
    for style, font in zip(("", "B"), fonts, strict=True):
        paper.add_font(FAMILY, style, str(font.path), collection_font_number=font.number)
    paper.set_creation_date(version.created_at)
    paper.set_lang("zh-CN")
    paper.set_margins(MARGIN, MARGIN, MARGIN)
    paper.set_auto_page_break(True, MARGIN)
    paper.add_page()
    for block in blocks:
        if isinstance(block, Title):
            paper.set_title(block.text)
            _text(paper, block.text, 18, "B", align="C", after=2)
            _text(paper, block.under, 11, align="C", after=4)
        elif isinstance(block, Heading):
            _keep_together(paper, WITH_WHAT_FOLLOWS)
            size, before = (13, 3) if block.level == 1 else (10, 0.5)
            paper.ln(before)
            _text(paper, block.text, size, "B", after=1.5)
        elif isinstance(block, Text):
            said = block.text if block.is_note else f"　　{block.text}"
            _text(paper, said, 8.5 if block.is_note else 11, after=1.5)
        elif isinstance(block, Picture):
            image = BytesIO(block.png)
            drawn = paper.image(image, x=Align.C, w=ACROSS - 8, alt_text=block.told)
            paper.ln(2 if drawn else 0)
        else:
            _table(paper, block)
    path.parent.mkdir(parents=True, exist_ok=True)
    paper.output(str(path))


def _text(
    paper: FPDF, text: str, size: float, style: str = "", *, align: str = "L", after: float = 0
) -> None:
    paper.set_font(FAMILY, style, size)
    paper.multi_cell(
        0, size * 0.55, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT, wrapmode=WrapMode.CHAR
    )
    paper.ln(after)


def _keep_together(paper: FPDF, millimetres: float) -> None:
    """Begin a page where so much does not fit on this one: no heading stands alone at a foot."""
    if paper.will_page_break(millimetres):
        paper.add_page()


def _table(paper: FPDF, block: Table) -> None:
    paper.set_font(FAMILY, size=9)
    widths = [paper.epw * width / sum(block.widths) - 2 * PADDING - SPARE for width in block.widths]
    paper.set_draw_color(120, 120, 120)
    heading = FontFace(emphasis="BOLD", fill_color=GROUND)
    with paper.table(
        col_widths=tuple(block.widths),
        headings_style=heading,
        line_height=4.9,
        padding=PADDING,
        text_align=tuple("CENTER" if at in block.centred else "LEFT" for at in range(len(block.headings))),
        wrapmode=WrapMode.CHAR,
    ) as table:
        head = table.row()
        for text in block.headings:
            head.cell(text, align="CENTER")
        for row in block.rows:
            line = table.row()
            for cell, width in zip(row, widths, strict=True):
                colour = TONES.get(cell.tone or "")
                said = broken(cell.text, width, paper.get_string_width)
                line.cell(said, style=FontFace(color=colour) if colour else None)
    paper.ln(2)
