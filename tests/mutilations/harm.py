"""What can happen to one file or folder of a home or a raw folder: each a way to spoil a path, by dice."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

Harm = Callable[[Path, random.Random], None]
GARBAGE = (b"", b"\0" * 4096, b"{", b"PK\x03\x04" + b"x" * 200, b"\xff\xfe\xfd", b"null", b"[1,", b"a,b\n1\n")


def cut(path: Path, dice: random.Random) -> None:
    """The end is missing."""
    content = path.read_bytes()
    path.write_bytes(content[: dice.randrange(len(content) + 1)])


def rot(path: Path, dice: random.Random) -> None:
    """A few bytes are other ones."""
    content = bytearray(path.read_bytes())
    for _ in range(dice.choice((1, 3, 30)) if content else 0):
        content[dice.randrange(len(content))] = dice.randrange(256)
    path.write_bytes(content)


def lose_a_block(path: Path, dice: random.Random) -> None:
    """A block of zeros stands where something was."""
    content = bytearray(path.read_bytes())
    at = dice.randrange(len(content) + 1)
    content[at : at + 4096] = bytes(len(content[at : at + 4096]))
    path.write_bytes(content)


def replace(path: Path, dice: random.Random) -> None:
    """Something else is in it."""
    path.write_bytes(dice.choice(GARBAGE))


def lengthen(path: Path, dice: random.Random) -> None:
    """Something follows it."""
    path.write_bytes(path.read_bytes() + dice.choice(GARBAGE))


def lose(path: Path, dice: random.Random) -> None:
    """It is gone."""
    path.unlink()


def lose_the_folder(path: Path, dice: random.Random) -> None:
    """The folder it lies in is gone."""
    shutil.rmtree(path.parent)


def become_a_folder(path: Path, dice: random.Random) -> None:
    """A folder stands in its place."""
    path.unlink()
    path.mkdir()


def become_a_loop(path: Path, dice: random.Random) -> None:
    """A link to itself stands in its place."""
    path.unlink()
    path.symlink_to(path.name)


def change_places(path: Path, dice: random.Random) -> None:
    """What lies beside it is in it."""
    others = sorted(one for one in path.parent.iterdir() if one.is_file())
    path.write_bytes(dice.choice(others).read_bytes())


def lose_an_entry(path: Path, dice: random.Random) -> None:
    """An entry of a JSON file is missing, or of another kind."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return replace(path, dice)
    where = told
    while isinstance(where, dict) and where:
        name = dice.choice(sorted(where))
        if dice.random() < 0.5 and isinstance(where[name], dict):
            where = where[name]
            continue
        where[name] = dice.choice((None, [], "x", 7, {"a": 1}))
        if dice.random() < 0.5:
            del where[name]
        break
    path.write_text(json.dumps(told), encoding="utf-8")


HARMS: tuple[Harm, ...] = (
    *(cut, cut, rot, rot, lose_a_block, replace, lengthen, lose, lose_the_folder),
    *(become_a_folder, become_a_loop, change_places, lose_an_entry),
)
