"""A night's batches on a Dask cluster that stands already, over a file system that all its machines share.

The very function that computes a batch here computes it there. A worker that is lost leaves its batch to
another; one whose program is another than this one's is refused, because its figures would be others. The
personal key is in no task: a build needs none. What does not belong here: starting a cluster (docs,
operating).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.errors import PassingTrouble, Trouble
from pipelines.night.batch import Batch, BatchOutcome
from pipelines.night.crew import Crew
from pipelines.night.manifest import read_manifest
from pipelines.night.one_by_one import Night, one_by_one
from pipelines.sentences import Sentence
from pipelines.settings import Settings
from pipelines.warehouse.fingerprint import of_house

if TYPE_CHECKING:
    from distributed import Client

PATIENCE_SECONDS = 20
"""How long to wait for the scheduler and a first worker."""
TRIES = 3
"""So many workers may be lost over one batch before it is given up."""


class NoCluster(PassingTrouble):
    """The cluster cannot be reached, or was lost on the way."""

    def __init__(self, address: str, why: object) -> None:
        super().__init__(
            Sentence(
                "计算集群 {address} 连不上或中途断开（{why}），本次没有发布，上一版继续有效。"
                "请确认调度进程和工作进程在运行，或去掉 JUNHENG_CLUSTER 在本机计算，然后重新刷新。",
                address=address,
                why=why,
            )
        )


class OtherProgram(Trouble):
    """A worker has another program, registry or set of gates than the one that asks."""

    def __init__(self, machine: str) -> None:
        super().__init__(
            Sentence(
                "工作机 {machine} 上的程序、登记表或核查规则与本机不同，没有在那里计算。请更新后重新刷新。",
                machine=machine,
            )
        )


def spread_over(night: Night, in_batches: Callable[[int], list[Batch]], address: str) -> list[BatchOutcome]:
    """Compute batches on a cluster.

    Args:
        night: what they have in common; what any dbt says is not heard from there.
        in_batches: what is asked for, in batches that keep so many workers busy.
        address: of the scheduler.

    Raises:
        NoCluster: it cannot be reached, or was lost on the way.
        OtherProgram: a worker is not of this program.
    """
    from distributed import CancelledError, Client, KilledWorker, as_completed
    from distributed.comm.core import CommClosedError

    told = _as_told(night.settings)
    house = of_house(night.settings, None)
    try:
        with Client(address, timeout=PATIENCE_SECONDS) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
            workers = sum(client.nthreads().values())
            futures = _submit(client, told, in_batches(workers), house)
            outcomes = []
            for future in as_completed(futures):  # type: ignore[no-untyped-call]
                found: list[BatchOutcome] = future.result()
                night.done(sum(len(one.counties) for one in found))
                outcomes += found
            return outcomes
    except (OSError, CancelledError, CommClosedError, KilledWorker) as lost:
        raise NoCluster(address, type(lost).__name__) from lost


def _submit(client: Client, told: Mapping[str, Any], batches: list[Batch], house: str) -> list[Any]:
    return [
        client.submit(compute_there, dict(told), batch, house, pure=False, retries=TRIES) for batch in batches
    ]


def compute_there(told: Mapping[str, Any], batch: Batch, house: str) -> list[BatchOutcome]:
    """The other end: compute one batch on a worker.

    Args:
        told: the settings of the one who asks; paths are of the file system that is shared.
        batch: what is asked for.
        house: the fingerprint of the program, registry and gates of the one who asks.

    Raises:
        OtherProgram: this one has others.
    """
    import platform

    settings = Settings(**told)
    if of_house(settings, None) != house:
        raise OtherProgram(platform.node())
    night = Night(settings, read_manifest(settings), heard=lambda _: None, done=lambda _: None)
    with Crew() as crew:
        return list(one_by_one(night, batch, crew))


def _as_told(settings: Settings) -> dict[str, Any]:
    """The settings as words, with paths that mean the same everywhere."""
    return {
        name: str(value.absolute()) if isinstance(value, Path) else value
        for name, value in settings.model_dump(exclude={"cluster", "postgres_url"}).items()
        if value is not None
    } | {"time_zone": str(settings.time_zone)}
