"""The last good copy of every county's store, and how a damaged or deleted store is put back from it.

A copy is made after every landing that changed the store, under a name that holds the hash of its bytes; so
the name says whether the copy is whole, and whether the store is still what was left. A hard link would not
do: a store is written in place. What does not belong here: what is wrong with a store (troubles).
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path

import duckdb

from pipelines.landing.store import read_store, store_path
from pipelines.landing.tables import tables_of
from pipelines.landing.troubles import StoreDamaged, StoreGone
from pipelines.settings import Settings

FOLDER, ASIDE = "copies", "damaged"
NIGHTLY_BYTES = 64_000_000
"""So much of the stores of quiet counties is held against the copies every night; one store at least."""
CHUNK = 4 * 1024 * 1024
STAMP = "%Y%m%dT%H%M%SZ"


def keep_copy(settings: Settings, county_code: str) -> None:
    """Copy the store of a county, which nobody writes into, in the place of the copy before."""
    store, folder = store_path(settings, county_code), settings.landing / FOLDER
    folder.mkdir(exist_ok=True)
    partial, digest = folder / f".{county_code}.partial", sha256()
    with store.open("rb") as read, partial.open("wb") as written:
        while chunk := read.read(CHUNK):
            digest.update(chunk)
            written.write(chunk)
    before = _copies(settings, county_code)
    copy = folder / f"{county_code}.{digest.hexdigest()}{store.suffix}"
    os.replace(partial, copy)
    for one in before:
        if one != copy:
            one.unlink()


def has_copy(settings: Settings, county_code: str) -> bool:
    """Whether there is a copy of a county's store."""
    return bool(_copies(settings, county_code))


def is_as_copied(settings: Settings, county_code: str) -> bool | None:
    """Whether the store of a county is byte for byte what was last copied; None where there is no copy."""
    copies = _copies(settings, county_code)
    if not copies:
        return None
    store = store_path(settings, county_code)
    same_size = [copy for copy in copies if copy.stat().st_size == store.stat().st_size]
    return bool(same_size) and _hash(store) in map(_named_hash, same_size)


def see_that_it_is_whole(settings: Settings, county_code: str, *, is_as_left: bool) -> None:
    """See that a store can be read from end to end, before anything is added to it.

    Args:
        settings: where it is.
        county_code: whose.
        is_as_left: whether it looks (size, times, inode) as the last landing left it, so that another content
            is damage. Else it was written since, and is read through: DuckDB holds every block against its
            checksum.

    Raises:
        StoreTrouble: it cannot be read, or is gone.
    """
    path = store_path(settings, county_code)
    if not path.exists():
        if _copies(settings, county_code):
            raise StoreGone(path)
        return  # the first landing of a county
    as_copied = is_as_copied(settings, county_code)
    if as_copied:
        return
    if as_copied is False and is_as_left:
        raise StoreDamaged(path)
    with read_store(settings, county_code) as connection:
        _read_through(connection)


def damaged_unseen(settings: Settings, counties: Sequence[str], seed: str) -> set[str]:
    """Those of quiet counties whose store is not what was copied though it looks so; a few are read.

    Args:
        settings: where the stores are.
        counties: whose stores look as the last landing left them.
        seed: chooses which are read; another one every night.
    """
    found, size = set(), 0
    for code in random.Random(seed).sample(counties, len(counties)):
        size += store_path(settings, code).stat().st_size
        if is_as_copied(settings, code) is False:
            found.add(code)
        if size > NIGHTLY_BYTES:
            break
    return found


def put_back(settings: Settings, county_code: str) -> datetime | None:
    """Put the last copy of a store in its place; what was there is set aside, with its log.

    Returns:
        When the copy was made (UTC); None where there is none that is whole, and then nothing is moved.
    """
    whole = [copy for copy in _copies(settings, county_code) if _hash(copy) == _named_hash(copy)]
    if not whole:
        return None
    copy, store = max(whole, key=lambda one: one.stat().st_mtime), store_path(settings, county_code)
    aside = settings.landing / ASIDE
    aside.mkdir(exist_ok=True)
    stamp = datetime.now(UTC).strftime(STAMP)
    for path in (store, store.with_name(f"{store.name}.wal")):
        if path.exists():
            os.replace(path, aside / f"{stamp}.{path.name}")
    partial = store.with_name(f".{store.name}.partial")
    shutil.copyfile(copy, partial)
    os.replace(partial, store)
    return datetime.fromtimestamp(copy.stat().st_mtime, UTC)


def _copies(settings: Settings, county_code: str) -> list[Path]:
    return list((settings.landing / FOLDER).glob(f"{county_code}.*.duckdb"))


def _named_hash(copy: Path) -> str:
    return copy.name.split(".")[1]


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _read_through(connection: duckdb.DuckDBPyConnection) -> None:
    """Have DuckDB read every block that holds rows."""
    for table in tables_of(connection, "store"):
        connection.execute(f"select bit_xor(hash(t)) from store.{table} as t").fetchall()
