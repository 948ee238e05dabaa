"""Reading a page again: its links, its text, the rows of its tables."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

ADDRESSES = ("href", "src")
SILENT = frozenset({"script", "style"})


class Page(HTMLParser):
    """What a page holds.

    Attributes:
        links: what it leads to or takes from elsewhere, as written.
        ids: the places within it that links may name.
        words: its text, whitespace put together.
        rows: the cells of every row of every table, by the table's id.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.rows: dict[str, list[list[str]]] = {}
        self._text: list[str] = []
        self._table = ""
        self._cell: list[str] | None = None
        self._silent = 0
        self.feed(path.read_text(encoding="utf-8"))
        self.words = " ".join("".join(self._text).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        said = dict(attrs)
        self.links += [said[name] for name in ADDRESSES if said.get(name)]
        if said.get("id"):
            self.ids.add(said["id"])
        self._silent += tag in SILENT
        if tag == "table":
            self._table = said.get("id") or ""
        elif tag == "tr":
            self.rows.setdefault(self._table, []).append([])
        elif tag in ("td", "th"):
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT
        if tag in ("td", "th") and self._cell is not None:
            self.rows[self._table][-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self._text.append(data)
        if self._cell is not None:
            self._cell.append(data)

    def targets(self) -> list[tuple[Path, str]]:
        """The files it leads to, and the places within them."""
        return [
            ((self.path.parent / unquote(file)).resolve() if file else self.path.resolve(), place)
            for file, _, place in (link.partition("#") for link in self.links if not link.startswith("data:"))
        ]


def pages(folder: Path) -> list[Page]:
    """Every page below a folder."""
    return [Page(path) for path in sorted(folder.rglob("*.html"))]
