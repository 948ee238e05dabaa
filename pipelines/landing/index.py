"""What is remembered of every county since it last landed, so that a quiet one is told without opening it.

One small file for the whole landing folder, written in one step and safe to lose: without it, or where a
county's store is not the one that is remembered, everything is read again. What does not belong here: judging
whether a county has changed (unmoved).
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from io import BytesIO
from typing import TypeVar

import polars as pl
from pydantic import TypeAdapter, ValidationError

from pipelines.ingest.discover import Look, look_at
from pipelines.landing.said import Said
from pipelines.landing.store import counties_landed, make_folder, store_path
from pipelines.settings import Settings

LOG = logging.getLogger(__name__)
FILE = "index.parquet"
COUNTY, REMEMBERED = "county_code", "remembered"


@dataclass(frozen=True)
class Seen:
    """A file as it was when it was last read: where, how it looked, and what was in it."""

    school_year: int
    path: str
    look: Look
    sha256: str


@dataclass(frozen=True)
class Remembered:
    """A county as it was when it last landed.

    Attributes:
        store: how its store looked afterwards.
        layout: which tables and columns the store has (tables.layout).
        rules: by what its files were read (reading_rules).
        others: what else lay in its folder (in_the_folder).
        digest: of what its ledger says (digest).
        said: what its ledger says to people.
        files: every file that could be read.
        key_check: the check value of the key by which its persons were hashed; empty where it is not known.
    """

    store: Look
    layout: str
    rules: str
    others: str
    digest: str
    said: Said
    files: list[Seen]
    key_check: str = ""


@dataclass(frozen=True)
class Head:
    """What is asked of every county every night, without what is remembered of its files."""

    store: Look
    digest: str
    key_check: str = ""


Part = TypeVar("Part", Remembered, Head)
ENTRY, HEAD = TypeAdapter(Remembered), TypeAdapter(Head)


class Index:
    """The memory of all counties; what cannot be read is not remembered."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._entries = _read(settings)

    @property
    def counties(self) -> set[str]:
        """The counties that are remembered."""
        return set(self._entries)

    def digest_before(self, county_code: str) -> str:
        """The digest of a county when it last landed, whatever its store is now; empty without a memory."""
        head = self._read(county_code, HEAD)
        return head.digest if head else ""

    def key_check_before(self, county_code: str) -> str:
        """The check value of a county's key when it last landed, whatever its store is now, or empty."""
        head = self._read(county_code, HEAD)
        return head.key_check if head else ""

    def digest_now(self, county_code: str) -> str | None:
        """The digest of a county; None where its store is another one by now, or there is no memory."""
        head = self._read(county_code, HEAD)
        return head.digest if head and self._is_as_left(county_code, head) else None

    def get(self, county_code: str) -> Remembered | None:
        """A county as it is remembered; None where its store is another one by now, or there is no memory."""
        remembered = self._read(county_code, ENTRY)
        return remembered if remembered and self._is_as_left(county_code, remembered) else None

    def _read(self, county_code: str, part: TypeAdapter[Part]) -> Part | None:
        try:
            return part.validate_json(self._entries[county_code])
        except (KeyError, ValidationError):
            return None

    def _is_as_left(self, county_code: str, remembered: Remembered | Head) -> bool:
        store = store_path(self._settings, county_code)
        if not store.exists() or look_at(store) != remembered.store:
            return False
        # with a log beside it, more was written than the file itself shows
        return not store.with_name(f"{store.name}.wal").exists()

    def put(self, county_code: str, remembered: Remembered) -> None:
        """Remember a county."""
        self._entries[county_code] = ENTRY.dump_json(remembered).decode()

    def write(self) -> None:
        """Keep everything; when that fails, more is read the next time, so nobody is kept from anything."""
        path = self._settings.landing / FILE
        partial = path.with_name(f".{FILE}.partial")
        content = BytesIO()
        columns = {COUNTY: list(self._entries), REMEMBERED: list(self._entries.values())}
        pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).write_parquet(content)
        try:
            make_folder(self._settings)
            partial.write_bytes(content.getvalue())
            os.replace(partial, path)
        except OSError as error:
            LOG.warning("索引 %s 没有写成，下次刷新多读一些文件：%s", path, error.strerror)


def counties_known(settings: Settings, index: Index) -> list[str]:
    """The counties of which anything has landed, in order, whether or not their stores are still there."""
    return sorted({*counties_landed(settings), *index.counties})


def _read(settings: Settings) -> dict[str, str]:
    path = settings.landing / FILE
    try:
        return dict(pl.read_parquet(path).select(COUNTY, REMEMBERED).rows())
    except FileNotFoundError:
        return {}
    except (OSError, pl.exceptions.PolarsError) as error:
        why = os.strerror(error.errno or 0) if isinstance(error, OSError) else "内容不完整"
        LOG.warning("索引 %s 读不出，当作没有：%s", path, why)
        return {}
