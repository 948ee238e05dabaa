"""A task done in a copy of this process, which ends with everything that the task opened.

For a process that has loaded what takes seconds, and whose libraries keep hold of files until the process
ends. It must have one thread at work and no database open. What does not belong here: what the task is.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from typing import TypeVar

from pipelines.processes.worker import WorkerGone

T = TypeVar("T")
DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def in_a_copy(task: Callable[[], T]) -> T:
    """What comes of a task; what it raises is raised here.

    Raises:
        WorkerGone: the copy ended before it was done.
    """
    ours, theirs = Pipe(duplex=False)
    # a daemon: who leaves while it starts does not wait for it
    copy = get_context("fork").Process(target=_do, args=(task, theirs, os.getpid()), daemon=True)
    copy.start()
    theirs.close()
    try:
        done, came = ours.recv()
    except EOFError:
        copy.join()
        raise WorkerGone(copy.exitcode) from None
    except BaseException:  # told to end itself
        copy.kill()
        raise
    finally:
        ours.close()
    copy.join()
    if done:
        return came  # type: ignore[no-any-return]
    raise came


def _do(task: Callable[[], T], tell: Connection, parent: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":  # elsewhere it goes on to its end when its parent is killed
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # gone meanwhile
        os._exit(1)
    try:
        came: tuple[bool, object] = (True, task())
    except Exception as error:
        came = (False, error)
    tell.send(came)
