"""Invented persons planted in every personal column of every dataset, and a search for what is left of them.

Which columns are personal is read from the datasets and their aliases, so that new ones join. What does not
belong here: where is searched (the tests).
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import quote

import duckdb

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.settings import Settings
from tests.unit.contracts.world import RIGHT, Row, sheet

NAME, NUMBER = "甄隐名", "9988776655"
"""Part of every name and of every number of a person."""
BIRTHDAY = "2013-07-29"
TRACES = (NAME, NUMBER, BIRTHDAY, "2013年7月29日", "2013/7/29", "20130729")
NOBODY_ASKED = {"监护人姓名": f"{NAME}之父", "家庭住址": f"{NAME}家", "监护人电话": f"1{NUMBER}"}
RIGHT_ROWS = 40
"""So many that the bad rows beside them do not have the whole file refused."""
WRITTEN: tuple[Callable[[str], bytes], ...] = (
    *(partial(str.encode, encoding=encoding) for encoding in ("utf-8", "utf-16-le", "gb18030")),
    lambda text: text.encode("ascii", "backslashreplace"),
    lambda text: text.encode("ascii", "xmlcharrefreplace"),
    lambda text: quote(text).encode(),
)
"""How a text may stand in a file: in an encoding, escaped as in JSON, in a page, in a link."""
OF_PERSONS = [name for name in RIGHT if DATASETS[name].has_persons]
"""The datasets of which a row is about one person."""


def roster(dataset: str) -> bytes:
    """A workbook of persons: most rows are right, two have one number, two a person in every cell."""
    rows = [_person(dataset, number) for number in range(RIGHT_ROWS)]
    slipped = [dict.fromkeys(rows[0], planted) for planted in (NAME, f"{NUMBER}{RIGHT_ROWS:08}")]
    return sheet(dataset, *rows, {**rows[0], **NOBODY_ASKED}, *slipped)


def _person(dataset: str, number: int) -> Row:
    columns = DATASETS[dataset].columns.values()
    # of a birthday the month is kept
    told = {column.heading: BIRTHDAY for column in columns if column.kind == "month" and not column.shown}
    told |= {column.heading: f"{NUMBER}{number:08}" for column in columns if column.personal}
    told |= {column.heading: f"T{number}" for column in columns if column.kind == "code" and not column.shown}
    never_kept = [
        heading
        for heading, aliases in AliasBook.load(Settings().aliases).of[dataset].headings.items()
        if not any(alias.column for alias in aliases)
    ]
    return {**RIGHT[dataset], **told, **dict.fromkeys(never_kept, f"{NAME}{number}")}


def traces_in(folder: Path, traces: Sequence[str] = TRACES) -> list[str]:
    """Every place below a folder where something of a person is left: as bytes, or packed in a known way.

    Each ends with a colon and what is left there.
    """
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [trace for path in files for trace in _traces_in_file(path, traces)]


def _traces_in_file(path: Path, traces: Sequence[str]) -> Iterator[str]:
    content = path.read_bytes()
    yield from (f"{path}: {trace}" for trace in _unpacked_traces(content, traces))
    if path.suffix == ".duckdb":
        yield from (f"{path} {left}" for left in _traces_in_tables(path, traces))
    if path.suffix == ".parquet":
        with duckdb.connect(":memory:") as connection:
            relation = f"read_parquet('{path}')"
            yield from (f"{path}: {trace}" for trace in _traces_in_rows(connection, relation, traces))


def _unpacked_traces(content: bytes, traces: Sequence[str]) -> Iterator[str]:
    yield from (trace for trace in traces for written in WRITTEN if written(trace) in content)
    if content.startswith(b"\x1f\x8b"):
        yield from _unpacked_traces(gzip.decompress(content), traces)
    elif zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _unpacked_traces(name.encode() + archive.read(name), traces)


def _traces_in_tables(path: Path, traces: Sequence[str]) -> Iterator[str]:
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{path}' as searched (read_only)")
        tables = connection.execute("""
            select format('searched."{}"."{}"', schema_name, table_name)
            from duckdb_tables() where database_name = 'searched'
        """).fetchall()
        assert tables, f"{path} has no table to search"
        for (table,) in tables:
            yield from (f"{table}: {trace}" for trace in _traces_in_rows(connection, table, traces))


def _traces_in_rows(
    connection: duckdb.DuckDBPyConnection, relation: str, traces: Sequence[str]
) -> Iterator[str]:
    found = connection.execute(
        f"select {', '.join('bool_or(contains(searched_row::text, ?))' for _ in traces)}"
        f" from {relation} as searched_row",
        list(traces),
    ).fetchone()
    yield from (trace for trace, is_left in zip(traces, found or (), strict=False) if is_left)
