"""What the ledgers of all counties say of files, and the note of what lies beside the counties.

What does not belong here: what the ledger of one county says (landing.said).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipelines.landing.beside import read_beside
from pipelines.landing.index import Index, counties_known
from pipelines.landing.said import Said, said_of
from pipelines.landing.store import read_store
from pipelines.landing.troubles import StoreInUse, StoreTrouble
from pipelines.settings import Settings


@dataclass
class LedgersSaid:
    """What the ledgers of the counties and the note of what lies beside them say."""

    refused: list[dict[str, Any]] = field(default_factory=list)
    held: list[dict[str, Any]] = field(default_factory=list)
    misplaced: list[dict[str, Any]] = field(default_factory=list)
    broken: list[dict[str, Any]] = field(default_factory=list)
    is_being_written: bool = False


def ledgers_said(settings: Settings) -> LedgersSaid:
    """What was refused, who is held and what lies elsewhere; of a county that is being written, nothing."""
    told, index = LedgersSaid(), Index(settings)
    for county_code in counties_known(settings, index):
        remembered = index.get(county_code)
        try:
            said = remembered.said if remembered else _asked(settings, county_code)
        except StoreInUse:
            told.is_being_written = True
            continue
        except StoreTrouble as trouble:
            told.broken.append({"county_code": county_code, "reason": str(trouble)})
            continue
        told.refused += said.refused
        told.held += said.held
        told.misplaced += said.misplaced
    told.misplaced += read_beside(settings).select("path", "found", "remedy").unique().to_dicts()
    told.misplaced.sort(key=lambda one: one["path"])
    return told


def _asked(settings: Settings, county_code: str) -> Said:
    with read_store(settings, county_code) as connection:
        return said_of(connection)
