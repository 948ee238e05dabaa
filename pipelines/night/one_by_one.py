"""A batch, and when it goes wrong, its halves, down to the county that goes wrong by itself.

So one county's rows cannot keep its neighbours' figures from being published. What does not belong here: what
is done for a batch (batch), and where (spread, cluster).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines.errors import Trouble
from pipelines.night.batch import Batch, BatchOutcome, BuildFailed, compute
from pipelines.night.crew import Crew
from pipelines.night.dbt_tasks import DbtFault, Heard
from pipelines.settings import Settings

PARTLY = (Trouble, DbtFault, BuildFailed, OSError)
"""What holds back the counties of a batch; anything else is a fault of the program and ends the night."""


@dataclass(frozen=True)
class Night:
    """What all batches of a night have in common.

    Attributes:
        settings: where things are.
        manifest: dbt's.
        heard: called with everything that any dbt says.
        done: called with how many counties are done.
    """

    settings: Settings
    manifest: Mapping[str, Any]
    heard: Callable[[Heard], None]
    done: Callable[[int], None]


def one_by_one(night: Night, batch: Batch, crew: Crew) -> Iterator[BatchOutcome]:
    """Compute a batch; of one that goes wrong each half, and a county that goes wrong alone is held.

    Halves, because what goes wrong may be that there are too many for the memory.
    """
    try:
        yield compute(night.settings, batch, night.manifest, crew, night.heard)
    except PARTLY as fault:
        if len(batch.counties) == 1:
            said = _said(fault, batch.folder)
            yield BatchOutcome(batch.counties, held={batch.counties[0]: [said]}, troubles=[said])
            return
        middle = len(batch.counties) // 2
        for half in (batch.counties[:middle], batch.counties[middle:]):
            yield from one_by_one(night, replace(batch, counties=half, folder=batch.folder / half[0]), crew)


def _said(fault: BaseException, folder: Path) -> str:
    """What went wrong, in a sentence for people."""
    if isinstance(fault, Trouble):
        return str(fault)
    if isinstance(fault, OSError):
        return f"计算时不能读写 {folder}：{os.strerror(fault.errno or 0)}。请确认磁盘有空间后重新刷新。"
    return f"计算没有完成：{fault}"
