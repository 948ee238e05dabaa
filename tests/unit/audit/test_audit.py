"""A known hole is told; a service that does not answer is no hole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import audit

HOLE = {"id": "PYSEC-2025-1", "aliases": ["CVE-2025-1"], "fix_versions": ["1.1"], "description": ""}
TOLD = {
    "dependencies": [
        {"name": "holed", "version": "1.0", "vulns": [HOLE]},
        {"name": "whole", "version": "2.0", "vulns": []},
        {"name": "unknown", "skip_reason": "not found"},
    ]
}


def test_a_hole_is_told_with_the_version_that_mends_it() -> None:
    holes, audited = audit.judge(TOLD)
    assert audited == 2
    assert holes == ["holed 1.0：PYSEC-2025-1，已修复于 1.1"]


def test_a_hole_that_was_accepted_under_any_of_its_names_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(audit.ACCEPTED, "CVE-2025-1", "这里用不到")
    assert audit.judge(TOLD) == ([], 2)


def test_an_auditor_that_says_nothing_or_is_not_there_is_no_hole(tmp_path: Path) -> None:
    assert audit.ask("true") is None
    assert audit.ask(str(tmp_path / "nothing")) is None
