"""The fingerprints of everything that decides what a county's figures come to.

Equal fingerprints mean equal figures, so a county whose fingerprint is the one it was built with stays as it
is. What does not belong here: what is done when it differs (orchestration).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from importlib.metadata import version as installed_version
from pathlib import Path

from pipelines.contracts.recognising.own_tables import alias_tables
from pipelines.settings import PACKAGE, Settings

ENGINES = ("dbt-core", "dbt-duckdb", "duckdb", "great-expectations", "polars")
WAIVERS = "waivers.toml"
"""Of these each county depends on its own."""
MADE_BY_TOOLS = {"target", "logs", "__pycache__"}


def of_house(settings: Settings, known_on: datetime | None) -> str:
    """The hash, in hex, of what all counties depend on: registry, gates, aliases, the code and its engines.

    Args:
        settings: where things are.
        known_on: UTC without a zone; None for now.
    """
    digest = hashlib.sha256(f"as known on {known_on}\n".encode())
    for engine in ENGINES:
        digest.update(f"{engine} {installed_version(engine)}\n".encode())
    for folder in (settings.dbt_project, settings.expectations, PACKAGE):
        _add(digest.update, folder, _files(folder))
    for folder in settings.alias_folders:
        _add(digest.update, folder, alias_tables(folder))
    return digest.hexdigest()


def of_own_headings(settings: Settings, county_code: str) -> list[str]:
    """The hash, in hex, of the headings that a county alone writes; nothing where it has none."""
    own, *_ = settings.alias_folders_of(county_code)
    if own in settings.alias_folders:
        return []
    digest = hashlib.sha256()
    _add(digest.update, own, alias_tables(own))
    return [digest.hexdigest()]


def _add(update: Callable[[bytes], None], folder: Path, paths: Iterable[Path]) -> None:
    for path in paths:
        update(f"{path.relative_to(folder).as_posix()}\n".encode())
        update(hashlib.sha256(path.read_bytes()).digest())


def of_counties(
    house: str, ledgers: Mapping[str, str], said: Callable[[str], Sequence[str]]
) -> dict[str, str]:
    """The hash of what decides each county's figures.

    Args:
        house: of what all depend on.
        ledgers: by county, the digest of what its ledger says (landing.digest).
        said: what is waived for a county today and what it says of findings, in any words that are always
            the same.
    """
    return {
        county: hashlib.sha256("\n".join((house, ledger, *said(county))).encode()).hexdigest()
        for county, ledger in ledgers.items()
    }


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if (
            path.name != WAIVERS
            and path.is_file()
            and MADE_BY_TOOLS.isdisjoint(parts)
            and not parts[-1].startswith(".")
        ):
            yield path
