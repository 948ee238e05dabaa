"""A night's batches, spread over as many processes as the machine carries, or over a cluster.

What does not belong here: what is done for a batch (batch), and what when it goes wrong (one_by_one).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from queue import SimpleQueue

from pipelines.night.batch import Batch, BatchOutcome
from pipelines.night.cluster import spread_over
from pipelines.night.crew import Crew
from pipelines.night.one_by_one import Night, one_by_one
from pipelines.settings import Settings

MEMORY_OF_A_PROCESS = 1_700_000_000
"""Bytes that one batch takes at most, its processes together."""
FEW = 4
"""Fewer counties than this are not worth a dbt of their own: loading it costs as much as building them."""
MOST = 10
"""More counties than this are not built together: what they take is bounded, and what a fault costs too."""


def spread(night: Night, asked: Batch, first: Crew) -> list[BatchOutcome]:
    """Compute the counties of a batch in batches that are small enough.

    Args:
        night: what they have in common; its settings say whether there is a cluster.
        asked: every county of the night.
        first: a crew that has begun to load; others are started where there is more than one batch.
    """

    def in_batches(slots: int) -> list[Batch]:
        return [
            replace(asked, counties=counties, folder=asked.folder / str(at))
            for at, counties in enumerate(batches(asked.counties, slots))
        ]

    if night.settings.cluster:
        return spread_over(night, in_batches, night.settings.cluster)
    slots = slots_of(night.settings)
    parted = in_batches(slots)
    return _spread_here(night, parted, first, min(len(parted), slots))


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


def _spread_here(night: Night, parted: Sequence[Batch], first: Crew, at_once: int) -> list[BatchOutcome]:
    """Compute batches in processes of this machine, each with its share of the threads."""
    if not parted:
        return []
    threads = max(1, night.settings.threads // at_once)
    shared = replace(night, settings=night.settings.model_copy(update={"threads": threads}))
    crews: SimpleQueue[Crew] = SimpleQueue()
    others = [Crew() for _ in range(at_once - 1)]
    for crew in (first, *others):
        crews.put(crew)

    def one(batch: Batch) -> list[BatchOutcome]:
        crew = crews.get()
        try:
            return list(one_by_one(shared, batch, crew))
        finally:
            crews.put(crew)
            night.done(len(batch.counties))

    try:
        with ThreadPoolExecutor(at_once, thread_name_prefix="batch") as pool:
            return [outcome for outcomes in pool.map(one, parted) for outcome in outcomes]
    finally:
        for crew in others:
            crew.__exit__()
