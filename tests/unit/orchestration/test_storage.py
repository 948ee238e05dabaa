"""Dagster's storage fails: the refresh says so, nothing moves, and the next one succeeds."""

from __future__ import annotations

import dagster as dg
import pytest
from sqlalchemy.exc import OperationalError

from pipelines.orchestration.run import refresh
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
