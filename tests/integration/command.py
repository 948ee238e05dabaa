"""The command as a county runs it: a process of its own, told everything by its environment.

What does not belong here: what it is asked and what it answers (the tests).
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from pipelines.settings import PROJECT, Settings

JUNHENG = Path(sysconfig.get_path("scripts")) / "junheng"


def environment(settings: Settings) -> dict[str, str]:
    """This process's environment with these settings in it."""
    told = {
        f"JUNHENG_{name.upper()}": str(value)
        for name, value in settings.model_dump().items()
        if value is not None
    }
    return os.environ | told


def junheng(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command and wait for it."""
    return subprocess.run(
        [JUNHENG, *arguments],
        env=environment(settings),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def interrupted_refresh(settings: Settings, what: str, moment: str) -> subprocess.Popen[str]:
    """Start a refresh to which something happens at a moment (interrupted)."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.integration.interrupted", what, moment],
        env=environment(settings),
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
