"""What was told to whom: `home/notices.json`.

What does not belong here: what is told (causes, moves).
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from pipelines.settings import Settings

LOG = logging.getLogger(__name__)
FILE = "notices.json"


class Standing(BaseModel):
    """A cause that was told: its title, since when, and of which digest whom (by the recipient's key)."""

    title: str
    since: str | None = None
    told: dict[str, str] = Field(default_factory=dict)


class Remembered(BaseModel):
    """What was told, by the key of the cause; and the verdicts as they were last looked at."""

    standing: dict[str, Standing] = Field(default_factory=dict)
    verdicts: dict[str, str] | None = None
    pending: dict[str, list[str]] = Field(default_factory=dict)
    """By the key of a recipient, notices that have happened and could not be sent."""


def remembered(settings: Settings) -> Remembered:
    """What was told before; nothing where it cannot be read, so that things are rather told twice."""
    path = _path(settings)
    try:
        return Remembered.model_validate_json(path.read_bytes()) if path.exists() else Remembered()
    except ValidationError:
        LOG.warning("%s 读不出，从头通知", path)
        return Remembered()


def remember(settings: Settings, told: Remembered) -> None:
    """Keep it, for the owner's eyes only."""
    path = _path(settings)
    partial = path.with_suffix(".partial")
    with os.fdopen(
        os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(told.model_dump_json(indent=1))
    os.replace(partial, path)


def _path(settings: Settings) -> Path:
    return settings.home / FILE
