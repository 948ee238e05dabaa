"""Help everywhere, and the same code for every wrong call."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.command.conftest import Junheng

COMMANDS = ("init", "refresh", "status", "query", "check", "templates", "simulate", "rollback", "prune")


def test_help_names_every_command(junheng: Junheng) -> None:
    said = junheng("--help")
    assert said.code == 0
    assert all(command in said.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(junheng: Junheng, command: str) -> None:
    said = junheng(command, "--help")
    assert said.code == 0
    assert f"junheng {command}" in said.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("query",),
        ("check",),
        ("check", "no-such-file.csv"),
        ("check", "."),
        ("templates",),
        ("simulate",),
        ("simulate", "--out", "x", "--counties", "0"),
        ("simulate", "--out", "x", "--counties", "many"),
        ("simulate", "--out", "x", "--scale", "0"),
        ("rollback",),
        ("status", "too", "much"),
    ],
)
def test_a_wrong_call_leaves_with_64_and_makes_nothing(
    junheng: Junheng, folder: Path, arguments: tuple[str, ...]
) -> None:
    said = junheng(*arguments)
    assert said.code == 64
    assert said.err
    assert list(folder.iterdir()) == []


def test_simulate_writes_files_and_says_how_many(junheng: Junheng, folder: Path) -> None:
    said = junheng("simulate", "--out", "raw", "--scale", "0.02")
    assert said.code == 0
    files = [path for path in (folder / "raw").rglob("*") if path.is_file()]
    assert f"写出 {len(files)} 个" in said.err
