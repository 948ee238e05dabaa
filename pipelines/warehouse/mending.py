"""A Parquet file of a version that is damaged or gone, written again from the version's own DuckDB file.

It takes the place of the damaged one only when it is, byte for byte, what was published: then the version is
whole as if nothing had happened. What does not belong here: finding out what is damaged (set_aside).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import duckdb

from pipelines.settings import Settings
from pipelines.warehouse.checksums import hash_of, read_sums
from pipelines.warehouse.copying import UntrueCopy
from pipelines.warehouse.owner_only import open_to_readers
from pipelines.warehouse.parquet import FOLDER, write_one
from pipelines.warehouse.syncing import sync
from pipelines.warehouse.versions import DATABASE, Version

MENDED = ".mended"
MOST = 20
"""More damaged files than this are no slip of a disk: then the whole is made again."""


def mend(settings: Settings, version: Version, damaged: Sequence[str]) -> bool:
    """Write damaged files of a version again.

    Args:
        settings: memory and threads, and where the home is.
        version: whose DuckDB file is held against its checksum first.
        damaged: the paths of its files that are not what was published.

    Returns:
        Whether all of them are what was published now; if not, none was touched.
    """
    sums = {one.path: one.sha256 for one in read_sums(version.path)}
    if len(damaged) > MOST or not all(PurePosixPath(path).parts[0] == FOLDER for path in damaged):
        return False
    if not version.database.is_file() or hash_of(version.database) != sums.get(DATABASE):
        return False
    written: dict[Path, Path] = {}
    try:
        for path in damaged:
            target = version.path / path
            partial = written[target] = target.with_name(f"{MENDED}-{target.name}")
            target.parent.mkdir(parents=True, exist_ok=True)
            write_one(version.database, PurePosixPath(path).relative_to(FOLDER), partial, settings.limits)
            if hash_of(partial) != sums[path]:
                return False
        for target, partial in written.items():
            os.replace(partial, target)
            sync(target.parent)
    except (duckdb.Error, UntrueCopy, OSError):
        return False
    finally:
        for partial in written.values():
            partial.unlink(missing_ok=True)
    open_to_readers(settings, version.path)
    return True
