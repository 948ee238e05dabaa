"""The pages people read: where they are, what they link to, which commands they show.

What does not belong here: what a page must say.
"""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[3]
WRITTEN = ("*.md", "docs/**/*.md", "expectations/**/*.md", "raw/*.md", "raw/sample/*.md", "pipelines/**/*.md")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
COMMENT = re.compile(r"(?:^|\s)#\s.*$", re.MULTILINE)


def pages() -> list[Path]:
    """Every page."""
    return sorted(path for pattern in WRITTEN for path in PROJECT.glob(pattern))


def name(path: Path) -> str:
    """A page as it is named in a test."""
    return path.relative_to(PROJECT).as_posix()


def fences(path: Path, language: str) -> list[str]:
    """The blocks of code of a language on a page."""
    return [code for said, code in FENCE.findall(path.read_text(encoding="utf-8")) if said == language]


def code_of(path: Path) -> Iterator[str]:
    """Every piece of code on a page, in a block or within a line, without comments."""
    text = path.read_text(encoding="utf-8")
    for _, code in FENCE.findall(text):
        yield COMMENT.sub("", code)
    yield from INLINE.findall(FENCE.sub("", text))


def calls(path: Path, program: str) -> Iterator[list[str]]:
    """The words of every call of a program on a page; what is quoted may stand on several lines."""
    call = re.compile(rf"""(?:^|[\s/]){program} (?=[a-z])((?:"[^"]*"|'[^']*'|[^\n|;&<>"'])*)""", re.MULTILINE)
    for code in code_of(path):
        for words in call.findall(code):
            yield shlex.split(words)


def anchors(path: Path) -> set[str]:
    """The names under which a page's headings can be linked to, as code hosts make them."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    return {_anchor(heading) for _, heading in HEADING.findall(text)}


def _anchor(heading: str) -> str:
    kept = [
        sign for sign in heading.lower() if sign in " -_" or unicodedata.category(sign)[0] in ("L", "N", "M")
    ]
    return "".join(kept).strip().replace(" ", "-")
