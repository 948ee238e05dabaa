"""Since when each county is held, and why: `home/held.json`.

A night in which nobody passed publishes no version, so what a version says of its counties is not enough.
What does not belong here: who is held (night).
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter, ValidationError

from pipelines.settings import Settings

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Held:
    """A county that is held: since when (UTC, ISO 8601), and why, a Chinese sentence each."""

    since: str
    reasons: list[str]


HELD: TypeAdapter[dict[str, Held]] = TypeAdapter(dict[str, Held])


def held_counties(settings: Settings) -> dict[str, Held]:
    """The counties that the last night held, by code."""
    path = settings.home / "held.json"
    try:
        return HELD.validate_json(path.read_bytes()) if path.exists() else {}
    except ValidationError:
        LOG.warning("%s 读不出，从这一晚重新记起", path)
        return {}


def note_held(settings: Settings, reasons: Mapping[str, Sequence[str]]) -> dict[str, Held]:
    """Note who is held now; who was before stays so since then. Returns it."""
    before = held_counties(settings)
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    held = {
        county: Held(before[county].since if county in before else now, list(why))
        for county, why in sorted(reasons.items())
    }
    path = settings.home / "held.json"
    partial = path.with_suffix(".partial")
    content = {county: asdict(one) for county, one in held.items()}
    partial.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
    os.replace(partial, path)
    return held
