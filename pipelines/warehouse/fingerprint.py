"""The fingerprint of everything that decides what a build comes to.

Equal fingerprints mean equal figures, so a night on which nothing changed needs no build. What does not
belong here: what is done when it differs (orchestration).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version as installed_version
from pathlib import Path

from pipelines.landing.beside import read_beside
from pipelines.landing.digest import digests
from pipelines.settings import PACKAGE, Settings

ENGINES = ("dbt-core", "dbt-duckdb", "duckdb", "great-expectations", "polars")
MADE_BY_TOOLS = {"target", "logs", "__pycache__"}


def fingerprint(settings: Settings, known_on: datetime | None, acknowledged: str = "[]") -> str:
    """The hash, in hex, of the ledgers as known at a time, the registry, the gates, the code and its engines.

    Args:
        settings: where things are.
        known_on: UTC without a zone; None for now.
        acknowledged: what counties say of findings, and whether it still counts.

    Raises:
        StoreInUse: another program holds the landing store of a county.
    """
    digest = hashlib.sha256(f"as known on {known_on}\n".encode())
    digest.update(acknowledged.encode())
    for engine in ENGINES:
        digest.update(f"{engine} {installed_version(engine)}\n".encode())
    for county_code, of_county in digests(settings, known_on).items():
        digest.update(f"{county_code} {of_county}\n".encode())
    if known_on is None:
        said = read_beside(settings).select("rule", "path", "message").rows()
        digest.update(json.dumps(said, ensure_ascii=False).encode())
    for folder in (settings.dbt_project, settings.expectations, settings.aliases, PACKAGE):
        for path in _files(folder):
            digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and MADE_BY_TOOLS.isdisjoint(parts) and not parts[-1].startswith("."):
            yield path
