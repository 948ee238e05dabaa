"""Two refreshes of one home never run at once, and a killed one holds nobody up."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipelines.settings import Settings
from pipelines.warehouse.lock import Busy, refresh_lock

HOLD = """
import sys, time
from pathlib import Path
from pipelines.settings import Settings
from pipelines.warehouse.lock import refresh_lock
with refresh_lock(Settings(home=Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_refresh_of_the_same_home_is_refused(settings: Settings) -> None:
    with refresh_lock(settings), pytest.raises(Busy), refresh_lock(settings):
        pass
    with refresh_lock(settings):
        pass


def test_the_lock_of_a_killed_refresh_is_free_at_once(settings: Settings) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(settings.home)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Busy), refresh_lock(settings):
        pass
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with refresh_lock(settings):
        pass
