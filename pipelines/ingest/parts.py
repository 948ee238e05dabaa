"""The parts of a workbook (.xlsx, .xlsm, .ods), looked through before the reader opens it.

Hostile parts are refused here, because the reader would fill the memory with them. What does not belong here:
what only the parts tell of a sheet (package, open_document), and cells (workbook).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping

from pipelines.ingest.model import MOST_CELLS, Unreadable, password_protected, refusal, too_wide
from pipelines.ingest.open_document import open_document_facts
from pipelines.ingest.package import sheets_of_package
from pipelines.ingest.repeated_text import longest_text, text_lengths, text_named, text_repeated
from pipelines.ingest.sheet_facts import SheetFacts
from pipelines.ingest.unpacking import CHUNK, LARGEST_UNPACKED, Unpacking
from pipelines.ingest.worksheet_xml import WorksheetFacts, worksheet_facts

MANIFEST, ENCRYPTED = "META-INF/manifest.xml", b"encryption-data"
"""Where an OpenDocument workbook says that its parts are encrypted."""
OPEN_DOCUMENT = "content.xml"
SHORTEST_CELL = len('<c t="s"><v>0</v></c>')
_SHARED_TEXTS = re.compile(r".*sharedStrings.*\.xml", re.IGNORECASE)
_XML = re.compile(r".*\.(?:xml|rels)", re.IGNORECASE)
_BINARY_SHEET = re.compile(r"xl/worksheets/[^/]+\.bin", re.IGNORECASE)
_PICTURE = re.compile(r"(?:xl/media|Pictures)/.+", re.IGNORECASE)
_ENTITIES = b"<!DOCTYPE"
_ELEMENT_BEGINS, _COMMENT = re.compile(rb"<[^!?]"), b"<!--"


class Parts:
    """What the parts of a workbook say.

    Args:
        sheets: the facts of each sheet, by its name.
        others: those of a sheet that is not among them; None where every sheet must be.
        pictures: how many pictures lie in the workbook.
    """

    def __init__(self, sheets: Mapping[str, SheetFacts], others: SheetFacts | None, pictures: int) -> None:
        self._sheets, self._others = sheets, others
        self.pictures = pictures

    def of(self, name: str) -> SheetFacts:
        """The facts of a sheet.

        Raises:
            KeyError: nothing says which part it lies in, so what the cells do not tell would go unseen.
        """
        facts = self._sheets.get(name, self._others)
        if facts is None:
            raise KeyError(name)
        return facts


def look_through(archive: zipfile.ZipFile) -> Parts:
    """Look through every part that the reader may open.

    Raises:
        Unreadable: it unpacks to too much, is encrypted, holds XML entities, is in binary format, or a sheet
            reaches so far that it would not fit the memory.
        zipfile.BadZipFile, and the others of `unpacking.DAMAGED`: a part cannot be unpacked.
    """
    unpacking = Unpacking(archive)
    facts: dict[str, WorksheetFacts] = {}
    open_document: Mapping[str, SheetFacts] | None = None
    pictures = 0
    for entry in archive.infolist():
        if _BINARY_SHEET.fullmatch(entry.filename):
            raise refusal(
                "binary_workbook",
                "文件是二进制工作簿（.xlsb），不能读取",
                ".xlsx 工作簿",
                "请用 Excel 打开，另存为 .xlsx 后重新报送。",
            )
        pictures += bool(_PICTURE.fullmatch(entry.filename))
        if not _XML.fullmatch(entry.filename):
            continue
        if entry.filename == MANIFEST and ENCRYPTED in unpacking.content(entry):
            raise password_protected()
        pieces = unpacking.pieces(entry)
        if entry.filename == OPEN_DOCUMENT:
            # looked at several times: unpacking it each time would take longer than the looks
            content = b"".join(pieces)
            if text_repeated(content) > LARGEST_UNPACKED:
                raise _too_much_text()
            pieces = (content[at : at + CHUNK] for at in range(0, len(content), CHUNK))
        # any part may be a worksheet, whatever it is called
        facts[entry.filename] = _facts(archive, entry, pieces)
        if entry.filename == OPEN_DOCUMENT:
            open_document = open_document_facts(content)
    _check_shared_text(archive, facts, unpacking.sizes)
    if open_document is not None:
        return Parts(open_document, SheetFacts(), pictures)
    return Parts(sheets_of_package(archive, facts), None, pictures)


def _check_shared_text(
    archive: zipfile.ZipFile, facts: Mapping[str, WorksheetFacts], sizes: Mapping[str, int]
) -> None:
    """Refuse a workbook whose cells name long shared texts so often that they would fill the memory."""
    cells = sum(sizes[name] for name, sheet in facts.items() if sheet.rows) // SHORTEST_CELL
    for entry in archive.infolist():
        # hardly any workbook gets beyond this first look
        if not _SHARED_TEXTS.fullmatch(entry.filename):
            continue
        if cells * sizes[entry.filename] <= LARGEST_UNPACKED:
            continue
        again = Unpacking(archive)
        content = again.content(entry)
        if cells * longest_text(content) <= LARGEST_UNPACKED:
            continue
        lengths = text_lengths(content)
        if cells * max(lengths, default=0) > LARGEST_UNPACKED:
            sheets = (archive.getinfo(name) for name, sheet in facts.items() if sheet.rows)
            if sum(text_named(again.pieces(sheet), lengths) for sheet in sheets) > LARGEST_UNPACKED:
                raise _too_much_text()


def _too_much_text() -> Unreadable:
    return refusal(
        "too_large",
        "文件各单元格的文字太多，正常的表格不会有这么多文字",
        f"合计不超过 {LARGEST_UNPACKED // 1024**2} MB 的文字",
        "请删去过长的文字和重复的单元格后重新报送。",
    )


def _without_entities(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces of XML; a document type, which the format forbids, is there only to do harm.

    It stands before the first element, but any number of blanks or comments may stand before it, and it may
    lie across two pieces.
    """
    end, has_comment = b"", False
    for piece in pieces:
        if _ENTITIES in piece or _ENTITIES in end + piece[: len(_ENTITIES)]:
            raise refusal(
                "xml_entities",
                "文件内部含有自定义的 XML 实体，没有读取",
                "没有 XML 实体的工作簿",
                "请用 Excel 打开原表，把内容复制到新的工作簿，另存为 .xlsx 后重新报送。",
            )
        yield piece
        # a comment may hold anything: where there is one, all is looked at
        has_comment = has_comment or _COMMENT in end + piece
        if not has_comment and _ELEMENT_BEGINS.search(piece):
            break
        end = piece[-len(_ENTITIES) :]
    yield from pieces


def _facts(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, pieces: Iterator[bytes]) -> WorksheetFacts:
    facts = worksheet_facts(_without_entities(pieces))
    if facts.cells > MOST_CELLS:
        # how far it really reaches was not counted, and hardly any workbook needs it
        facts = worksheet_facts(Unpacking(archive).pieces(entry), count_rows=True)
    if facts.cells > MOST_CELLS:
        raise too_wide(facts.rows, facts.columns)
    return facts
