"""What lands and is told in place of what must not be kept: 〔号码1a2b3c4d〕, 〔内容1a2b3c4d〕.

The sign behind the word is the beginning of a keyed hash, so that two names of files, or two keys, that
differ in nothing else stay apart. What does not belong here: what must not be kept (numbers, plain).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from pipelines.contracts.datasets.columns import Kept
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.persons.numbers import NUMBER, PERHAPS, folded, holds_person_number
from pipelines.contracts.persons.plain import AT_A_GLANCE, is_kept
from pipelines.ingest.model import Finding, Sheet
from pipelines.ingest.values import CELL, Parsed, computed

OF_NUMBER, OF_TEXT = "号码", "内容"
_PERHAPS = re.compile(PERHAPS)
_SUSPECT: Mapping[Kept | None, pl.Expr] = {
    None: CELL.str.contains(PERHAPS).fill_null(False),
    **{
        kept: (CELL.str.contains(PERHAPS) | ~CELL.str.contains(plain)).fill_null(False)
        for kept, plain in AT_A_GLANCE.items()
    },
}
"""Cells that may land as something else than they are."""
_BETWEEN = re.compile(r"[\s'’()-]")


def mark(what: str, text: str, hasher: Hasher) -> str:
    """What stands for a text."""
    return f"〔{what}{hasher.short(text)}〕"


def without_numbers(text: str, hasher: Hasher) -> str:
    """A text with a mark in place of every number of a person; any other text as it is."""
    if not (_PERHAPS.search(text) and holds_person_number(text)):
        return text

    def marked(found: re.Match[str]) -> str:
        number = found[0].lstrip()
        before = found[0].removesuffix(number)
        return before + mark(OF_NUMBER, _BETWEEN.sub("", number).upper(), hasher)

    return NUMBER.sub(marked, folded(text)).removeprefix(" ")


def told_without_numbers(finding: Finding, hasher: Hasher) -> Finding:
    """A finding of which no word, not even the name of its sheet, holds a number of a person."""

    def told(text: str | None) -> str | None:
        return text and without_numbers(text, hasher)

    return replace(
        finding,
        found=without_numbers(finding.found, hasher),
        expected=without_numbers(finding.expected, hasher),
        remedy=without_numbers(finding.remedy, hasher),
        sheet=told(finding.sheet),
        column=told(finding.column),
    )


def named_without_numbers(sheet: Sheet, hasher: Hasher) -> Sheet:
    """A sheet whose name, the path of a zip's member before it, holds no number of a person."""
    prefix, label = (without_numbers(part, hasher) for part in (sheet.prefix, sheet.label))
    return sheet if prefix + label == sheet.name else replace(sheet, name=prefix + label, label=label)


def kept_texts(parsed: Parsed, kept: Kept | None, hasher: Hasher) -> Parsed:
    """A column of texts as it lands.

    Args:
        parsed: what people wrote.
        kept: what is kept as it is written; None for whatever holds no number of a person.
        hasher: makes the marks of the rest.
    """

    def change(text: str) -> str:
        if kept is None:
            return without_numbers(text, hasher)
        return text if is_kept(text, kept) else mark(OF_TEXT, text, hasher)

    suspect = parsed.values.filter(computed(parsed.values, _SUSPECT[kept]))
    changed = {text: change(text) for text in dict.fromkeys(suspect)}
    changed = {text: other for text, other in changed.items() if text != other}
    return replace(parsed, values=parsed.values.replace(changed)) if changed else parsed
