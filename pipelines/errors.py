"""What went wrong in a way that a person can act on.

What does not belong here: faults of a file (findings), and faults of the program (any other exception).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any, ClassVar

from pipelines.sentences import Sentence


class Trouble(Exception):
    """Ends a command; the sentence says what is wrong and what to do about it.

    As text it is Chinese; who prints it for the person that called tells `sentence` in their language.
    """

    exit_code: ClassVar[int] = 1
    """With what the command leaves (contract.md)."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)

    @property
    def sentence(self) -> Sentence:
        """What it was raised with."""
        sentence: Sentence = self.args[0]
        return sentence

    def __reduce__(self) -> tuple[Callable[..., Trouble], tuple[Any, ...]]:
        """Another process is told the same: it is not made anew of what it was made of."""
        return _again, (type(self), self.args, vars(self))


def _again(kind: type[Trouble], args: tuple[Any, ...], held: dict[str, Any]) -> Trouble:
    trouble = kind.__new__(kind, *args)
    vars(trouble).update(held)
    return trouble


class PassingTrouble(Trouble):
    """What may be over in a minute without anyone's doing: asking again can help."""


class WrongCall(Trouble):
    """What was asked for cannot be: an option, a setting or a name is wrong."""

    exit_code = 64


FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def in_words(error: OSError) -> Sentence:
    """What the operating system did not do, in a sentence with what to do about it."""
    why = os.strerror(error.errno) if error.errno else type(error).__name__
    return _of_a_file(error, why) if error.filename else _of_some_file(error, why)


def _of_a_file(error: OSError, why: str) -> Sentence:
    path = error.filename
    if error.errno in FULL:
        return Sentence(
            "写 {path} 时磁盘没有空间了（或超出配额）；请腾出空间后再试，已经发布的版本不受影响。",
            path=path,
        )
    if error.errno in FORBIDDEN:
        return Sentence(
            "没有权限读写 {path} ；请用仓库主人（平时运行刷新的用户）运行，或检查文件夹的权限、"
            "磁盘是否以只读方式挂载。",
            path=path,
        )
    if isinstance(error, FileNotFoundError):
        return Sentence("没有 {path}；请核对位置。", path=path)
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        return Sentence("{path} 的位置上是别的东西（文件夹或文件），用不了；请把它移开再试。", path=path)
    return Sentence("不能读写 {path}：{why}；请检查磁盘和文件夹。", path=path, why=why)


def _of_some_file(error: OSError, why: str) -> Sentence:
    """The same where the operating system does not say which file."""
    if error.errno in FULL:
        return Sentence("写文件时磁盘没有空间了（或超出配额）；请腾出空间后再试，已经发布的版本不受影响。")
    if error.errno in FORBIDDEN:
        return Sentence(
            "没有权限读写文件；请用仓库主人（平时运行刷新的用户）运行，或检查文件夹的权限、"
            "磁盘是否以只读方式挂载。"
        )
    if isinstance(error, FileNotFoundError):
        return Sentence("没有文件；请核对位置。")
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        return Sentence("文件的位置上是别的东西（文件夹或文件），用不了；请把它移开再试。")
    return Sentence("不能读写文件：{why}；请检查磁盘和文件夹。", why=why)
