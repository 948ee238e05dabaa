"""One door for every file: its content, not its name, tells what it is.

What does not belong here: what the sheets mean (headings, contracts).
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import PurePath

from pipelines.ingest.model import Finding, Sheet, refusal
from pipelines.ingest.parts import look_through
from pipelines.ingest.text import read_text
from pipelines.ingest.unpacking import DAMAGED, Unpacking, check_claims
from pipelines.ingest.walking import PASSED_OVER
from pipelines.ingest.workbook import damaged, read_workbook

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
KNOWN_SUFFIXES = (*WORKBOOK_SUFFIXES, ".csv", ".tsv", ".txt", ".zip")
ZIP, OLE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0"
MARKUP = (b"<", b"\xef\xbb\xbf<", b"MIME-Version:")
"""How web pages begin that call themselves workbooks: many systems export a page as .xls."""
WORKBOOK_MEMBERS = frozenset(("xl/workbook.xml", "content.xml", "[Content_Types].xml"))
MOST_MEMBERS = 500
"""Files of a zip that are opened."""


def read_sheets(content: bytes, name: str) -> list[Sheet]:
    """Every sheet of a file's content; a text file is one sheet without a name.

    Args:
        content: the whole file.
        name: the file's name, of which only the suffix is looked at.

    Raises:
        Unreadable: the file is empty, of an unknown kind, damaged or encrypted.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in KNOWN_SUFFIXES:
        raise refusal(
            "unknown_format",
            f"文件类型“{suffix or '无后缀'}”不在可接收的范围内",
            f"{' '.join(KNOWN_SUFFIXES)} 之一",
            "请另存为 .xlsx 或 .csv 后重新报送。",
        )
    return _sheets_of(content, suffix, may_unpack=True)


def _sheets_of(content: bytes, suffix: str, *, may_unpack: bool) -> list[Sheet]:
    if not content or content.isspace():
        raise refusal(
            "empty_file", "文件是空的，没有任何内容", "有表头和数据的文件", "请重新导出或保存后再报送。"
        )
    if content.startswith(ZIP):
        return _packed(content, suffix, may_unpack=may_unpack)
    if content.startswith(OLE):
        return read_workbook(content)
    if content.lstrip().startswith(MARKUP):
        raise refusal(
            "web_page",
            f"文件后缀是 {suffix}，内容却是网页或 XML",
            "工作簿或以逗号、制表符分隔的文本",
            "请用 Excel 打开，另存为 .xlsx 后重新报送。",
        )
    sheet = Sheet("", read_text(content), is_text=True)
    if suffix in WORKBOOK_SUFFIXES:
        note = Finding(
            rule="text_named_workbook",
            severity="warn",
            found=f"文件后缀是 {suffix}，内容却是文本而不是工作簿，已按文本读取",
            expected="后缀与内容相符的文件",
            remedy="请另存为真正的 .xlsx，或把后缀改为 .csv。",
        )
        sheet = replace(sheet, findings=(note,))
    return [sheet]


def _packed(content: bytes, suffix: str, *, may_unpack: bool) -> list[Sheet]:
    """A workbook is a zip too; any other zip holds files, whose own zips are not opened."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        if suffix != ".zip":
            return read_workbook(content)
        raise refusal(
            "unreadable_zip",
            "文件不是完整的压缩包，无法解开，可能已损坏或没有传完",
            "能解开的压缩包",
            "请重新压缩并传完整后报送。",
        ) from error
    with archive:
        check_claims(archive)
        if not WORKBOOK_MEMBERS.isdisjoint(archive.namelist()):
            return _workbook(content, archive)
        if not may_unpack:
            raise refusal(
                "zip_in_zip",
                "压缩包里还有压缩包，没有读取",
                "只有一层的压缩包",
                "请解开里层压缩包后重新报送。",
            )
        unpacking = Unpacking(archive)
        return [sheet for entry in _members(archive) for sheet in _member(unpacking, entry)]


def _workbook(content: bytes, archive: zipfile.ZipFile) -> list[Sheet]:
    try:
        parts = look_through(archive)
    except DAMAGED as error:
        raise damaged() from error
    return read_workbook(content, parts)


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of an archive that are looked at; an archive of unknown kinds is refused, not passed over."""
    entries = [
        entry
        for entry in archive.infolist()
        if not entry.is_dir()
        and not any(part.startswith((*PASSED_OVER, "__MACOSX")) for part in PurePath(entry.filename).parts)
    ]
    strange = [entry for entry in entries if _suffix(entry) not in KNOWN_SUFFIXES]
    if strange:
        raise refusal(
            "unknown_format",
            f"压缩包里有 {len(strange)} 个文件不是表格（例如后缀“{_suffix(strange[0])}”）",
            f"{' '.join(KNOWN_SUFFIXES)} 之一",
            "请把它们移出压缩包，或另存为 .xlsx、.csv 后重新报送。",
        )
    if not entries or len(entries) > MOST_MEMBERS:
        raise refusal(
            "bad_zip",
            f"压缩包里有 {len(entries)} 个表格文件",
            f"1–{MOST_MEMBERS} 个",
            "请重新压缩后报送。",
        )
    return entries


def _suffix(entry: zipfile.ZipInfo) -> str:
    return PurePath(entry.filename).suffix.lower()


def _member(unpacking: Unpacking, entry: zipfile.ZipInfo) -> list[Sheet]:
    name = member_name(entry)
    try:
        content = unpacking.content(entry)
    except DAMAGED as error:
        raise refusal(
            "unreadable_zip",
            f"压缩包中的 {name} 无法解开，可能已损坏或有密码",
            "没有密码、能解开的压缩包",
            "请不设密码重新压缩后报送。",
        ) from error
    sheets = _sheets_of(content, _suffix(entry), may_unpack=False)
    return [replace(sheet, name=f"{name}/{sheet.name}".rstrip("/")) for sheet in sheets]


def member_name(entry: zipfile.ZipInfo) -> str:
    """A member's path as its sender typed it: Windows zips hold GBK names without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename
