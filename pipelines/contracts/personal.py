"""Numbers of persons become keyed hashes before anything is stored (datasets.md: P H).

What does not belong here: which columns are personal (columns), and any way back.
"""

from __future__ import annotations

import hmac
import os
from contextlib import suppress
from pathlib import Path

import polars as pl

from pipelines.ingest.values import code

KEY_BYTES = 32


class Hasher:
    """HMAC-SHA256 with the site's secret key, in hex.

    Equal numbers have equal hashes at one site and nowhere else.
    """

    def __init__(self, key: bytes) -> None:
        self._keyed = hmac.new(key, digestmod="sha256")

    def __repr__(self) -> str:
        return "Hasher(…)"

    @classmethod
    def from_key_file(cls, path: Path) -> Hasher:
        """The hasher of a key file, which is made on first use with rights for its owner only.

        Raises:
            ValueError: the file holds fewer than 32 bytes, so it is no key this class made.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            _make_key(path)
        key = path.read_bytes()
        if len(key) < KEY_BYTES:
            raise ValueError(f"{path}: the key file is damaged, it holds {len(key)} bytes")
        return cls(key)

    def hash(self, values: pl.Series) -> pl.Series:
        """The hash of each number, width folded and in upper case first.

        Blanks and placeholders stay null.
        """
        plain = code(values).values.str.to_uppercase()
        hashes = [None if number is None else self._hash(number) for number in plain.to_list()]
        return pl.Series(values.name, hashes, dtype=pl.String)

    def _hash(self, number: str) -> str:
        digest = self._keyed.copy()  # the key's own two blocks are hashed once, not for every number
        digest.update(number.encode())
        return digest.hexdigest()


def _make_key(path: Path) -> None:
    """A new key, whole or not at all.

    Written beside the file and linked to its name, which fails if the name is taken.

    Raises:
        FileExistsError: there is a key.
    """
    if path.exists():
        raise FileExistsError(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(os.urandom(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    finally:
        draft.unlink()
