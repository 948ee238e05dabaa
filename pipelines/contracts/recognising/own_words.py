"""Words by which counties fill in a column in a way of their own: rows of `words.csv` beside their headings.

A row says of a list of words which of them is meant; what the program understands already keeps its meaning.
What does not belong here: the lists of the program (datasets.code_lists), and reading cells (column_values).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pipelines.contracts.datasets.code_lists import canonical, ways_of_writing
from pipelines.contracts.recognising.own_tables import AliasFault, rows_of
from pipelines.ingest.fold import fold
from pipelines.sentences import Sentence

FILE = "words.csv"
HEADER = "list,value,written"
OwnWords = Mapping[str, Mapping[str, str]]
"""By list from each way of writing, folded and in lower case, to the word of the list."""


def read_own_words(folders: Iterable[Path]) -> OwnWords:
    """The words of folders; where two say what one means, the earlier folder does.

    Args:
        folders: where `words.csv` may lie: the list, the word of it that is meant, and how it is written.

    Raises:
        AliasFault: a row names no list or no word of it, is blank, or gives a known word another meaning.
    """
    found: dict[str, dict[str, str]] = {}
    for folder in folders:
        for list_, own in _read(folder / FILE).items():
            found[list_] = {**own, **found.get(list_, {})}
    return found


def _read(path: Path) -> OwnWords:
    found: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows_of(path) if path.is_file() else (), start=2):
        if not any(row.values()):
            continue
        list_, value = (str(row.get(name) or "").strip() for name in ("list", "value"))
        written = fold(str(row.get("written") or "")).lower()
        before = found.setdefault(list_, {})
        _see_that_it_can_be_meant(path, number, list_, value, written, before)
        before[written] = value
    return found


def _see_that_it_can_be_meant(
    path: Path, number: int, list_: str, value: str, written: str, before: Mapping[str, str]
) -> None:
    words = canonical(list_)
    if not words:
        raise AliasFault(
            path,
            number,
            Sentence("没有叫“{list}”的词表", list=list_),
            Sentence("{header}；词表名见 codes/words.csv", header=HEADER),
        )
    if value not in words:
        raise AliasFault(
            path,
            number,
            Sentence("词表 {list} 里没有“{value}”", list=list_, value=value),
            Sentence("以下之一：{words}", words=words),
        )
    if not written:
        raise AliasFault(
            path,
            number,
            Sentence("没有写怎样填"),
            Sentence("{header}；written 是表格里的填法", header=HEADER),
        )
    known = {**before, **ways_of_writing(list_)}.get(written, value)
    if known != value:
        raise AliasFault(
            path,
            number,
            Sentence("“{written}”已有别的意思（{known}）", written=written, known=known),
            Sentence("还没有意思的填法"),
        )
