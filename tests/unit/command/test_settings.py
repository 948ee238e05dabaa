"""Where settings come from, and what is said about a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.unit.command.conftest import Junheng


def test_flags_win_over_the_environment_over_the_file_over_the_defaults(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "junheng.toml").write_text('home = "toml"\nthreads = 3\nsettle_seconds = 1.0\n')
    monkeypatch.setenv("JUNHENG_HOME", "environment")
    monkeypatch.setenv("JUNHENG_THREADS", "4")
    settings = Settings(home=Path("flag"))
    assert (settings.home, settings.threads, settings.settle_seconds) == (Path("flag"), 4, 1.0)
    assert settings.hold_share == 0.2


def test_the_key_file_is_in_the_home_unless_it_is_set(folder: Path) -> None:
    assert Settings().key_path == Path("warehouse/secret.key")
    assert Settings(key_file=Path("safe/key")).key_path == Path("safe/key")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('hoem = "x"', "hoem"),
        ("threads = 0", "threads"),
        ("max_rejected_share = 10", "max_rejected_share"),
        ('memory_limit = "a lot"', "memory_limit"),
        ('time_zone = "Asia/Nowhere"', "time_zone"),
        ("home = ", "junheng.toml"),
    ],
)
def test_a_wrong_setting_is_a_sentence_that_names_it(
    junheng: Junheng, folder: Path, text: str, said: str
) -> None:
    (folder / "junheng.toml").write_text(text)
    answer = junheng("status")
    assert answer.code == 64
    assert said in answer.err
    assert "Traceback" not in answer.err
