"""Numbers of persons become keyed hashes before anything is stored (datasets.md: P H).

What does not belong here: which columns are personal (columns), and any way back.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import polars as pl
from cryptography.hazmat.primitives import hashes, hmac

from pipelines.errors import Trouble
from pipelines.ingest.values import Parsed, person_number
from pipelines.sentences import Sentence

KEY_BYTES = 32
REMEMBERED = 2**17
"""Hashes kept during a run: a pupil stands in the rosters of several years, and in every exam."""

CHECKED = b"the check value of this key"
SHORT = 8
"""Signs of a short hash."""


class DamagedKey(Trouble):
    """The site's key file is there and holds no key."""

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(
            Sentence(
                "密钥文件 {path} 已损坏：只有 {size} 个字节，应不少于 {key_bytes} 个。"
                "请从备份恢复它，不要删除：换一把密钥，以前收到的名册就和新名册对不上人；"
                "确实没有备份时，请看 docs/zh/operating.md 的“密钥文件”。",
                path=path,
                size=size,
                key_bytes=KEY_BYTES,
            )
        )


class NoKey(Trouble):
    """There is no key file, or it cannot be opened."""

    def __init__(self, path: Path, error: OSError) -> None:
        said = (
            Sentence("不见了")
            if isinstance(error, FileNotFoundError)
            else Sentence("打不开（{why}）", why=error.strerror)
        )
        super().__init__(
            Sentence(
                "密钥文件 {path} {said}；它由第一次刷新生成，请看它的位置和权限，或从备份恢复它。",
                path=path,
                said=said,
            )
        )


class Hasher:
    """HMAC-SHA256 with the site's secret key, in hex.

    Equal numbers have equal hashes at one site and nowhere else.
    """

    def __init__(self, key: bytes) -> None:
        # a copy of it is cheaper than taking the key in for every number; one of `hmac` takes twice as long
        self._keyed = hmac.HMAC(key, hashes.SHA256())
        self._remembered: dict[bytes | None, bytes] = {}

    def __repr__(self) -> str:
        return "Hasher(…)"

    @classmethod
    def from_key_file(cls, path: Path) -> Hasher:
        """The hasher of a key file.

        Raises:
            NoKey: there is none, or it cannot be opened.
            DamagedKey: the file holds fewer than 32 bytes, so it is no key made here.
        """
        try:
            key = path.read_bytes()
        except OSError as error:
            raise NoKey(path, error) from error
        if len(key) < KEY_BYTES:
            raise DamagedKey(path, len(key))
        return cls(key)

    @property
    def check_value(self) -> str:
        """A hash, in hex, that another key does not give; it is of a text that is no number of a person."""
        return next(self._hashes([CHECKED])).hex()

    def hash(self, values: pl.Series) -> Parsed:
        """The hash of each number, width folded and in upper case first.

        Blanks and placeholders stay null; a number that lost digits in a spreadsheet has no hash and is bad.
        """
        numbers = person_number(values)
        column = numbers.values.cast(pl.Binary).to_list()
        known = self._known(column)
        hashed = pl.Series(list(map(known.get, column)), dtype=pl.Binary)
        return Parsed(hashed.bin.encode("hex"), numbers.bad)

    def short(self, text: str) -> str:
        """The beginning of a text's hash: enough to tell a few names apart, too little to look it up by."""
        return next(self._hashes([text.encode()])).hex()[:SHORT]

    def _known(self, column: Sequence[bytes | None]) -> Mapping[bytes | None, bytes]:
        """At least the hashes of a column; they are kept for the columns to come while there is room."""
        known = self._remembered
        filled = [number for number in dict.fromkeys(column) if number]
        new = [number for number in filled if number not in known]
        if len(known) + len(new) > REMEMBERED:
            known, new = {}, filled
        known.update(zip(new, self._hashes(new), strict=True))
        self._remembered = known if len(known) <= REMEMBERED else {}
        return known

    def _hashes(self, numbers: Sequence[bytes]) -> Iterator[bytes]:
        for number in numbers:
            keyed = self._keyed.copy()
            keyed.update(number)
            yield keyed.finalize()


def make_key(path: Path) -> None:
    """Make a new key, whole or not at all, with rights for its owner only; one that is there stays.

    It is written beside the file and linked to its name, which fails if the name is taken.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(os.urandom(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
