"""A version's DuckDB file as it begins: empty, or a copy of the one before, held against the builds.

What does not belong here: giving it its rows (filling), and what it is joined of (joining).
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import duckdb

from pipelines.settings import ConnectionSettings
from pipelines.warehouse.copying import STORAGE_VERSION, columns, relations, text
from pipelines.warehouse.digesting import COUNTY, Compared, Digest, Group, Table, digests, noted_digests
from pipelines.warehouse.joining import BEFORE, COPY, Join, among, is_mended_copy, out_of, part_name

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
        compared: what differs, where the file began as a copy of the base.
    """

    connection: duckdb.DuckDBPyConnection
    compared: Compared


@contextmanager
def opened(join: Join, copy: Path, filled: Collection[Table], limits: ConnectionSettings) -> Iterator[Opened]:
    """A new file, in which nothing has been done yet.

    It begins as a copy of the base where most of it stays and has the same tables; while it is copied, the
    rows of the base are held against those of the builds.

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
        compared = Compared()
        if is_mended_copy(connection, join):
            assert join.base is not None
            with ThreadPoolExecutor(max_workers=1) as beside:
                copied = beside.submit(_copied, join.base, copy)
                compared = _compared(connection, join, filled)
                # only detached may it be closed: with that go all locks that this process has on the file
                connection.execute(f"detach {BEFORE}")
                with copied.result():
                    pass
            connection.execute(before)
        connection.execute(f"attach {text(copy.as_posix())} as {COPY} (storage_version '{STORAGE_VERSION}')")
        connection.execute(f"use {COPY}")
        yield Opened(connection, compared)
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
        # what is left: mostly nothing, all of it where the file system cannot
        shutil.copyfileobj(source, target, PIECE)
    return source


def _compared(connection: duckdb.DuckDBPyConnection, join: Join, filled: Collection[Table]) -> Compared:
    """Hold the counties that do not stay against the base."""
    made = columns(connection, BEFORE)
    gone = among(join.known - join.kept)
    tables = [
        one
        for one in relations(connection, BEFORE)
        if not one.is_view and one.key not in filled and COUNTY in made[one.key]
    ]
    built: dict[Table, dict[Group, Digest]] = {table.key: {} for table in tables}
    for at, part in enumerate(join.parts):
        noted = noted_digests(connection, part_name(at), part.counties)
        for table in tables:
            if noted is None:
                rows = out_of(table, made, [(at, among(part.counties))])
                built[table.key].update(digests(connection, rows, made[table.key]))
            else:
                built[table.key].update(noted.get(table.key, {}))
    before = {
        table.key: digests(connection, f"select * from {BEFORE}.{table.quoted} where {gone}", made[table.key])
        for table in tables
    }
    return Compared(built, before)
