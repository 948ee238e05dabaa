"""What went wrong in a way that a person can act on.

What does not belong here: faults of a file (findings), and faults of the program (any other exception).
"""

from __future__ import annotations

import errno
import os
from typing import ClassVar


class Trouble(Exception):
    """Ends a command; the message is one Chinese sentence that says what is wrong and what to do about it."""

    exit_code: ClassVar[int] = 1
    """With what the command leaves (contract.md)."""


class PassingTrouble(Trouble):
    """What may be over in a minute without anyone's doing: asking again can help."""


class WrongCall(Trouble):
    """What was asked for cannot be: an option, a setting or a name is wrong."""

    exit_code = 64


FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def in_words(error: OSError) -> str:
    """What the operating system did not do, in a Chinese sentence with what to do about it."""
    path = f" {error.filename} " if error.filename else "文件"
    if error.errno in FULL:
        return f"写{path}时磁盘没有空间了（或超出配额）；请腾出空间后再试，已经发布的版本不受影响。"
    if error.errno in FORBIDDEN:
        return (
            f"没有权限读写{path}；请用仓库主人（平时运行刷新的用户）运行，或检查文件夹的权限、"
            "磁盘是否以只读方式挂载。"
        )
    if isinstance(error, FileNotFoundError):
        return f"没有{path.rstrip()}；请核对位置。"
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        return f"{path.strip()} 的位置上是别的东西（文件夹或文件），用不了；请把它移开再试。"
    why = os.strerror(error.errno) if error.errno else type(error).__name__
    return f"不能读写{path.rstrip()}：{why}；请检查磁盘和文件夹。"
