"""What decides how a file is read, as one hash: heading tables, contracts, the reader, the allowed share.

A file that was refused is read again when this changes, because what it was refused for may be understood
now. What does not belong here: remembering it (landing).
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version as installed_version
from pathlib import Path

from pipelines.settings import PACKAGE, Settings

READERS = ("dataframely", "fastexcel", "polars")
PARTS = ("contracts", "ingest")


def reading_rules(settings: Settings) -> str:
    """The hash, 16 hex digits, of everything that decides whether a content is accepted."""
    digest = hashlib.sha256(f"{settings.max_rejected_share}\n".encode())
    for reader in READERS:
        digest.update(f"{reader} {installed_version(reader)}\n".encode())
    for folder in (*settings.alias_folders, *(PACKAGE / part for part in PARTS)):
        for path in _tables_and_code(folder):
            digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]


def _tables_and_code(folder: Path) -> list[Path]:
    return sorted(path for kind in ("*.csv", "*.py") for path in folder.rglob(kind) if path.is_file())
