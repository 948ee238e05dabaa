"""What runs leave behind: those that say why they failed stay, those that were killed go with the next."""

from __future__ import annotations

from pathlib import Path

from pipelines.orchestration.record import RunRecord
from pipelines.settings import Settings


def test_the_folder_of_a_killed_run_goes_with_the_next_and_a_reason_stays(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, keep_versions=1)
    killed, older, newer, own = (RunRecord(settings, name).open() for name in ("k", "o", "n", "own"))
    assert [path.name for path in settings.runs.iterdir()] == ["own"], (
        "each opened after one that says nothing"
    )
    (killed.folder).mkdir()
    killed.log.write_text("…", encoding="utf-8")
    for record in (older, newer):
        record.write_failure("磁盘满了。")
    own.open()
    assert sorted(path.name for path in settings.runs.iterdir()) == ["n", "own"]
