"""What a version says of its own files, and whether they still are what it says: sizes and sha256.

`checksums.csv` names every file but itself and the manifest; its own sha256 and the size of the DuckDB file
stand in the manifest, which ends with a sha256 over itself. A version of before has none of these, and is
whole as far as it can be told. What does not belong here: what is done about a damaged version (set_aside).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

import polars as pl

CHECKSUMS = "checksums.csv"
OF_FILES, OF_DATABASE, OF_ITSELF = "checksums_sha256", "database_bytes", "manifest_sha256"
"""In the manifest: the sha256 of `checksums.csv`, the size of the DuckDB file, the sha256 of the rest."""
COLUMNS = {"path": pl.String, "bytes": pl.Int64, "sha256": pl.String}


@dataclass(frozen=True)
class Sum:
    """A file of a version: where it lies in it, its size in bytes, its sha256 in hex."""

    path: str
    size: int
    sha256: str


def hash_of(path: Path) -> str:
    """The sha256 of a file, in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def sums_of(folder: Path, before: Path | None, leave: Iterable[str]) -> list[Sum]:
    """The sums of the files of a version, in the order of their paths.

    Args:
        folder: the version.
        before: the version before; of a file that is its very file, by a hard link, its sum is believed.
        leave: the names of files that are not among them.
    """
    known = {one.path: one for one in read_sums(before)} if before else {}
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name in leave:
            continue
        one = known.get(name)
        is_shared = one is not None and before is not None and _is_one_file(path, before / name)
        found.append(one if one and is_shared else Sum(name, path.stat().st_size, hash_of(path)))
    return found


def write_sums(folder: Path, sums: Iterable[Sum]) -> str:
    """Write `checksums.csv`; returns its sha256."""
    rows = [(one.path, one.size, one.sha256) for one in sums]
    pl.DataFrame(rows, schema=COLUMNS, orient="row").write_csv(folder / CHECKSUMS)
    return hash_of(folder / CHECKSUMS)


def read_sums(folder: Path) -> list[Sum]:
    """What `checksums.csv` says; nothing where there is none or it cannot be read."""
    try:
        return [Sum(*row) for row in pl.read_csv(folder / CHECKSUMS, schema=COLUMNS).rows()]
    except (OSError, pl.exceptions.PolarsError):
        return []


def signed(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """A manifest with the checksum over itself at its end."""
    plain = {name: value for name, value in manifest.items() if name != OF_ITSELF}
    return plain | {OF_ITSELF: _of_itself(plain)}


def is_as_signed(manifest: Mapping[str, Any]) -> bool:
    """Whether a manifest is as it was written; one of before is not signed."""
    plain = {name: value for name, value in manifest.items() if name != OF_ITSELF}
    return OF_ITSELF not in manifest or manifest[OF_ITSELF] == _of_itself(plain)


def differing(folder: Path, sums: Iterable[Sum]) -> Iterator[str]:
    """The paths of files that are gone, of another size, or of another content, which takes reading them."""
    for one in sums:
        path = folder / one.path
        if not has_size(path, one.size) or hash_of(path) != one.sha256:
            yield one.path


def sampled(sums: Iterable[Sum], most_bytes: int, seed: str) -> list[Sum]:
    """Some of the sums, other ones every night: as many as are together no larger than that, one at least."""
    chosen: list[Sum] = []
    size = 0
    mixed = list(sums)
    random.Random(seed).shuffle(mixed)
    for one in mixed:
        if not chosen or size + one.size <= most_bytes:
            chosen.append(one)
            size += one.size
    return chosen


def has_size(path: Path, size: int) -> bool:
    """Whether a file is there and has that many bytes."""
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def _is_one_file(path: Path, other: Path) -> bool:
    return other.exists() and path.samefile(other)


def _of_itself(plain: Mapping[str, Any]) -> str:
    return sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
