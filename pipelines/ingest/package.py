"""Which part of an .xlsx package holds which sheet, and what the package tells of it beside its cells.

What does not belong here: looking for what does harm (parts), the XML of a worksheet (worksheet_xml).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from pipelines.ingest.package_styles import CellStyles, telling_styles
from pipelines.ingest.raised_signs import raised_text, raised_texts
from pipelines.ingest.sheet_facts import Place
from pipelines.ingest.unpacking import Unpacking
from pipelines.ingest.worksheet_xml import WorksheetFacts, filled_cells, located

LONGEST_LIST = 8 * 1024**2
"""Bytes of the parts that list the sheets."""
ROOT = "_rels/.rels"
USUAL_BOOK = "xl/workbook.xml"
RUN_STYLES = (b"vertAlign", b"strike")
"""What raised and struck parts of a text are told by."""
_COMMENT = re.compile(rb'<(?:\w+:)?comment [^>]*?\bref *= *["\']([A-Z]+)([0-9]+)["\']')
_TEXT_BOX = re.compile(rb"<(?:\w+:)?txBody[ >].*?</(?:\w+:)?txBody *>", re.DOTALL)
_TEXT = re.compile(rb"<(?:\w+:)?t(?: [^>]*)?>[^<]*[^<\s]")
Relations = Mapping[str, tuple[str, str]]
"""The kind and the part of each relation, by its identity."""


@dataclass(slots=True)
class _Book:
    """What the part says that lists the sheets: where each lies, which are hidden, what else it needs."""

    sheets: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    computes_when_opened: bool = False
    texts: str = ""
    styles: str = ""


def sheets_of_package(
    archive: zipfile.ZipFile, facts: Mapping[str, WorksheetFacts]
) -> dict[str, WorksheetFacts]:
    """The facts of each sheet by its name; empty where the lists cannot be read.

    Args:
        archive: the package.
        facts: the facts of every part that is XML.
    """
    try:
        book = _book(archive)
    except (KeyError, ElementTree.ParseError):
        return {}
    found = {name: facts[part] for name, part in book.sheets.items() if part in facts}
    unpacking = Unpacking(archive)
    styles = telling_styles(_content(archive, unpacking, book.styles))
    texts = _content(archive, unpacking, book.texts)
    raised = raised_texts(texts) if _has_run_styles(texts) else {}
    for name, sheet in found.items():
        _look_beside(sheet, archive, unpacking, book.sheets[name])
        sheet.is_hidden, sheet.part = name in book.hidden, book.sheets[name]
        if book.computes_when_opened:
            # the program that wrote it left computing to the next one, and wrote 0 meanwhile
            sheet.uncomputed = sorted({*sheet.uncomputed, *sheet.zeros})
        if styles or raised or sheet.has_raised:
            _look_closer(sheet, unpacking.content(archive.getinfo(book.sheets[name])), raised, styles)
    return found


def doubled_cells(content: bytes, part: str) -> list[Place]:
    """The cells that stand more than once in a sheet of a package, each time with another content.

    Args:
        content: the package.
        part: the part that is the sheet.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = Unpacking(archive).content(archive.getinfo(part))
    found: dict[Place, set[bytes]] = {}
    for cell in filled_cells(xml):
        found.setdefault(cell.place, set()).add(cell.inside.strip())
    return [place for place, contents in found.items() if len(contents) > 1]


def _look_beside(sheet: WorksheetFacts, archive: zipfile.ZipFile, unpacking: Unpacking, part: str) -> None:
    """Add what lies over the cells of a sheet in parts of their own: comments and text boxes."""
    folder, name = posixpath.split(part)
    parts = {one.lower(): one for one in archive.namelist()}
    beside = parts.get(f"{folder}/_rels/{name}.rels".lower())
    if beside is None:
        return
    try:
        relations = _relations(ElementTree.fromstring(_content(archive, unpacking, beside)), folder)
    except ElementTree.ParseError:
        return
    for kind, where in relations.values():
        if kind not in ("comments", "drawing") or where.lower() not in parts:
            continue
        content = _content(archive, unpacking, parts[where.lower()])
        if kind == "comments":
            sheet.comments += located(_COMMENT.findall(content))
        else:
            sheet.text_boxes += sum(bool(_TEXT.search(box)) for box in _TEXT_BOX.findall(content))


def _look_closer(
    sheet: WorksheetFacts, content: bytes, raised: Mapping[bytes, str], styles: CellStyles
) -> None:
    """Add what is found only by looking at every cell."""
    for cell in filled_cells(content):
        if cell.kind == b"s":
            told = raised.get(cell.value or b"")
        else:
            told = raised_text(cell.inside) if _has_run_styles(cell.inside) else None
        if cell.style in styles.struck:
            sheet.struck.append(cell.place)
        elif told:
            sheet.raised[cell.place] = told
        elif cell.is_number and (code := styles.formats.get(cell.style)):
            sheet.formats[cell.place] = code


def _has_run_styles(xml: bytes) -> bool:
    return any(word in xml for word in RUN_STYLES)


def _book(archive: zipfile.ZipFile) -> _Book:
    parts = {name.lower(): name for name in archive.namelist()}
    unpacking = Unpacking(archive)

    def tree(part: str) -> ElementTree.Element:
        content = unpacking.content(archive.getinfo(parts[part.lower()]))
        if len(content) > LONGEST_LIST:
            raise ElementTree.ParseError(part)
        return ElementTree.fromstring(content)

    where = USUAL_BOOK
    if ROOT in parts:
        where = _part_of_kind(_relations(tree(ROOT), ""), "officeDocument") or USUAL_BOOK
    folder, name = posixpath.split(where)
    book, relations = tree(where), _relations(tree(f"{folder}/_rels/{name}.rels"), folder)
    found = _Book(
        texts=parts.get(_part_of_kind(relations, "sharedStrings").lower(), ""),
        styles=parts.get(_part_of_kind(relations, "styles").lower(), ""),
    )
    for element in book.iter():
        kind = element.tag.rpartition("}")[2]
        if kind == "sheet" and (part := relations.get(_identity(element), ("", ""))[1].lower()) in parts:
            found.sheets[element.get("name", "")] = parts[part]
            if element.get("state", "visible") != "visible":
                found.hidden.add(element.get("name", ""))
        elif kind == "calcPr":
            found.computes_when_opened = element.get("fullCalcOnLoad") in ("1", "true")
    return found


def _relations(tree: ElementTree.Element, folder: str) -> Relations:
    return {
        one.get("Id", ""): (
            one.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
        )
        for one in tree
    }


def _part_of_kind(relations: Relations, kind: str) -> str:
    return next((part for one, part in relations.values() if one == kind), "")


def _identity(sheet: ElementTree.Element) -> str:
    return next((value for key, value in sheet.items() if key.endswith("}id")), "")


def _content(archive: zipfile.ZipFile, unpacking: Unpacking, part: str) -> bytes:
    return unpacking.content(archive.getinfo(part)) if part else b""
