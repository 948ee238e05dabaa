"""A night's batches, spread over as many processes as the machine carries.

A batch that goes wrong holds its own counties back and no others: of several, each is tried alone, so that
one county's rows cannot keep its neighbours' figures from being published. What does not belong here: what is
done for a batch (batch).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from pipelines.errors import Trouble
from pipelines.night.batch import Batch, BatchOutcome, BuildFailed, compute
from pipelines.night.crew import Crew
from pipelines.night.dbt_tasks import DbtFault, Heard
from pipelines.settings import Settings

MEMORY_OF_A_PROCESS = 1_700_000_000
"""Bytes that one batch takes at most, its processes together."""
FEW = 4
"""Fewer counties than this are not worth a dbt of their own: loading it costs as much as building them."""
MOST = 10
"""More counties than this are not built together: what they take is bounded, and what a fault costs too."""
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


def batches(counties: Sequence[str], slots: int) -> list[tuple[str, ...]]:
    """Counties in batches of about the same size, as many as keep every slot busy."""
    if not counties:
        return []
    number = max(min(slots, len(counties) // FEW), -(-len(counties) // MOST), 1)
    size = -(-len(counties) // number)
    ordered = sorted(counties)
    return [tuple(ordered[at : at + size]) for at in range(0, len(ordered), size)]


def slots_of(settings: Settings) -> int:
    """How many batches at once this machine carries: by its processors, and by its memory."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(1, min(settings.threads, memory // MEMORY_OF_A_PROCESS))


def spread(night: Night, asked: Batch, first: Crew) -> list[BatchOutcome]:
    """Compute the counties of a batch in batches that are small enough.

    Args:
        night: what they have in common.
        asked: every county of the night.
        first: a crew that has begun to load; others are started where there is more than one batch.
    """
    parted = batches(asked.counties, slots_of(night.settings))
    at_once = min(len(parted), slots_of(night.settings))
    if not parted:
        return []
    threads = max(1, night.settings.threads // at_once)
    settings = night.settings.model_copy(update={"threads": threads})
    crews: SimpleQueue[Crew] = SimpleQueue()
    others = [Crew() for _ in range(at_once - 1)]
    for crew in (first, *others):
        crews.put(crew)
    numbers = count()

    def one(counties: tuple[str, ...]) -> list[BatchOutcome]:
        crew = crews.get()
        try:
            outcomes = list(_carefully(night, settings, asked, counties, crew, numbers))
        finally:
            crews.put(crew)
        night.done(len(counties))
        return outcomes

    try:
        with ThreadPoolExecutor(at_once, thread_name_prefix="batch") as threads_of_ours:
            return [outcome for outcomes in threads_of_ours.map(one, parted) for outcome in outcomes]
    finally:
        for crew in others:
            crew.__exit__()


def _carefully(
    night: Night,
    settings: Settings,
    asked: Batch,
    counties: tuple[str, ...],
    crew: Crew,
    numbers: Iterator[int],
) -> Iterator[BatchOutcome]:
    folder = asked.folder / str(next(numbers))
    batch = Batch(counties, folder, asked.run_id, asked.known_on, asked.select)
    try:
        yield compute(settings, batch, night.manifest, crew, night.heard)
    except PARTLY as fault:
        if len(counties) == 1:
            said = _said(fault, folder)
            yield BatchOutcome(counties, held={counties[0]: [said]}, troubles=[said])
            return
        for county in counties:
            yield from _carefully(night, settings, asked, (county,), crew, numbers)


def _said(fault: BaseException, folder: Path) -> str:
    """What went wrong, in a sentence for people."""
    if isinstance(fault, Trouble):
        return str(fault)
    if isinstance(fault, OSError):
        return f"计算时不能读写 {folder}：{os.strerror(fault.errno or 0)}。请确认磁盘有空间后重新刷新。"
    return f"计算没有完成：{fault}"
