"""The encoding of a text: a byte order mark, then strict UTF-8 over the whole text, then GB18030.

GB18030 comes last because it decodes almost anything "successfully". What does not belong here: words that
were already broken when the file was saved (garbled).
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from contextlib import suppress

import polars as pl

from pipelines.ingest.model import Unreadable, refusal

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHINESE = re.compile("[\u4e00-\u9fff]")
CLEARLY_UTF8 = 4
"""Chinese signs before the first bad byte that no GB18030 text shows by accident."""
CLEARLY_ONE_SIDE = 4
"""How many times more zero bytes stand on one side; a few Chinese signs have one on the other."""
SAMPLE, LAST_ASCII = 20_000, 0x7F
LAST_COMMON = b"\xc6\x7f"
"""Behind the more common signs of BIG5."""
MOSTLY, NEARLY_ALL = 0.8, 0.95
REMEDY = "请用 Excel 打开原表，另存为 .xlsx 或“CSV UTF-8”后重新报送。"


def in_utf8(content: bytes) -> bytes:
    """The text of a file in UTF-8, without a byte order mark; see `decode`."""
    plain = content.removeprefix(codecs.BOM_UTF8)
    if b"\0" not in plain:
        with suppress(pl.exceptions.ComputeError):
            pl.Series([plain], dtype=pl.Binary).cast(pl.String)
            return plain
    return decode(content).encode("utf-8", "replace")


def decode(content: bytes) -> str:
    """The text of a file.

    Raises:
        Unreadable: the bytes are neither UTF-8 nor GB18030 from first to last: no text, or a damaged one.
    """
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding)
    if b"\0" in content:
        return _strictly(content, _of_two_bytes(content))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        if len(CHINESE.findall(before)) >= CLEARLY_UTF8:
            raise _goes_bad(before, "UTF-8") from error
        text = _strictly(content, "gb18030")
        if _is_rather_big5(content, text):
            raise refusal(
                "big5_text",
                "文件既不是 UTF-8 编码，从文字看也不是 GB18030 编码，像是繁体中文的 BIG5",
                " UTF-8 或 GB18030 文本",
                REMEDY,
            ) from error
        return text


def _is_rather_big5(content: bytes, text: str) -> bool:
    """Whether a text reads as words in BIG5 and hardly so in GB18030, which decodes it all the same.

    Nearly all signs of Chinese texts are among the common ones of their own encoding: those of GB2312, and
    the first level of BIG5.
    """
    sample = text[:SAMPLE]
    signs = {sign: times for sign, times in Counter(sample).items() if ord(sign) > LAST_ASCII}
    common = sum(times for sign, times in signs.items() if _is_in(sign, "gb2312"))
    if not signs or common > MOSTLY * sum(signs.values()):
        return False
    try:
        # the sample may end within a sign
        other = codecs.getincrementaldecoder("big5")().decode(content[: len(sample.encode("gb18030"))])
    except UnicodeDecodeError:
        return False
    others = [sign for sign in other if ord(sign) > LAST_ASCII]
    return sum(sign.encode("big5") < LAST_COMMON for sign in others) > NEARLY_ALL * len(others)


def _is_in(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _of_two_bytes(content: bytes) -> str:
    """UTF-16 without its mark: line ends, digits and separators have their zero byte on one side."""
    first, second = content[::2].count(0), content[1::2].count(0)
    if second > CLEARLY_ONE_SIDE * first:
        return "utf-16-le"
    if first > CLEARLY_ONE_SIDE * second:
        return "utf-16-be"
    raise refusal(
        "unreadable_text",
        "文件内容不是文本，也不是工作簿，可能已损坏或不是表格文件",
        ".xlsx 或 .csv 等表格",
        REMEDY,
    )


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, "replace")
        raise _goes_bad(before, encoding.upper()) from error


def _goes_bad(before: str, encoding: str) -> Unreadable:
    line = len(re.findall("\r\n|\r|\n", before)) + 1
    return refusal(
        "unreadable_text",
        f"文件内容按 {encoding} 读到第 {line} 行出现损坏的字节，可能没有传完，或不是表格文件",
        "完整的 UTF-8 或 GB18030 文本",
        REMEDY,
    )
