"""What decides how a file is read, as one hash: heading tables, contracts, the reader, the allowed share.

A file that was refused is read again when this changes, because what it was refused for may be understood
now. What does not belong here: remembering it (landing).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from importlib.metadata import version as installed_version
from pathlib import Path

from pipelines.contracts.recognising.own_tables import alias_tables
from pipelines.settings import PACKAGE, Settings

READERS = ("dataframely", "fastexcel", "polars")
PARTS = ("contracts", "ingest")


def reading_rules(settings: Settings, county_code: str | None = None) -> str:
    """The hash, 16 hex digits, of everything that decides whether a content is accepted.

    Args:
        settings: where headings are described, and which share of rows may be set aside.
        county_code: the county whose files are read, which may have headings of its own.
    """
    digest = hashlib.sha256(f"{settings.max_rejected_share}\n".encode())
    for reader in READERS:
        digest.update(f"{reader} {installed_version(reader)}\n".encode())
    for folder in settings.alias_folders_of(county_code):
        _add(digest.update, folder, alias_tables(folder))
    for folder in (PACKAGE / part for part in PARTS):
        tables_and_code = (path for kind in ("*.csv", "*.py") for path in folder.rglob(kind))
        _add(digest.update, folder, sorted(path for path in tables_and_code if path.is_file()))
    return digest.hexdigest()[:16]


def _add(update: Callable[[bytes], None], folder: Path, paths: Iterable[Path]) -> None:
    for path in paths:
        update(f"{path.relative_to(folder).as_posix()}\n".encode())
        with path.open("rb") as file:
            update(hashlib.file_digest(file, "sha256").digest())
