"""Texts that cannot tell of a person: figures, codes and the words that every sheet uses.

What an officer writes into a cell may be anybody's name, so what is kept and quoted is what is known, and
nothing else. The words are those of every code list, the units, and those of `codes/plain_words.csv`.
What does not belong here: numbers of persons (numbers).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import polars as pl

from pipelines.contracts.datasets.code_lists import every_word
from pipelines.contracts.datasets.columns import Column, Kept
from pipelines.contracts.persons.numbers import holds_person_number
from pipelines.ingest.fold import UNITS, fold
from pipelines.ingest.oddities import FAILED, MARKED

REST = re.compile(r"(?:[A-Za-z]{0,4}[\W\d_])*[A-Za-z]{0,4}")
"""What may be left of a plain text without its words: digits, signs, a few letters at a time."""
SPREADSHEET = re.compile(f"{FAILED}|{MARKED}")
"""What a spreadsheet made of a cell."""
LONGEST = 40
AT_A_GLANCE: Mapping[Kept, str] = {
    "plain": r"^[A-Za-z]{0,4}(?:[-_./#]?[0-9]{1,8}){1,3}$",
    "place": "^[0-9]{1,8}$",
    "nothing": "^$",
}
"""Texts that are kept beyond doubt, in the way of polars: most of those that are numbers."""
PLACE_CODE = r"[0-9]{1,10}"
LONGEST_PLACE = 20


def _rows(name: str) -> list[str]:
    """The rows of a table of one column."""
    table = files("pipelines.contracts") / "codes" / name
    return table.read_text(encoding="utf-8").split()[1:]


@cache
def _words() -> re.Pattern[str]:
    words = {*every_word(), *map(str.lower, UNITS), *_rows("plain_words.csv")}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def _place() -> re.Pattern[str]:
    endings = "|".join(map(re.escape, _rows("place_endings.csv")))
    return re.compile(rf"{PLACE_CODE}|[一-鿿]{{1,{LONGEST_PLACE}}}(?:{endings})")


def is_plain(text: str) -> bool:
    """Whether a text is made of figures, codes and known words alone."""
    if SPREADSHEET.search(text):
        return True
    words = fold(text).lower()
    return len(words) <= LONGEST and REST.fullmatch(_words().sub(" ", words)) is not None


def is_kept(text: str, kept: Kept) -> bool:
    """Whether a text is kept as it is written in a column that keeps only such texts."""
    if kept == "nothing" or holds_person_number(text):
        return False
    return is_plain(text) if kept == "plain" else _place().fullmatch(fold(text)) is not None


def may_be_quoted(text: str, column: Column | None) -> bool:
    """Whether a cell may stand in a finding, or be kept with a row set aside.

    Names of classes, schools and exams may; of any other column only what tells of nobody.
    """
    if (column is not None and not column.shown) or holds_person_number(text):
        return False
    if column is not None and column.keeps_any_text:
        return True
    return is_plain(text) or (column is not None and column.kept == "place" and is_kept(text, "place"))


def quotable(cells: pl.Series, column: Column | None) -> pl.Series:
    """The same of each cell; True for an empty one."""
    texts = cells.drop_nulls().unique()
    found = pl.Series([text for text in texts if may_be_quoted(text, column)], dtype=pl.String)
    return cells.is_in(found.implode()).fill_null(True)
