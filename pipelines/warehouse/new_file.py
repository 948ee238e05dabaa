"""A version's DuckDB file as it begins: empty, or a copy of the one before, held against the builds.

What does not belong here: giving it its rows (filling), and what it is joined of (joining).
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import duckdb

from pipelines.settings import ConnectionSettings
from pipelines.warehouse.copying import STORAGE_VERSION, columns, relations, text
from pipelines.warehouse.digesting import COUNTY, Digests, differing, digests
from pipelines.warehouse.joining import (
    BEFORE,
    COPY,
    Join,
    among,
    is_mended_copy,
    of_builds,
    out_of,
    part_name,
)

PIECE = 64 * 1024**2
"""Bytes that are copied at once."""
CANNOT = {errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}
"""What a file system says that cannot copy by itself."""


@dataclass(frozen=True)
class Opened:
    """A new file, open.

    Attributes:
        connection: has the new file as `copy`, in use; the base is attached as `before`, the builds are as
            `build`, `build_1` and on.
        built: of a file that began as a copy of the base, what the counties' rows of the builds come to, by
            table.
        before: what the rows come to that the base has of counties that do not stay.
    """

    connection: duckdb.DuckDBPyConnection
    built: Mapping[tuple[str, str], Digests]
    before: Mapping[tuple[str, str], Digests]

    @property
    def moved(self) -> Mapping[tuple[str, str], set[str | None]]:
        """The counties whose rows become others, by table, as far as it is known."""
        return {
            table: {county for county, _ in differing(built, before) | differing(before, built)}
            for table, built in self.built.items()
            for before in [self.before[table]]
        }


@contextmanager
def opened(
    join: Join, copy: Path, filled: Collection[tuple[str, str]], limits: ConnectionSettings
) -> Iterator[Opened]:
    """A new file, in which nothing has been done yet.

    It begins as a copy of the base where most of it stays and has the same tables; while it is copied, the
    rows of the builds are held against those of the base.

    Args:
        join: what is to be joined.
        copy: where the new file is.
        filled: tables that are empty in a build and are left alone here.
        limits: memory and threads.
    """
    with duckdb.connect(":memory:", config=limits) as connection:
        for at, part in enumerate(join.parts):
            connection.execute(f"attach {text(part.build.as_posix())} as {part_name(at)} (read_only)")
        before = f"attach {text(join.base.as_posix())} as {BEFORE} (read_only)" if join.base else ""
        connection.execute(before)
        built: dict[tuple[str, str], Digests] = {}
        stood: dict[tuple[str, str], Digests] = {}
        if is_mended_copy(connection, join):
            assert join.base is not None
            with ThreadPoolExecutor(max_workers=1) as beside:
                copied = beside.submit(_copied, join.base, copy)
                for table, of_build, of_base in _compared(connection, join, filled):
                    built[table], stood[table] = of_build, of_base
                # only detached may it be closed: with that go all locks that this process has on the file
                connection.execute(f"detach {BEFORE}")
                with copied.result():
                    pass
            connection.execute(before)
        connection.execute(f"attach {text(copy.as_posix())} as {COPY} (storage_version '{STORAGE_VERSION}')")
        connection.execute(f"use {COPY}")
        yield Opened(connection, built, stood)
        connection.execute(f"checkpoint {COPY}")


def _copied(base: Path, copy: Path) -> IO[bytes]:
    """Copy a file; returns it, still open."""
    source = base.open("rb")
    with copy.open("wb") as target:
        try:
            # the kernel copies, or where the file system can, both files share what neither changes
            while os.copy_file_range(source.fileno(), target.fileno(), PIECE):
                pass
        except OSError as error:
            if error.errno not in CANNOT:
                raise
            shutil.copyfileobj(source, target, PIECE)
    return source


def _compared(
    connection: duckdb.DuckDBPyConnection, join: Join, filled: Collection[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], Digests, Digests]]:
    """What the rows of counties that do not stay come to, by table: in the builds, and in the base."""
    made = columns(connection, BEFORE)
    gone = among(join.known - join.kept)
    for relation in relations(connection, BEFORE):
        known = made[relation.key]
        if relation.is_view or relation.key in filled or COUNTY not in known:
            continue
        of_build = digests(connection, out_of(relation, made, of_builds(join)), known) if join.parts else {}
        rows = f"select * from {BEFORE}.{relation.quoted} where {gone}"
        yield relation.key, of_build, digests(connection, rows, known)
