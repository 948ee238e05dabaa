# ruff: noqa: E501  (a sample stays on as few lines as it can)
"""Samples of whole workbooks and archives: several sheets, formats, passwords, bombs."""

from __future__ import annotations

import struct
import zlib

from tests.corpus.headings import ROOMS
from tests.corpus.old import encrypted_xlsx, xls
from tests.corpus.packing import archive, archive_with_gbk_names, book, claiming, ods, package, row_xml
from tests.corpus.sample import CLASS_HEADINGS, CLASSES, OTHER, SCHOOL, Sample, class_text, refused

ENTITIES = '<!DOCTYPE bomb [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


def samples() -> list[Sample]:
    """Every sample of this kind."""
    return [*_sheets(), *_formats(), *_hostile()]


def _sheets() -> list[Sample]:
    table = [CLASS_HEADINGS, *CLASSES]
    rooms = [ROOMS, (SCHOOL, "音1", "音乐", 96)]
    empty = "".join(f'<c r="{column}2" s="0"/>' for column in ("F", "AA", "XFD"))
    wide = row_xml(1, *CLASS_HEADINGS) + row_xml(2, *CLASSES[0]).replace("</row>", f"{empty}</row>")
    return [
        Sample(
            "工作表_多张.xlsx",
            "一个工作簿里有说明、两种数据、空表和一张认不出的表",
            "one workbook with instructions, two datasets, an empty sheet and one that nobody knows",
            book({"填报说明": [["请填表"]], "班级": table, "教室": rooms, "Sheet3": [], "其他": [["甲", "乙"]]}),
            ((None, 0, 0, 0), ("class_roster", 3, 0, 0), ("special_rooms", 1, 0, 0), (None, 0, 0, 0), (None, 0, 0, 0)),
            (("unrecognised", None, None),),
        ),
        Sample(
            "工作表_一表分两张.xlsx",
            "一张表分在两张工作表上，各有表头",
            "one table split over two sheets, each with its heading",
            book({"1": table[:3], "2": [CLASS_HEADINGS, *CLASSES[2:]]}),
            (("class_roster", 2, 0, 0), ("class_roster", 1, 0, 0)),
        ),
        Sample(
            "工作表_续表无表头.xlsx",
            "一张表分在两张工作表上，第二张没有表头",
            "one table split over two sheets, the second without a heading",
            book({"1": table[:3], "2": CLASSES[2:]}),
            (("class_roster", 2, 0, 0), ("class_roster", 1, 0, 0)),
            (("continued_sheet", None, None),),
        ),
        Sample(
            "工作表_各列分两张.xlsx",
            "一张表的各列分在两张工作表上，每张都有代码和编号列",
            "the columns of one table split over two sheets, each with the columns that tell the row",
            book({"1": [row[:3] for row in rooms], "2": [(*row[:2], row[3]) for row in rooms]}),
            (("special_rooms", 1, 0, 0), ("special_rooms", 0, 0, 0)),
            (("split_columns", None, None),),
            lands={"area": (96,)},
        ),
        Sample(
            "工作表_各列分两张行不同.xlsx",
            "各列分在两张工作表上，但两张的行不同",
            "columns split over two sheets whose rows differ",
            book({"1": [row[:3] for row in rooms], "2": [ROOMS[:2] + ROOMS[3:], (OTHER, "音1", 96)]}),
            (("special_rooms", 0, 0, 0), ("special_rooms", 0, 0, 0)),
            (("missing_column", None, "使用面积"), ("missing_column", None, "教室类别")),
            state="refused",
        ),
        Sample(
            "工作表_声明16384列.xlsx",
            "声明宽度为 16,384 列，其余全是空单元格",
            "a declared width of 16,384 columns, empty but for five",
            package(wide),
            (("class_roster", 1, 0, 0),),
            lands={"pupils": (40,)},
        ),
        Sample(
            "图片_盖在单元格上.xlsx",
            "图片盖在单元格上：单元格照常读取，提醒图片不读取",
            "a picture pasted over cells: the cells are read, a note says the picture is not",
            book({"表": table}, picture=_picture()),
            (("class_roster", 3, 0, 0),),
            (("pictures", None, None),),
        ),
    ]  # fmt: skip


def _formats() -> list[Sample]:
    table = [CLASS_HEADINGS, *((int(row[0]), *row[1:4], int(row[4])) for row in CLASSES)]
    right = (("class_roster", 3, 0, 0),)
    members = {
        "一年级/班级.csv": class_text(*CLASSES[:2]).encode("gb18030"),
        "二年级.xlsx": book({"表": [table[0], table[3]]}),
    }
    return [
        Sample("格式_旧版.xls", "Excel 97–2003 的旧版工作簿", "a legacy workbook of Excel 97–2003", xls("班级名册", table), right),
        Sample("格式_开放文档.ods", "OpenDocument 工作簿", "an OpenDocument workbook", ods("班级名册", table), right),
        Sample(
            "格式_压缩包.zip", "中文 Windows 打的压缩包，文件名是 GBK", "a zip packed on Chinese Windows, names in GBK",
            archive_with_gbk_names(members),
            (("class_roster", 2, 0, 0), ("class_roster", 1, 0, 0)),
        ),
        refused("密码_xlsx.xlsx", "设有打开密码的 .xlsx", "an .xlsx with a password to open", encrypted_xlsx(), "password_protected"),
        refused("密码_xls.xls", "设有打开密码的旧版 .xls", "a legacy .xls with a password to open", xls("表", table, password=True), "password_protected"),
    ]  # fmt: skip


def _hostile() -> list[Sample]:
    table = book({"表": [CLASS_HEADINGS, *CLASSES]})
    rows = row_xml(1, *CLASS_HEADINGS)
    far = row_xml(1, *CLASS_HEADINGS) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return [
        refused("损坏_工作簿断了一半.xlsx", "只传了一半的工作簿", "half a workbook", table[: len(table) // 2], "unreadable_workbook"),
        refused("压缩_里面还有压缩包.zip", "压缩包里的压缩包", "a zip in a zip", archive({"a.zip": archive({"a.csv": b"x"})}), "zip_in_zip"),
        refused("压缩_混有其他文件.zip", "压缩包里有不是表格的文件", "a zip that also holds something else", archive({"a.csv": b"x", "b.exe": b"x"}), "unknown_format"),
        refused("压缩_炸弹.zip", "声称解压后有 4 GB 的压缩包：不解压就退回", "a zip that claims to unpack to 4 GB: refused unopened", claiming(archive({"a.csv": b"x"}), 2**32 - 2), "too_large"),
        refused("XML_自定义实体.xlsx", "工作簿内部有 XML 实体（“十亿次大笑”和外部文件）", "a workbook with XML entities (“billion laughs”, an external file)", package(rows, prolog=ENTITIES), "xml_entities"),
        refused("工作表_最后一格有内容.xlsx", "最后一行最后一列有一个数：展开会占满内存", "a figure in the very last cell, which would fill the memory", package(far), "too_wide"),
        refused("格式_二进制名为xlsx.xlsx", "二进制工作簿（.xlsb），后缀改成 .xlsx", "a binary workbook (.xlsb) named .xlsx", package(rows, extra={"xl/worksheets/sheet1.bin": b"\0"}), "binary_workbook"),
    ]  # fmt: skip


def _picture() -> bytes:
    """A picture of one point."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        # stored, not compressed: zlib's versions compress differently
        (b"IDAT", b"\x78\x01\x01\x02\x00\xfd\xff\x00\x00" + struct.pack(">I", zlib.adler32(b"\0\0"))),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )
