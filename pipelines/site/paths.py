"""Where the pages of a version lie, for a refresh and for the command.

What does not belong here: writing them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipelines.settings import Settings

FOLDER: Final = "site"
"""Below the folder of a version (contract.md)."""


def pages_folder(settings: Settings) -> Path:
    """Where the pages of the version in force lie, whichever that is when they are read."""
    return settings.current / FOLDER


def first_page(settings: Settings) -> Path | None:
    """The page to open of the version in force; None where it has none."""
    folder = pages_folder(settings)
    path = folder / "index.html"
    return path if path.is_file() else None
