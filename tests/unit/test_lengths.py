"""A file holds one idea, so it is short: a module at most 300 lines, all but a few models at most 120.

What does not belong here: how a line is written (ruff, sqlfluff).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipelines.settings import PACKAGE, PROJECT

MODULE, MODEL, FEW = 300, 120, 20
"""The most lines of a module and of a model; one model in so many may be longer."""


def longer(paths: Iterable[Path], than: int) -> list[str]:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return sorted(f"{path.name} {number}" for path, number in lines.items() if number > than)


def test_no_module_holds_more_than_one_idea() -> None:
    assert longer(PACKAGE.rglob("*.py"), MODULE) == []


def test_few_models_are_long() -> None:
    models = list((PROJECT / "dbt_project" / "models").rglob("*.sql"))
    long = longer(models, MODEL)
    assert len(long) * FEW <= len(models), long
