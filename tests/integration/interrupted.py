"""A refresh in a process of its own, to which something happens at one moment of its way.

Called as `python -m tests.integration.interrupted <what> <moment>` with the settings in the environment; it
leaves with the codes of `junheng refresh`. What can happen: `kill`, as by a power cut; `fill`, the disk takes
no more; `wait`, until a line comes in. What does not belong here: starting it (command).
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from importlib import import_module

from pipelines.command import printing
from pipelines.command.main import main

BEFORE = {
    "while a file lands": ("pipelines.landing.tables", "append"),
    "between landing and build": ("pipelines.orchestration.land_step", "of_house"),
    "while dbt waits for the gate": ("pipelines.night.batch", "_held"),
    "before the copy is written": ("pipelines.warehouse.publish", "put_together"),
    "while the copy is written": ("pipelines.warehouse.publish", "verify"),
    "between the rename and the link": ("pipelines.warehouse.publish", "point_to"),
}
"""Moments by the function that is about to be called."""
IN_BUILD = {"while dbt starts": 0, "while dbt builds": 1}
"""Moments by how many tables dbt has told of."""
LITTLE = 64 * 1024
"""How many bytes a file may have on a disk that is as good as full."""


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fill() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LITTLE, resource.RLIM_INFINITY))


def wait() -> None:
    print("waiting", file=sys.__stdout__, flush=True)
    sys.stdin.readline()


WHAT = {"kill": kill, "fill": fill, "wait": wait}


def interrupt(what: str, moment: str) -> None:
    """Have it happen at that moment."""
    module, name = BEFORE.get(moment, ("pipelines.command.printing", "StageProgress"))
    owner = import_module(module)
    honest = getattr(owner, name)

    def interrupted(*arguments: object, **options: object) -> object:
        WHAT[what]()
        return honest(*arguments, **options)

    class Watching(printing.StageProgress):
        def __call__(self, stage: str, done: int, total: int) -> None:
            super().__call__(stage, done, total)
            if (stage, done) == ("build", IN_BUILD[moment]):
                WHAT[what]()

    setattr(owner, name, Watching if moment in IN_BUILD else interrupted)


if __name__ == "__main__":
    interrupt(*sys.argv[1:])
    main(["refresh"])
