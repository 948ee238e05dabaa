"""Numbers that tell of a person wherever they stand: identity, pupil, telephone numbers, mail, WeChat.

In a column of its own such a number is hashed or dropped; in any other it is a slip, and is neither shown nor
kept. What does not belong here: what stands in its place (marks), hashing (hashing), names.
"""

from __future__ import annotations

import re
import unicodedata

import polars as pl

GAP = r"[\s'’-]*"
"""What may stand between the digits of a number that people write in groups."""
LABELS = (
    r"学籍(?:辅)?号|学号|教师编号|教职工编号|教职工号|教师号|职工号|工号|身份证(?:件)?(?:号码?)?|证件号码?"
    r"|联系电话|电话|手机|联系方式|微信|(?i:wechat|weixin|(?<![A-Za-z])(?:wx|vx|qq))"
)
"""Words behind which a number of a person stands, however short it is."""
NUMBER = re.compile(
    "|".join(
        (
            # an identity number of today or of the former 15 digits, also behind a pupil's letter
            rf"(?<![0-9])[0-9](?:{GAP}[0-9]){{16}}{GAP}[0-9Xx](?![0-9])",
            rf"(?<![0-9])[0-9](?:{GAP}[0-9]){{14}}(?!{GAP}[0-9])",
            # as a spreadsheet shortens it
            r"(?<![0-9])[0-9]\.[0-9]{5,}[Ee]\+?1[0-9](?![0-9])",
            # a mobile telephone, and one of a house
            rf"(?<![0-9])(?:(?:\+|00)?86{GAP})?1[3-9](?:{GAP}[0-9]){{9}}(?!{GAP}[0-9])",
            r"(?<![0-9])\(?0[1-9][0-9]{1,2}(?:\)|[\s-])\s*[2-9][0-9]{6,7}(?![0-9])",
            r"(?<![0-9])0[1-9][0-9]{9,10}(?![0-9])",
            # begun where it begins alone, or a long text is gone through anew from every letter of it
            r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
            r"(?<![A-Za-z0-9])wxid_[A-Za-z0-9_-]+",
            rf"(?<=[^A-Za-z0-9])(?:{LABELS})(?:号码|号|(?i:id))?(?:\s*[:=为是])?\s*"
            r"(?:[A-Za-z]{0,4}[0-9][A-Za-z0-9_-]{2,}|[A-Za-z][A-Za-z0-9_-]{5,})",
        )
    )
)
"""Over a text with a blank before it, its width folded."""
PERHAPS = (
    r"(?:[0-9０-９][\s'’()（）-]*){9}|[Ee][+＋]?1[0-9]|[@＠]|[号证话机式信]|(?i:wx|wei|wec|vx|qq|ｑ|ｗ|ｖ)"
)
"""What every text has that holds one: looked for at a glance, in the way of polars."""
HARMLESS = re.compile(r"[-+0-9.,:/%年月日 ]{1,10}")
"""A figure or a date too short for a number of a person."""


def folded(text: str) -> str:
    """A text as numbers are looked for in it: one width, a blank before it."""
    return f" {unicodedata.normalize('NFKC', text)}"


def holds_person_number(text: str) -> bool:
    """Whether a text holds a number of a person, however it is written."""
    return NUMBER.search(folded(text)) is not None


def perhaps_holding_person_numbers(cells: pl.DataFrame) -> list[str]:
    """The columns of text in which, at a glance, a number of a person may stand; mostly none."""
    found = cells.select(pl.all().str.contains(PERHAPS).any())
    return [name for name in found.columns if found.item(0, name)]


def holding_person_number(cells: pl.Series) -> pl.Series:
    """Whether each cell of text holds a number of a person; False for an empty cell."""
    perhaps = cells.filter(cells.str.contains(PERHAPS))
    found = [text for text in dict.fromkeys(perhaps) if holds_person_number(text)]
    if not found:
        return pl.repeat(False, cells.len(), dtype=pl.Boolean, eager=True)
    return cells.is_in(pl.Series(found, dtype=pl.String).implode()).fill_null(False)
