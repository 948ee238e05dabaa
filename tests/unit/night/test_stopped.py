"""A refresh that is told to end while it computes: one sentence, its own exit code, nothing left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from pipelines.orchestration.run import Underway, break_off, refresh
from pipelines.settings import PROJECT, Settings
from tests.crew import dbt_of, gatekeeper
from tests.unit.orchestration.tiny_county import TinyCounty
from tests.unit.outliving import runs

PATIENCE = 120


def environment(settings: Settings) -> dict[str, str]:
    """The same settings for a process of its own."""
    names = ("raw", "home", "dbt_project", "expectations", "settle_seconds")
    told = {f"JUNHENG_{name.upper()}": str(getattr(settings, name)) for name in names}
    return {**os.environ, **told}


def children_of(process: int) -> list[int]:
    listed = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    own = [int(one) for told in listed for one in told.split()]
    return [*own, *(further for one in own for further in children_of(one))]


def test_told_to_end_a_refresh_ends_its_processes_sweeps_up_and_says_what_stands(county: TinyCounty) -> None:
    county.call("恒")
    refresh = subprocess.Popen(
        [sys.executable, "-m", "pipelines.command", "refresh"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PROJECT,
        env=environment(county.settings),
    )  # fmt: skip
    assert refresh.stderr
    before = [next(refresh.stderr)]
    while not before[-1].startswith("[build]"):
        before.append(next(refresh.stderr))
    workers = children_of(refresh.pid)
    refresh.send_signal(signal.SIGTERM)
    _, said = refresh.communicate(timeout=PATIENCE)
    assert refresh.returncode == 128 + signal.SIGTERM
    sentence, *others = [line for line in said.splitlines() if not line.startswith("[")]
    assert others == []
    assert sentence.startswith("刷新被中止，没有发布新版本；还没有发布过版本。")
    assert len(workers) > 1
    gives_up = time.monotonic() + PATIENCE
    while any(map(runs, workers)) and time.monotonic() < gives_up:
        time.sleep(0.1)
    assert not [one for one in workers if runs(one)]
    home = county.settings.home
    assert sorted(path.name for path in home.iterdir()) == ["landing", "refresh.lock", "runs", "secret.key"]
    assert list(county.settings.runs.iterdir()) == []
    assert county.refresh("新校名").outcome == "published"
    assert county.published() == [("新校名",)]


def test_told_to_end_when_it_has_published_it_says_what_is_published(county: TinyCounty) -> None:
    county.call("甲")
    underway, settings = Underway(), county.settings
    done = refresh(settings, gatekeeper=gatekeeper(), dbt=dbt_of(settings.dbt_project), underway=underway)
    stopped = break_off(settings, underway)
    assert (done.outcome, stopped.outcome) == ("published", "stopped")
    assert stopped.version == done.version
    assert f"版本 {done.version} 已经发布" in stopped.reasons[0]
