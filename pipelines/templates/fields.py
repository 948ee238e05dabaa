"""What a template says of a column: its heading, what is expected below it, its words, an example.

What does not belong here: where on a sheet it stands (table, form).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.contracts.datasets.code_lists import first_written
from pipelines.contracts.datasets.columns import Column, Kind
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.recognising.aliases import Aliases
from pipelines.ingest.fold import shown_unit

IN_THE_HEADING = ("m2", "元", "万元", "万人")
"""Units that are easily mistaken for another one."""
MOST_ACROSS = 3
"""Columns across that a template has; a column that nobody fills would say that everybody was absent."""
AS_TEXT: frozenset[Kind] = frozenset(("text", "code", "secret", "word", "ordinal", "month"))
"""Kinds whose cells keep what was typed: leading zeros, all digits of a long number, `1-2`."""
EXAMPLES: dict[Kind, str | float] = {
    "yes_no": "是",
    "whole": 12,
    "number": 12.5,
    "fraction": 0.149,
    "year": 2024,
    "date": "2024-09-01",
    "month": "2024-09",
    "secret": "完整的号码",
    "code": "示例1",
    "text": "示例1",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table, or one item of a form.

    Attributes:
        heading: what is written above it, or as the item.
        expected: what a cell should look like.
        unit: the unit of its figures, as people write it; empty where it has none.
        is_required: the file is refused without its column.
        is_key: part of the key.
        words: the words to choose from; empty where anything may be written.
        is_text: whether its cells keep what was typed.
        example: a cell that is right.
    """

    heading: str
    expected: str
    unit: str
    is_required: bool
    is_key: bool
    words: tuple[str, ...]
    is_text: bool
    example: str | float

    @property
    def note(self) -> str:
        """What a sender has to know, in Chinese."""
        must = "主键，每行必填" if self.is_key else "必需的列" if self.is_required else "可以没有"
        unit = f"单位：{self.unit}。" if self.unit else ""
        return f"{must}。{self.expected}。{unit}"


def fields(dataset: Dataset, aliases: Aliases | None) -> list[Field]:
    """The fields of a dataset in the order of its contract, then the columns that stand across.

    Args:
        dataset: the dataset.
        aliases: its headings, which name the columns that stand across; None for one that has none.
    """
    own = [_field(dataset, column) for column in dataset.columns.values()]
    return [*own, *_across(dataset, aliases)]


def _field(dataset: Dataset, column: Column) -> Field:
    words = first_written(column.words or "yes_no") if column.words or column.kind == "yes_no" else ()
    unit = shown_unit(column.unit) if column.unit and column.kind != "year" else ""
    in_brackets = not dataset.is_form and column.unit in IN_THE_HEADING
    return Field(
        heading=f"{column.heading}（{unit}）" if in_brackets else column.heading,
        expected=column.expected or f"{words[0]}、{words[-1]}等，从下拉列表中选",
        unit=unit,
        is_required=column.required,
        is_key=column.is_key,
        words=words,
        is_text=column.kind in AS_TEXT,
        example=_example(column, words),
    )


def _example(column: Column, words: tuple[str, ...]) -> str | float:
    if column.example != "":
        return column.example
    if column.digits:
        return "1234567890"[: column.digits]
    return words[0] if words else EXAMPLES[column.kind]


def _across(dataset: Dataset, aliases: Aliases | None) -> Iterator[Field]:
    """The first heading of every column that stands across."""
    if dataset.across is None or aliases is None:
        return
    named: dict[str, str] = {}
    for heading, known in aliases.headings.items():
        for alias in known:
            if alias.column and aliases.is_taught(alias.column):
                named.setdefault(alias.column, heading)
    for heading in list(named.values())[:MOST_ACROSS]:
        full = f"{dataset.across.default_limit:g}"
        yield Field(
            heading=f"{heading}({full})",
            expected=f"得分；满分不是 {full} 的，请改表头括号里的数；没有的列请整列删去，其余的加在右边",
            unit="",
            is_required=False,
            is_key=False,
            words=(),
            is_text=False,
            example=95,
        )
