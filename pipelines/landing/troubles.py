"""What can be wrong with a county's store, each as what it is: in use, damaged, gone, on a full disk.

What does not belong here: what is done about it (land).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from pipelines.errors import Trouble
from pipelines.ingest.model import Finding
from pipelines.local_time import local_time, zone_name
from pipelines.sentences import Sentence
from pipelines.settings import Settings

IN_USE = ("Could not set lock", "Conflicting lock")
DAMAGED = (
    "not a valid DuckDB database file",
    "Could not read enough bytes",
    "Corrupt database file",
    "checksum",
    "deserialize",
    "Serialization Error",
    "storage version",
)
NO_ROOM = ("No space left", "File too large", "Disk quota exceeded")
"""What DuckDB says, in its own words: it has no codes for these."""
NO_ROOM_CODES = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
ANEW = Sentence(
    "landing/copies/ 里有完好副本的，刷新时自动恢复；没有的，请从备份放回这个文件；备份也没有、"
    "愿意从 raw/ 重新读入的（该县以前收到过什么就不再知道），"
    "请把它和同一文件夹里的 index.parquet 移走，再刷新。"
)


class StoreTrouble(Trouble):
    """A county's store cannot be used; the others can."""


class StoreInUse(StoreTrouble):
    """Another program holds the landing store of a county open and did not let go of it."""

    def __init__(self, path: Path) -> None:
        super().__init__(Sentence("{path} 正被另一个程序使用；请关闭它再试。", path=path))


class StoreDamaged(StoreTrouble):
    """The file of a store is no whole database any more."""

    what = "已损坏"

    def __init__(self, path: Path) -> None:
        super().__init__(Sentence("入库文件 {path} 已损坏，读不出。{anew}", path=path, anew=ANEW))


class StoreGone(StoreTrouble):
    """The file of a store that has been there is not there."""

    what = "不见了"

    def __init__(self, path: Path) -> None:
        super().__init__(Sentence("入库文件 {path} 不见了。{anew}", path=path, anew=ANEW))


class NoRoom(StoreTrouble):
    """The disk, or the county's share of it, is full."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Sentence("写 {path} 时磁盘没有空间了；请腾出空间后重新刷新，已经入库的不会丢失。", path=path)
        )


class StoreUnusable(StoreTrouble):
    """The operating system does not let the file be used, for another reason; its own words are kept."""

    def __init__(self, path: Path, words: str) -> None:
        super().__init__(
            Sentence("入库文件 {path} 用不了：{words}。请检查文件权限和磁盘。", path=path, words=words)
        )


def store_put_back(trouble: StoreDamaged | StoreGone, copied_at: datetime, settings: Settings) -> Finding:
    """What to tell of a store that was put back from its copy.

    Args:
        trouble: what was wrong with it.
        copied_at: when the copy was made.
        settings: where people are.
    """
    when = f"{local_time(copied_at, settings.time_zone)}（{zone_name(settings.time_zone)}）"
    return Finding(
        rule="store_put_back",
        severity="warn",
        found=(
            f"该县的入库文件{trouble.what}，已用 {when}的副本恢复；此后收到的文件已重新读入，收到时间按今天算"
        ),
        expected="完好的入库文件",
        remedy=(
            "请检查磁盘，也看看是否有别的程序写过仓库文件夹；"
            "损坏的文件留在 landing/damaged/ 里，确认无用后可以删除。"
        ),
    )


@contextmanager
def as_trouble(path: Path) -> Iterator[None]:
    """What DuckDB or the operating system says of a store inside, as what it is.

    Args:
        path: the store.

    Raises:
        StoreTrouble: it cannot be used.
    """
    try:
        yield
    except (duckdb.Error, OSError) as error:
        trouble = _trouble(path, error)
        if trouble is None:
            raise
        raise trouble from error


def _trouble(path: Path, error: duckdb.Error | OSError) -> StoreTrouble | None:
    """The trouble that an error tells of; None for one that is no fault of the file."""
    said = str(error)
    if isinstance(error, OSError):
        words = os.strerror(error.errno) if error.errno else type(error).__name__
        return NoRoom(path) if error.errno in NO_ROOM_CODES else StoreUnusable(path, words)
    if any(words in said for words in NO_ROOM):
        return NoRoom(path)
    if any(words in said for words in IN_USE):
        return StoreInUse(path)
    if any(words in said for words in DAMAGED) or isinstance(error, duckdb.SerializationException):
        return StoreDamaged(path)
    if isinstance(error, duckdb.IOException):
        return StoreUnusable(path, said.rpartition(": ")[2]) if path.exists() else StoreGone(path)
    return None
