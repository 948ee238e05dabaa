"""The command called as from a shell, in a folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from pipelines.command.main import main
from pipelines.settings import Settings
from pipelines.warehouse.publish import publish
from pipelines.warehouse.versions import Version
from tests.unit.warehouse.small_build import a_night, write_build


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


Junheng = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, without settings but for the language, which is not to be the machine's."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"JUNHENG_{name.upper()}", raising=False)
    monkeypatch.setenv("JUNHENG_LANGUAGE", "zh")
    return tmp_path


@pytest.fixture
def junheng(folder: Path, capsys: pytest.CaptureFixture[str]) -> Junheng:
    def call(*arguments: str) -> Said:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(arguments)
        heard = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Said(left.value.code, heard.out, heard.err)

    return call


@pytest.fixture
def published(folder: Path) -> Version:
    """A version in force in `warehouse/` below the working directory."""
    settings = Settings()
    return publish(settings, a_night(write_build(settings.build / "warehouse.duckdb")), base=None)


@pytest.fixture
def refreshing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., SimpleNamespace]:
    """Puts a refresh of a given outcome in place of the real one, and keeps what it was called with."""
    (folder / "raw").mkdir()

    def stand_in(outcome: object) -> SimpleNamespace:
        called = SimpleNamespace(settings=None, given=None)

        def refresh(settings: Settings, *, progress: Callable[..., None], **given: object) -> object:
            called.settings, called.given = settings, given
            for stage in ("landing", "gates", "build", "gates", "publish"):
                progress(stage, 0, 1)
                progress(stage, 1, 1)
            return outcome

        module = ModuleType("pipelines.orchestration.run")
        vars(module).update(refresh=refresh, Underway=SimpleNamespace, break_off=None)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        return called

    return stand_in
