"""Writing comma or tab separated text in the encodings that offices use, with a title line first.

What does not belong here: what stands in them.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipelines.simulate.tables import NOTICE, Row, rows

_DELIMITERS = {"comma": ",", "tab": "\t"}


def layout(what: str, year: int) -> Row:
    """Return how a kind of text file is written in a school year."""
    return next(r for r in rows("text_layouts") if r["what"] == what and r["school_year"] == str(year))


def write_text(
    path: Path, title: str, headings: Sequence[str], lines: Iterable[Sequence[str]], how: Row
) -> Path:
    """Write one file and return its path with the extension of `how`; no cell may hold the delimiter."""
    path = path.with_name(f"{path.name}.{how['extension']}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text_bytes(title, headings, lines, how))
    return path


def text_bytes(title: str, headings: Sequence[str], lines: Iterable[Sequence[str]], how: Row) -> bytes:
    """Return the bytes of a text: the title with the notice, the headings, the lines."""
    delimiter = _DELIMITERS[how["delimiter"]]
    top = [f"{title}（{NOTICE}）", *[""] * (len(headings) - 1)]
    text = "".join(delimiter.join(cells) + "\r\n" for cells in (top, headings, *lines))
    return text.encode(how["encoding"])
