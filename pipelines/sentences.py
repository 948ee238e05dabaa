"""Sentences for a person at the command line: a Chinese template, and what stands in its places.

A sentence is its Chinese text, so that whatever is kept, sent or compared stays Chinese. Who prints it for
the person that called may ask for English, which is made anew from the template: English has an order of its
own. What does not belong here: the English (locale/en/LC_MESSAGES/junheng.po), and which of the two a person
reads (command.language).
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Self

DOMAIN, LOCALE = "junheng", Path(__file__).with_name("locale")
BETWEEN = {"、": ", ", "，": ", ", "；": "; ", "\n": "\n", "": " "}
"""What stands between the parts of a list, and what in English."""


class Sentence(str):
    """A Chinese sentence, or a part of one, that can be told in English.

    Args:
        template: with a name in braces for every part, as `str.format` has it; the key of its English.
        parts: numbers, names, paths; a list is told with 、 between; a sentence, or an error that has one, is
            told in the language of the whole.
    """

    template: str
    parts: Mapping[str, str | float]

    def __new__(cls, template: str, /, **parts: object) -> Self:
        """The Chinese text is made at once."""
        kept = {name: _kept(part) for name, part in parts.items()}
        self = super().__new__(cls, template.format(**kept))
        self.template, self.parts = template, kept
        return self

    def __reduce__(self) -> tuple[Callable[..., Sentence], tuple[Any, ...]]:
        """Another process, and a copy, can be told in English too."""
        return _again, (self.template, self.parts)

    def in_english(self) -> str:
        """The sentence in English; in Chinese as a whole where the catalogue lacks it."""
        english = _english().gettext(self.template)
        if english == self.template:
            return str(self)
        return english.format(**{name: _told(part) for name, part in self.parts.items()})


class Listed(Sentence):
    """Several parts, one after another.

    Args:
        parts: sentences or names.
        between: what stands between them, a key of `BETWEEN`.
    """

    listed: tuple[str | float, ...]
    between: str

    def __new__(cls, parts: Iterable[object], between: str = "、") -> Self:
        """The Chinese text is made at once."""
        listed = tuple(map(_kept, parts))
        self = super().__new__(cls, "{parts}", parts=between.join(map(str, listed)))
        self.listed, self.between = listed, between
        return self

    def __reduce__(self) -> tuple[Callable[..., Sentence], tuple[Any, ...]]:
        """Another process, and a copy, can be told in English too."""
        return Listed, (self.listed, self.between)

    def in_english(self) -> str:
        """The parts in English, those that are sentences."""
        return BETWEEN[self.between].join(str(_told(part)) for part in self.listed)


def in_english(text: str) -> str:
    """A text as an Englishman is told it: a sentence in English, any other as it is."""
    return text.in_english() if isinstance(text, Sentence) else text


def sentence_of(error: BaseException) -> str:
    """What an error says: the sentence with which it was raised, or its text."""
    said = error.args[0] if error.args else None
    return said if isinstance(said, Sentence) else str(error)


def _again(template: str, parts: Mapping[str, object]) -> Sentence:
    return Sentence(template, **parts)


def _kept(part: object) -> str | float:
    """A part as it is kept: what a number, a sentence or a list is must be known when it is told again."""
    if isinstance(part, Sentence | int | float):
        return part
    if isinstance(part, BaseException):
        return sentence_of(part)
    if isinstance(part, list | tuple | set | frozenset | dict):
        return Listed(part)
    return str(part)


def _told(part: str | float) -> str | float:
    return in_english(part) if isinstance(part, str) else part


@cache
def _english() -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE, languages=["en"], fallback=True)
