"""Somebody without rights, and a home that cannot be written: a sentence, and nothing changes."""

from __future__ import annotations

import codecs
import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.errors import in_words
from pipelines.warehouse.versions import Version
from tests.unit.command.conftest import Junheng
from tests.unit.rights import open_to_others, without_rights

CALLS = (
    ["status"],
    ["query", "select 1"],
    ["refresh", "--raw", "{raw}"],
    ["prune"],
    ["rollback", "20240101T000000Z"],
    ["backup", "{raw}"],
)


@pytest.fixture
def home(published: Version, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The home of a version, in a folder that everybody may look into, which is the working directory."""
    codecs.lookup("utf-8-sig")  # nobody may not read the files of Python itself everywhere
    with open_to_others() as folder:
        home = Path(shutil.copytree("warehouse", folder / "home", symlinks=True))
        (folder / "raw" / "990101" / "2024").mkdir(parents=True)
        monkeypatch.chdir(folder)
        yield home


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
def test_somebody_who_may_not_look_into_the_home_is_told_so(
    junheng: Junheng, home: Path, call: list[str]
) -> None:
    home.chmod(0o700)
    raw = home.parent / "raw"
    with without_rights():
        said = junheng(*(word.format(raw=raw) for word in call), "--home", str(home))
    assert said.code == 1
    assert said.err.startswith(f"没有权限读写 {home}")
    assert "Errno" not in said.err


def test_a_version_that_one_may_not_read_is_not_called_damaged(junheng: Junheng, home: Path) -> None:
    home.chmod(0o755)
    for path in (home / "versions", *(home / "versions").rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o600)
    with without_rights():
        said = junheng("query", "select 1", "--home", str(home))
    assert said.code == 1
    assert said.err.startswith(f"没有权限读写 {home}")


def test_a_home_that_cannot_be_written_can_be_read(junheng: Junheng, home: Path) -> None:
    for path in (home, *home.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o555 if path.is_dir() else 0o444)
    raw = home.parent / "raw"
    with without_rights():
        said = junheng("query", "select 1 as a", "--csv", "--home", str(home))
        assert said.out == "a\n1\n", said.err
        assert junheng("status", "--home", str(home)).code == 0
        said = junheng("refresh", "--raw", str(raw), "--home", str(home))
    assert (said.code, said.err.startswith(f"没有权限读写 {home}")) == (1, True)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOSPC, "x", "/a"), "写 /a 时磁盘没有空间了"),
        (OSError(errno.EROFS, "x", "/a"), "没有权限读写 /a ；"),
        (FileNotFoundError(errno.ENOENT, "x", "/a"), "没有 /a；"),
        (IsADirectoryError(errno.EISDIR, "x", "/a"), "/a 的位置上是别的东西"),
        (OSError(errno.EIO, "x", "/a"), "不能读写 /a：Input/output error"),
    ],
)
def test_what_the_system_did_not_do_is_said_with_what_to_do(error: OSError, says: str) -> None:
    assert in_words(error).startswith(says)
