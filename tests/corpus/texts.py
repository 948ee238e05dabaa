"""Samples of text files: encodings, separators, line ends, what looks like a table and is none."""

from __future__ import annotations

from tests.corpus.sample import CLASS_HEADINGS, CLASSES, SCHOOL, Sample, class_text, refused, text

PUPILS = {"pupils": (40, 41, 38)}
RIGHT = (("class_roster", 3, 0, 0),)


def _read(name: str, zh: str, en: str, content: bytes) -> Sample:
    return Sample(name, zh, en, content, RIGHT, lands=PUPILS)


def samples() -> list[Sample]:
    """Every sample of this kind."""
    plain = class_text()
    many = class_text(*((SCHOOL, "小学", "一年级", f"{number}班", 40) for number in range(200)))
    broken_end = len(many.encode()) - len(many.encode()) // 100
    quoted = class_text((SCHOOL, "小学", "一年级", '"1班', 40), *CLASSES)
    lost = class_text(*CLASSES[:2], (SCHOOL, "小学", "二年级", "实验\ufffd\ufffd班", 38))
    return [
        _read("编码_UTF8.csv", "UTF-8 文本", "UTF-8 text", plain.encode()),
        _read("编码_UTF8带标记.csv", "带 BOM 的 UTF-8", "UTF-8 with BOM", plain.encode("utf-8-sig")),
        _read("编码_GB18030.csv", "GB18030 文本", "GB18030 text", plain.encode("gb18030")),
        _read(
            "编码_UTF16.txt",
            "Excel 的“Unicode 文本”：UTF-16，制表符分隔",
            "Excel's “Unicode text”: UTF-16, tab separated",
            class_text(separator="\t").encode("utf-16"),
        ),
        _read(
            "编码_UTF16无标记.csv",
            "没有 BOM 的 UTF-16",
            "UTF-16 without its mark",
            plain.encode("utf-16-le"),
        ),
        _read(
            "换行_仅回车.csv",
            "后缀 .csv，却以制表符分隔、只以回车换行",
            "named .csv, yet tab separated with CR-only line ends",
            class_text(separator="\t", newline="\r").encode(),
        ),
        Sample(
            "文本_名为xlsx.xlsx",
            "GB18030 文本，后缀却是 .xlsx：按文本读取并提醒",
            "GB18030 text named .xlsx: read as text, with a warning",
            plain.encode("gb18030"),
            RIGHT,
            (("text_named_workbook", None, None),),
            PUPILS,
        ),
        refused(
            "损坏_末尾字节UTF8.csv",
            "UTF-8 文件的最后百分之一里有坏字节",
            "UTF-8 that goes bad in its last hundredth",
            many.encode()[:broken_end] + b"\xff" + many.encode()[broken_end:],
            "unreadable_text",
        ),
        refused(
            "损坏_末尾字节GB18030.csv",
            "GB18030 文件的最后百分之一里有坏字节",
            "GB18030 that goes bad in its last hundredth",
            many.encode("gb18030") + b"\xff\xff",
            "unreadable_text",
        ),
        refused(
            "损坏_传了一半.csv",
            "UTF-8 文件在一个汉字中间断开",
            "UTF-8 cut off in the middle of a sign",
            plain.encode()[: plain.encode().rindex("班".encode()) + 1],
            "unreadable_text",
        ),
        Sample(
            "乱码_整个文件.csv",
            "UTF-8 被当作 GB18030 打开后保存：整个文件是乱码",
            "UTF-8 opened as GB18030 and saved again: garbled throughout",
            plain.encode().decode("gb18030", "replace").encode(),
            ((None, 0, 0, 0),),
            (("garbled", None, None), ("nothing_recognised", None, None)),
            state="refused",
        ),
        Sample(
            "乱码_一个单元格.csv",
            "一个班级名称里有无法还原的字",
            "one class name holds signs that are lost",
            lost.encode(),
            (("class_roster", 2, 1, 0),),
            (("class_name|unreadable", 4, "班级"),),
        ),
        refused(
            "引号_不成对.csv",
            "引号不成对，会吞掉后面的行",
            "a quote without its partner, which would swallow rows",
            quoted.encode(),
            "broken_quotes",
        ),
        refused(
            "网页_名为xls.xls",
            "系统导出的网页，后缀却是 .xls",
            "a web page that calls itself .xls",
            f"<html><table><tr><td>{'</td><td>'.join(CLASS_HEADINGS)}</td></tr></table></html>".encode(),
            "web_page",
        ),
        refused("空文件.xlsx", "没有任何内容的文件", "a file of no bytes", b"", "empty_file"),
        refused(
            "不是表格.pdf",
            "不可接收的文件类型",
            "a kind of file that is not taken",
            b"%PDF-1.7\n",
            "unknown_format",
        ),
        _read(
            "文件名 ‘引号’，[括号]&%$#～.csv",
            "文件名里有各种符号",
            "a file name of all kinds of signs",
            plain.encode(),
        ),
        Sample(
            "分隔_分号与空行.csv",
            "分号分隔，表头前后和数据之间有空行",
            "separated by semicolons, with blank lines anywhere",
            text((), CLASS_HEADINGS, (), CLASSES[0], (), *CLASSES[1:], separator=";").encode(),
            (("class_roster", 3, 0, 2),),
            lands=PUPILS | {"row_number": (4, 6, 7)},
        ),
    ]
