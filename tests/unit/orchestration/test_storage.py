"""Dagster's storage fails: the refresh says so, nothing moves, and the next one succeeds."""

from __future__ import annotations

import tempfile
from pathlib import Path

import dagster as dg
import pytest
from sqlalchemy.exc import OperationalError

from pipelines.orchestration.run import refresh
from pipelines.processes.spill import OWNER
from pipelines.quality.gatekeeper import Gatekeeper
from pipelines.warehouse.lock import refresh_lock
from tests.unit.orchestration.tiny_county import TinyCounty


class Idle(Gatekeeper):
    """Gates that are never asked."""

    def __init__(self) -> None:
        """Start nothing."""


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OperationalError("insert", {}, Exception("database is locked")), "程序出错（OperationalError）"),
        (PermissionError(13, "Permission denied", "/dagster"), "没有权限读写 /dagster ；"),
        (OSError(28, "No space left on device"), "写文件时磁盘没有空间了"),
    ],
)
def test_a_run_that_cannot_be_stored_fails_with_a_sentence_and_moves_nothing(
    county: TinyCounty, monkeypatch: pytest.MonkeyPatch, error: Exception, says: str
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise error

    county.call("校名")
    monkeypatch.setattr(dg.DagsterInstance, "ephemeral", failing)
    outcome = refresh(county.settings, gatekeeper=Idle())
    assert outcome.outcome == "failed"
    assert outcome.reasons[0].startswith(says)
    assert "database is locked" not in outcome.reasons[0]
    assert not county.settings.current.exists()
    with refresh_lock(county.settings):
        pass


def test_what_dagster_puts_aside_bears_the_name_of_its_process_so_that_a_killed_one_leaves_nothing_for_ever(
    county: TinyCounty, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    honest, made = tempfile.mkdtemp, []

    def noting(*arguments: str | None, **named: str | None) -> str:
        made.append(Path(honest(*arguments, **named)))
        return str(made[-1])

    def failing(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "/dagster")

    county.call("校名")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(tempfile, "mkdtemp", noting)
    monkeypatch.setattr("pipelines.landing.land.land", failing)
    refresh(county.settings, gatekeeper=Idle())
    assert [one for one in made if one.parent == tmp_path and not OWNER.fullmatch(one.name)] == []
