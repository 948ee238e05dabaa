"""Writing comma or tab separated text in the encodings that offices use, with a title line first."""

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
    delimiter = _DELIMITERS[how["delimiter"]]
    path = path.with_name(f"{path.name}.{how['extension']}")
    path.parent.mkdir(parents=True, exist_ok=True)
    top = [f"{title}（{NOTICE}）", *[""] * (len(headings) - 1)]
    with path.open("w", encoding=how["encoding"], newline="") as out:
        out.write(delimiter.join(top) + "\r\n" + delimiter.join(headings) + "\r\n")
        out.writelines(delimiter.join(cells) + "\r\n" for cells in lines)
    return path
