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


ENTRY = TypeAdapter(Remembered)


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
        remembered = self._remembered(county_code)
        return remembered.digest if remembered else ""

    def key_check_before(self, county_code: str) -> str:
        """The check value of a county's key when it last landed, whatever its store is now, or empty."""
        remembered = self._remembered(county_code)
        return remembered.key_check if remembered else ""

    def get(self, county_code: str) -> Remembered | None:
        """A county as it is remembered; None where its store is another one by now, or there is no memory."""
        store, remembered = store_path(self._settings, county_code), self._remembered(county_code)
        if remembered is None or not store.exists():
            return None
        is_this = look_at(store) == remembered.store
        # with a log beside it, more was written than the file itself shows
        is_this &= not store.with_name(f"{store.name}.wal").exists()
        return remembered if is_this else None

    def _remembered(self, county_code: str) -> Remembered | None:
        try:
            return ENTRY.validate_json(self._entries[county_code])
        except (KeyError, ValidationError):
            return None

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
