"""Measuring a command; what does not belong here: the figures of a refresh, which are no test."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmarks.measuring import Measured, StepFailed, measure
from tests.benchmarks.report import ratios

CHUNK = 100_000_000
HOLD = f"block = bytearray({CHUNK}); import time; time.sleep(0.5)"


def test_a_command_and_its_children_are_measured_together(tmp_path: Path) -> None:
    parent = f"import subprocess, sys; {HOLD}; subprocess.run([sys.executable, '-c', {HOLD!r}], check=True)"
    taken = measure([sys.executable, "-c", parent], folder=tmp_path)
    assert taken.peak_bytes > 2 * CHUNK
    assert taken.seconds > 1


def test_memory_that_two_processes_share_counts_once(tmp_path: Path) -> None:
    share = f"import mmap, os, time; block = mmap.mmap(-1, {CHUNK}); child = os.fork()"
    touch = f"[block.seek(at) or block.write_byte(1) for at in range(0, {CHUNK}, 4096)]; time.sleep(0.5)"
    taken = measure([sys.executable, "-c", f"{share}; {touch}; child and os.wait()"], folder=tmp_path)
    assert CHUNK < taken.peak_bytes < 1.5 * CHUNK


def test_a_command_that_fails_is_not_a_measurement(tmp_path: Path) -> None:
    with pytest.raises(StepFailed, match="no such luck"):
        measure([sys.executable, "-c", "raise SystemExit('no such luck')"], folder=tmp_path)


def test_a_ratio_is_given_only_where_all_its_steps_were_taken() -> None:
    taken = {"cold": Measured(6, 0), "bare_read": Measured(1, 0), "bare_build": Measured(2, 0)}
    assert ratios(taken) == {"refresh_to_bare": 2}
