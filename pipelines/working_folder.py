"""The folder a person works in: the one with `junheng.toml`, here or above.

A relative path in that file is relative to the file, so that a command says the same in every folder below.
What does not belong here: the settings themselves (settings), and making such a folder (founding).
"""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path
from typing import Any

from pydantic_settings import BaseSettings, InitSettingsSource

NAME = "junheng.toml"


def working_folder(start: Path | None = None) -> Path | None:
    """The nearest folder with a `junheng.toml`, from `start` (the working directory) upwards.

    Looking stops at a folder in which anyone may write, such as `/tmp`: what lies there may be another's.
    """
    here = Path.cwd() if start is None else start.resolve()
    for folder in (here, *here.parents):
        if folder != here and folder.stat().st_mode & stat.S_IWOTH:
            return None
        if (folder / NAME).is_file():
            return folder
    return None


class WorkingFolderSource(InitSettingsSource):
    """What `junheng.toml` of the working folder says; paths, also those by default, are meant from there."""

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        folder = working_folder()
        said = tomllib.loads((folder / NAME).read_text(encoding="utf-8")) if folder else {}
        if folder and folder != Path.cwd():
            said |= _from_folder(settings_cls, folder, said)
        super().__init__(settings_cls, init_kwargs=said)


def _from_folder(settings_cls: type[BaseSettings], folder: Path, said: dict[str, Any]) -> dict[str, Any]:
    """The paths among the settings, as they are from the working directory."""
    found = {}
    for name, setting in settings_cls.model_fields.items():
        value = said.get(name, setting.default)
        is_path = setting.annotation in (Path, Path | None) and isinstance(value, str | Path)
        if is_path and not os.path.isabs(value):
            found[name] = folder / value
    return found
