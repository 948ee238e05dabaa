"""In which language the person at the command line is told what went wrong: the setting, else the locale.

What does not belong here: what is kept or sent, which is Chinese always, and the English itself (sentences).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from tomllib import TOMLDecodeError
from typing import Literal

from pydantic import ValidationError
from pydantic_settings import SettingsConfigDict

from pipelines.sentences import Sentence
from pipelines.settings import Sourced

Language = Literal["zh", "en"]
"""The languages there are."""
LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where the locale of messages is told; the first that says something holds."""
NO_LANGUAGE = ("", "C", "POSIX")


class LanguageSetting(Sourced):
    """The one setting that must be known when the others cannot be read."""

    model_config = SettingsConfigDict(extra="ignore")

    language: Literal["auto", "zh", "en"] = "auto"


def language() -> Language:
    """The language of the person who called: as set, else by the locale."""
    try:
        said = LanguageSetting().language
    except (ValidationError, TOMLDecodeError, UnicodeDecodeError, OSError):
        # what is wrong there is just being told
        return _named(os.environ.get("JUNHENG_LANGUAGE", "")) or of_locale(os.environ)
    return of_locale(os.environ) if said == "auto" else said


def of_locale(environment: Mapping[str, str]) -> Language:
    """English where the locale of messages is an English one; Chinese for any other, and for none.

    LANGUAGE goes before, but not where the locale is C or POSIX or there is none, as GNU gettext has it: a
    server and cron have those, whoever reads what they say.
    """
    locale = next((said for name in LOCALES if (said := environment.get(name))), "")
    if _language_of(locale) in NO_LANGUAGE:
        return "zh"
    wanted = (*environment.get("LANGUAGE", "").split(":"), locale)
    return next((known for one in wanted if (known := _named(_language_of(one)))), "zh")


def as_read(text: str) -> str:
    """A text in the language of the person who called."""
    return text.in_english() if isinstance(text, Sentence) and language() == "en" else text


def _language_of(locale: str) -> str:
    """`en` of `en_US.UTF-8`."""
    return re.split(r"[_.@-]", locale, maxsplit=1)[0]


def _named(word: str) -> Language | None:
    return "en" if word == "en" else "zh" if word == "zh" else None
