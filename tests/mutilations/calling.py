"""A call of the command, and what a person saw of it that he is not to see.

What does not belong here: which calls (calls).
"""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from types import FrameType

from pipelines.command.main import main as junheng
from pipelines.settings import PROJECT, Settings
from tests.soak.refreshing import A_MOMENT, Refresh

CODES = {0, 1, 2, 3, 4, 64}
RAW_WORDS = re.compile(r"Traceback \(most recent|\b[A-Z][A-Za-z]*(?:Error|Exception)\b")
"""What no person is to read."""
A_LONG_TIME = 300
"""Seconds."""


class Hangs(BaseException):
    """A call takes too long."""


def here(arguments: Sequence[str]) -> str:
    """Call it in this process; what was wrong, or nothing."""
    out, err = io.StringIO(), io.StringIO()
    signal.signal(signal.SIGALRM, _hangs)
    signal.alarm(A_LONG_TIME)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            junheng(arguments)
    except SystemExit as left:
        return judge(left.code, err.getvalue() + ("" if left.code == 0 else out.getvalue()))
    except BaseException as error:
        at = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in at if "/pipelines/" in frame.filename][-1:]
        where = "".join(f" at {frame.filename.rpartition('/pipelines/')[2]}:{frame.lineno}" for frame in ours)
        return f"raised {type(error).__name__}{where}: {str(error)[:200]!r}"
    finally:
        signal.alarm(0)
    return "did not leave"


def as_a_person_does(arguments: Sequence[str]) -> str:
    """Call it in a new interpreter; what was wrong, or nothing."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pipelines.command", *arguments],
            capture_output=True, text=True, cwd=PROJECT, timeout=A_LONG_TIME, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"took more than {A_LONG_TIME} s"
    return judge(done.returncode, done.stderr + ("" if done.returncode == 0 else done.stdout))


def refresh(settings: Settings) -> str:
    """Refresh by a copy of what has been loaded; what was wrong, or nothing."""
    began, going = time.monotonic(), Refresh(settings, loads=False)
    while going.code is None and time.monotonic() < began + A_LONG_TIME:
        time.sleep(A_MOMENT)
    if going.code is None:
        going.kill()
        going.wait()
        return f"took more than {A_LONG_TIME} s"
    return judge(going.code, going.says())


def judge(code: int | str | None, said: str) -> str:
    """What is wrong with an exit code and with what was said on the way, or nothing."""
    if code not in CODES:
        return f"left with {code}: {said[-300:]}"
    if found := RAW_WORDS.search(said):
        line = next((one for one in said.splitlines() if found.group(0) in one), "")
        return f"said {line[:300]}"
    if code and not said.strip():
        return f"left with {code} without a word"
    return ""


def told(settings: Settings, **others: str) -> None:
    """Have calls find these settings in the environment."""
    names = ("raw", "home", "dbt_project", "expectations", "settle_seconds")
    os.environ.update({f"JUNHENG_{name.upper()}": str(getattr(settings, name)) for name in names} | others)


def _hangs(_: int, __: FrameType | None) -> None:
    raise Hangs(f"more than {A_LONG_TIME} s")
