"""Numbers that tell of a person wherever they stand: identity, pupil and telephone numbers.

In a column of its own such a number is hashed or dropped; in any other it is a slip, and is neither shown nor
kept. What does not belong here: hashing them (hashing), names.
"""

from __future__ import annotations

import re
import unicodedata

import polars as pl

NUMBER = (
    r"(?:^|[^0-9])"
    r"(?:[0-9]{17}[0-9Xx]|[0-9]{15}|1[3-9][0-9]{9}|[0-9]\.[0-9]{5,}[Ee]\+?1[0-9])"
    r"(?:$|[^0-9])"
)
"""An identity number of today or of the former 15 digits, also behind the letter of a pupil's number or as a
spreadsheet shortens it; a mobile telephone. In a way that Python and polars read alike."""
IDENTITY = (
    r"(?:^|[^0-9])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
    r"(?:$|[^0-9])"
)
"""An identity number by its parts (GB 11643: place, birthday, order, check sign), which no other code has."""
BETWEEN = r"[\s'’-]"
"""What may stand between the digits."""
_NUMBER, _BETWEEN = re.compile(NUMBER), re.compile(BETWEEN)
HARMLESS = re.compile(r"[-+0-9.,:/%年月日 ]{1,10}")
"""A figure or a date too short for a number of a person: all that is shown of a dataset of persons, whose
columns may have slipped so that a name stands where a word was due."""
SHORTEST = 10
"""Signs of a text that may hold one, at least."""
SHORTEST_IDENTITY = 9
"""The same for an identity number beyond doubt: width folding makes at most two digits of a sign (⑫)."""


def holds_person_number(text: str) -> bool:
    """Whether a text holds a number of a person, however it is written."""
    if len(text) < SHORTEST:
        return False
    return bool(_NUMBER.search(_BETWEEN.sub("", unicodedata.normalize("NFKC", text))))


def holding_person_number(cell: pl.Expr) -> pl.Expr:
    """Whether a cell of text holds a number of a person; False for an empty cell."""
    return _plain(cell).str.contains(NUMBER).fill_null(False)


def rows_with_identity_number(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """The rows whose cell of text in a column holds an identity number beyond doubt."""
    # most cells are too short for one, and are passed over at a glance
    long = rows.filter(pl.col(column).str.len_chars() >= SHORTEST_IDENTITY)
    return long.filter(_plain(pl.col(column)).str.contains(IDENTITY).fill_null(False))


def _plain(cell: pl.Expr) -> pl.Expr:
    return cell.str.normalize("NFKC").str.replace_all(BETWEEN, "")
