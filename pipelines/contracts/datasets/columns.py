"""The kinds of column a dataset is made of: dataframely columns that also know their Chinese heading.

What does not belong here: which columns a dataset has (one module per domain), how a cell is read
(ingest.values).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import dataframely as dy
import polars as pl

from pipelines.contracts.datasets.code_lists import canonical

Kind = Literal[
    "text", "code", "word", "ordinal", "yes_no", "whole", "number", "fraction",
    "year", "date", "month", "secret",
]  # fmt: skip
Personal = Literal["hash"] | None
Kept = Literal["plain", "place", "nothing"]
KEY = "column"
MOST: Mapping[str | None, float] = {
    "人": 10_000_000,
    "万人": 10_000,
    "个": 1_000_000,
    "间": 1_000_000,
    "m2": 100_000_000,
    "元": 100_000_000,
    "万元": 100_000_000,
    "课时": 10_000,
    "学时": 10_000,
    None: 1_000,
}
"""How much of a unit a row may name: more than any county has, less than any number of a person."""
MOST_TAUGHT = 1_000_000_000
"""The same for a column that an alias row teaches, whose unit is not known."""
MEASURES = ("whole", "number", "fraction", "year")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is, beside its dataframely rules.

    Attributes:
        heading: the heading of datasets.md.
        kind: how its cells are read.
        required: the sheet is refused without it.
        is_key: part of the dataset's key.
        may_be_blank: a blank cell lands as unknown; else it sets the row aside.
        digits: how many digits a code has; None for what is no such code.
        unit: the unit in which it lands.
        words: the list of `codes/words.csv` its cells come from.
        personal: `hash` when only a keyed hash is kept.
        shown: whether a cell of it may be quoted in a finding or kept with a row set aside.
        most: the largest quantity it may hold.
        default: what a blank or missing yes-or-no column means.
        from_title: the sheet's name or title may say it for the whole sheet.
        expected: what a cell should look like, in Chinese.
        about: what it is, in Chinese and then in English; or the entry of the dictionary (`dbt_project/docs`)
            that says it, which is the one of the column's own name where nothing stands here.
        example: a cell that is right, where its kind alone does not tell one.
        name: its name in landing.
        is_town: whether it names a town of the county, by code or by name.
        is_national: whether equal numbers are one person, and others another, in the whole country.
        kept: for a text that people write as they like: which texts are kept as written (persons.plain);
            another one lands as a mark. None where every text is kept: names of classes, schools and exams.
    """

    heading: str
    kind: Kind
    expected: str
    required: bool = True
    is_key: bool = False
    may_be_blank: bool = True
    digits: int | None = None
    unit: str | None = None
    words: str | None = None
    personal: Personal = None
    shown: bool = True
    default: bool | None = None
    from_title: bool = False
    most: float | None = None
    about: str = ""
    example: str | float = ""
    name: str = ""
    is_town: bool = False
    is_national: bool = False
    kept: Kept | None = None

    @property
    def is_measure(self) -> bool:
        """Whether it is a quantity, whose short heading counts something else below a group (aliases)."""
        return self.kind in MEASURES

    @property
    def is_free_text(self) -> bool:
        """Whether people write into it what they like, and it is kept so; a code of so many digits is not."""
        return self.kind in ("text", "code") and self.digits is None

    @property
    def is_listed(self) -> bool:
        """Whether only words of a list are kept of it, though no rule needs them."""
        return self.kind == "text" and self.words is not None

    @property
    def keeps_any_text(self) -> bool:
        """Whether whatever stands there is kept: the name of a class, a school or an exam."""
        return self.is_free_text and self.kept is None and not self.is_listed

    @property
    def dtype(self) -> type[pl.DataType]:
        """The polars type in which it lands."""
        return DTYPES[self.kind]


DTYPES: dict[Kind, type[pl.DataType]] = {
    "text": pl.String,
    "code": pl.String,
    "word": pl.String,
    "ordinal": pl.Int64,
    "yes_no": pl.Boolean,
    "whole": pl.Int64,
    "number": pl.Float64,
    "fraction": pl.Float64,
    "year": pl.Int64,
    "date": pl.Date,
    "month": pl.String,
    "secret": pl.String,
}


def _facts(column: Column) -> dict[str, Any]:
    return {KEY: column}


def code(
    heading: str,
    *,
    digits: int,
    key: bool = False,
    required: bool = True,
    blank: bool = False,
    about: str = "",
) -> Any:
    """A code of so many digits, kept as text with its leading zeros."""
    facts = Column(heading, "code", f"{digits} 位数字", required, key, blank, digits, about=about)
    rule = rf"^[0-9]{{{digits}}}$"
    return dy.String(primary_key=key, nullable=blank and not key, regex=rule, metadata=_facts(facts))


def name(
    heading: str,
    *,
    key: bool = False,
    required: bool = True,
    blank: bool = True,
    kept: Kept | None = None,
    about: str = "",
    example: str = "",
    expected: str = "文字",
    pattern: str | None = None,
) -> Any:
    """A name or number given by people, of a pattern or any; as a key width folded: １班 is 1班."""
    kind: Kind = "code" if key else "text"
    may = blank and not key
    facts = Column(heading, kind, expected, required, key, may, about=about, example=example, kept=kept)
    return dy.String(primary_key=key, nullable=may, regex=pattern, metadata=_facts(facts))


def town(heading: str, *, key: bool = False) -> Any:
    """A town by its code or by its name, which dbt looks up in the seed `towns`."""
    facts = Column(heading, "text", "镇街全称，或 9 位镇街代码", example="示例镇", is_town=True, kept="place")
    facts = replace(facts, kind="code" if key else "text", is_key=key, may_be_blank=not key)
    return dy.String(primary_key=key, nullable=not key, metadata=_facts(facts))


def listed(heading: str, words: str, *, example: str, required: bool = True, about: str = "") -> Any:
    """A word of a code list that no rule needs: another text lands as unknown, and the row with it."""
    expected = f"以下之一：{'、'.join(canonical(words))}"
    facts = Column(heading, "text", expected, required, words=words, about=about, example=example)
    return dy.String(nullable=True, metadata=_facts(facts))


def word(
    heading: str,
    words: str,
    *,
    key: bool = False,
    required: bool = True,
    blank: bool = True,
    title: bool = False,
    about: str = "",
) -> Any:
    """A word of a code list, whichever way it is written."""
    facts = Column(
        heading, "word", "", required, key, blank and not key, words=words, from_title=title, about=about
    )
    return dy.String(primary_key=key, nullable=blank and not key, metadata=_facts(facts))


def grade(*, key: bool = False, about: str = "") -> Any:
    """一年级 … 九年级 as 1 … 9, 高一 … 高三 as 10 … 12.

    Never blank, because rows in force are told by grade.
    """
    facts = Column(
        "年级", "ordinal", "一年级至九年级，或高一至高三", True, key, False, words="grade", about=about
    )
    return dy.Int64(primary_key=key, nullable=False, min=1, max=12, metadata=_facts(facts))


def level(heading: str, words: str, first: int, last: int, expected: str, *, about: str = "") -> Any:
    """A level of a scale as its whole number; blank is unknown."""
    facts = Column(heading, "ordinal", expected, words=words, about=about)
    return dy.Int64(nullable=True, min=first, max=last, metadata=_facts(facts))


def yes_no(heading: str, *, required: bool = True, default: bool | None = None, about: str = "") -> Any:
    """是 or 否."""
    facts = Column(heading, "yes_no", "“是”或“否”", required, default=default, about=about)
    return dy.Bool(nullable=True, metadata=_facts(facts))


def count(
    heading: str,
    *,
    required: bool = True,
    unit: str | None = "人",
    about: str = "",
    example: str | float = "",
) -> Any:
    """A whole number of things, not negative and not beyond `MOST`; blank is unknown, never zero."""
    most = MOST[unit]
    facts = Column(
        heading, "whole", "不小于 0 的整数", required, unit=unit, most=most, about=about, example=example
    )
    return dy.Int64(nullable=True, min=0, max=int(most), metadata=_facts(facts))


def amount(heading: str, unit: str, *, required: bool = True, about: str = "") -> Any:
    """A quantity in a unit, not negative and not beyond `MOST`; blank is unknown, never zero."""
    most = MOST[unit]
    facts = Column(heading, "number", "不小于 0 的数字", required, unit=unit, most=most, about=about)
    return dy.Float64(nullable=True, min=0, max=most, metadata=_facts(facts))


def fraction(heading: str, *, about: str = "") -> Any:
    """A part of one; a percentage is divided by 100 (datasets.md, national_monitoring); blank is unknown."""
    facts = Column(heading, "fraction", "0–1 之间的小数，如 0.149", about=about)
    return dy.Float64(nullable=True, min=0, max=1, metadata=_facts(facts))


def year(
    heading: str, first: int, last: int, *, key: bool = False, required: bool = True, about: str = ""
) -> Any:
    """A year between two years; as a key never blank."""
    facts = Column(
        heading, "year", f"{first}–{last} 之间的年份", required, key, not key, unit="年", about=about
    )
    return dy.Int64(primary_key=key, nullable=not key, min=first, max=last, metadata=_facts(facts))


def date(heading: str, *, key: bool = False, blank: bool = False, shown: bool = True, about: str = "") -> Any:
    """A day, without which the row has no meaning unless it may be blank; a personal one is never quoted."""
    facts = Column(
        heading,
        "date",
        "日期，如 2024-09-01",
        is_key=key,
        may_be_blank=blank and not key,
        shown=shown,
        about=about,
    )
    return dy.Date(primary_key=key, nullable=blank and not key, metadata=_facts(facts))


def month(heading: str, *, shown: bool = True, about: str = "") -> Any:
    """A month, `2024-09`; a day handed in is dropped.

    Where the day is personal the cell is never quoted.
    """
    facts = Column(heading, "month", "年月或日期，如 2024-09 或 2024-09-01", shown=shown, about=about)
    return dy.String(nullable=True, metadata=_facts(facts))


def secret(heading: str, *, key: bool = False, required: bool = True, national: bool = False) -> Any:
    """A number of a person, of which only a keyed hash is kept (datasets.md: P H)."""
    facts = Column(heading, "secret", "完整的号码", required, key, not key, personal="hash", shown=False)
    facts = replace(facts, is_national=national)
    return dy.String(primary_key=key, nullable=not key, metadata=_facts(facts))
