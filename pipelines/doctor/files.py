"""The file systems: whether they can do what versions and locks need, and have room.

What does not belong here: what lies in the folders (home).
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from pipelines.doctor.symptom import Symptom, judged
from pipelines.settings import Settings

GB = 2**30
LITTLE, TOO_LITTLE = 5 * GB, GB


def look_at_files(settings: Settings) -> Iterator[Symptom]:
    """Whether files are read where they are handed in, and can be written in the home as they have to be."""
    yield _raw(settings.raw)
    home = settings.home if settings.home.is_dir() else settings.home.absolute().parent
    if not home.is_dir() or not os.access(home, os.W_OK | os.X_OK):
        todo = f"请建立 {home} 并让运行均衡的用户能写，或用设置 home 换一个地方。"
        yield Symptom("仓库文件夹", "fault", f"不能写 {home}", todo)
        return
    yield Symptom("仓库文件夹", "fine", str(settings.home))
    yield _room(home)
    yield from _links(home)


def _raw(raw: Path) -> Symptom:
    fine = raw.is_dir() and os.access(raw, os.R_OK | os.X_OK)
    found = str(raw) if fine else f"没有 {raw} 或不能读"
    return judged(
        "原始文件夹", fine, found, "请建立它（junheng init），或用设置 raw 指明位置、放开读的权限。"
    )


def _room(home: Path) -> Symptom:
    free = shutil.disk_usage(home).free
    found = f"还有 {free / GB:.1f} GB"
    if free < TOO_LITTLE:
        return Symptom("磁盘空间", "fault", found, "不够做一个版本；请运行 junheng prune 或换大一些的磁盘。")
    return judged("磁盘空间", free >= LITTLE, found, "快满了；请运行 junheng prune。", otherwise="note")


def _links(home: Path) -> Iterator[Symptom]:
    with tempfile.TemporaryDirectory(prefix=".doctor-", dir=home) as scratch:
        folder = Path(scratch)
        (folder / "file").write_text("x")
        yield _can(
            "符号链接",
            folder,
            _symbolic,
            "fault",
            "现行版本是一个链接；请把仓库文件夹放到 ext4、xfs 一类的磁盘上。",
        )
        yield _can(
            "硬链接", folder, _hard, "note", "各版本没有变的文件不能共用，占的空间会多得多；最好换一个磁盘。"
        )
        yield _can(
            "文件锁", folder, _lock, "fault", "两次刷新会撞在一起；网络共享请打开文件锁，或换本机磁盘。"
        )
        yield _can(
            "权限",
            folder,
            _modes,
            "fault",
            "这个文件系统不分用户权限，入库数据和密钥谁都能读；请换本机磁盘。",
        )


def _can(name: str, folder: Path, what: Callable[[Path], bool], otherwise: str, todo: str) -> Symptom:
    try:
        fine = what(folder)
        why = "没有起作用"
    except OSError as error:
        fine, why = False, error.strerror or str(error)
    if fine:
        return Symptom(name, "fine", "可以用")
    return Symptom(name, "fault" if otherwise == "fault" else "note", why, todo)


def _symbolic(folder: Path) -> bool:
    """A link that another takes the place of in one step."""
    (folder / "link").symlink_to("file")
    (folder / "next").symlink_to("file")
    os.replace(folder / "next", folder / "link")
    return (folder / "link").read_text() == "x"


def _hard(folder: Path) -> bool:
    os.link(folder / "file", folder / "same")
    return (folder / "same").stat().st_ino == (folder / "file").stat().st_ino


def _lock(folder: Path) -> bool:
    with (folder / "file").open() as one, (folder / "file").open() as other:
        fcntl.flock(one, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _modes(folder: Path) -> bool:
    (folder / "file").chmod(0o600)
    return (folder / "file").stat().st_mode & 0o777 == 0o600
