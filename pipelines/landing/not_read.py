"""What is said of places below `raw/` that cannot be looked into, and of files that go on changing.

What does not belong here: finding them (ingest.discover), and that nothing of them is withdrawn (withdraw).
"""

from __future__ import annotations

from pathlib import Path

from pipelines.errors import Trouble
from pipelines.ingest.discover import Hidden, RawFile
from pipelines.ingest.model import Finding
from pipelines.sentences import Sentence

HIDDEN, RESTLESS = "cannot_be_looked_into", "never_settled"
"""The rules."""


class RawHidden(Trouble):
    """The raw folder itself cannot be looked into."""

    def __init__(self, raw: Path, error: OSError) -> None:
        super().__init__(
            Sentence(
                "原始文件夹 {raw} 打不开（{strerror}），什么也没有读，什么也没有撤回，现行版本继续有效。"
                "请检查文件夹的权限，或它所在的磁盘是否挂载好，再刷新。",
                raw=raw,
                strerror=error.strerror,
            )
        )


def see_that_it_opens(raw: Path) -> None:
    """See that the raw folder can be looked into, where there is one.

    Raises:
        RawHidden: it cannot.
    """
    try:
        next(raw.iterdir(), None)
    except FileNotFoundError:
        return
    except OSError as error:
        raise RawHidden(raw, error) from error


def is_hidden(one: Hidden) -> Finding:
    """What to tell of a place that cannot be looked into."""
    inside = f"{one.school_year}/{one.relative}".rstrip("/")
    where = "县的文件夹" if one.school_year is None else f"“{inside}”"
    return Finding(
        rule=HIDDEN,
        severity="warn",
        found=f"{where}打不开（{one.why}）；以前从这里收到的文件没有撤回，照旧有效，新的没有读到",
        expected="能打开的文件夹",
        remedy="请检查文件夹的权限，或它所在的磁盘是否挂载好；修好后下次刷新会读取。",
    )


def is_restless(file: RawFile) -> Finding:
    """What to tell of a file that went on changing."""
    return Finding(
        rule=RESTLESS,
        severity="warn",
        found=f"文件 {file.relative} 一直在变化，这次没有读；以前收到的内容照旧有效",
        expected="已经写完的文件",
        remedy="请看是不是有程序一直在写它；写完后下次刷新会读取。",
    )
