"""What killed queries left in the temporary folder goes with the next one; what a running one uses stays."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pipelines.processes.spill import spill_folder


def test_the_folder_of_a_process_that_has_gone_is_swept_away_and_that_of_a_running_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, others = tmp_path / f"junheng-{gone.pid}-abc", tmp_path / "junheng-notes"
    running = tmp_path / f"junheng-{os.getpid()}-abc"
    for folder in (left, others, running):
        folder.mkdir()
        (folder / "spilled.tmp").write_bytes(b"x")
    with spill_folder() as folder:
        assert Path(folder).is_dir() and Path(folder).parent == tmp_path
        assert not left.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([running.name, others.name])
