"""The small counties of the soak, and a refresh of theirs as a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from pipelines.settings import PROJECT, Settings
from tests.unit.orchestration.tiny_county import TINY, TinyCounty

PUBLISHING = "[publish]"
"""How the line begins that a refresh says when it begins to publish."""


def small_counties(folder: Path) -> TinyCounty:
    """Counties of one school each, with a dbt project of few tables, below a folder."""
    project = shutil.copytree(TINY, folder / "dbt_project")
    registry = Path("seeds", "registry")
    (project / registry).mkdir(parents=True)
    for name in ("datasets.csv", "departments.csv"):
        shutil.copy(Settings().dbt_project / registry / name, project / registry / name)
    return TinyCounty.below(folder, project)


def begin(settings: Settings) -> subprocess.Popen[str]:
    """Begin a refresh; its standard error says the stages."""
    names = ("raw", "home", "dbt_project", "expectations", "settle_seconds")
    told = {f"JUNHENG_{name.upper()}": str(getattr(settings, name)) for name in names}
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines.command", "refresh"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=PROJECT,
        env={**os.environ, **told},
    )  # fmt: skip
