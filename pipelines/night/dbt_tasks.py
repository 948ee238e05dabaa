"""What the process of dbt does when it is asked: parse the project, load the parse, run a command on it.

It goes on in a worker, because dbt keeps its locks on the files as long as its process lives (ADR 3), and a
command in a copy of it, so that dbt is loaded and the project parsed once for all that is asked. dbt
parses its project anew whenever a variable or the path of a database is another than the time before, and
both are in every run; so the project is parsed without them, which is done once a change of the project, and
every command is given the parse. Whoever asks need not load dbt: it is loaded when a task is done. What does
not belong here: starting and ending the process (dbt_process), and what it is asked (build_step, manifest).
"""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.processes.copied import in_a_copy

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

QUIET = ("--log-level", "none", "--log-level-file", "none", "--no-use-colors")
"""What dbt says is heard through its events; it prints and keeps nothing."""
NO_ARTIFACTS = "--no-write-json"
"""Before a command whose manifest and results nobody reads as files; writing them takes long."""
SAID = {"info", "warn", "error"}
NODE_DONE = "NodeFinished"
"""dbt's name for the event that it is done with a model, seed or test."""


class DbtFault(Exception):
    """dbt could not do what it was asked; its own words are the message."""


class Ended(NamedTuple):
    """How a command ended: whether everything succeeded, and what came of each node."""

    succeeded: bool
    nodes: list[dict[str, Any]]
    """`unique_id`, `status` and `message` of each, by dbt's names and in its words."""


class Heard(NamedTuple):
    """Something dbt said: a line of text, or the kind of a node that it is done with, or both."""

    line: str | None
    done: str | None


def parse(project: Path) -> None:
    """Parse a project as far as it has changed, and leave `manifest.json` in its target folder.

    Raises:
        DbtFault: dbt cannot read the project.
    """
    _parse(project, "--write-json")


def load(project: Path) -> None:
    """Load what a command on this project needs; no database is touched.

    Raises:
        DbtFault: dbt cannot read the project.
    """
    for needed in ("dbt.adapters.duckdb", "dbt.task.build"):
        import_module(needed)  # dbt would load them only when it begins
    _parsed(project)


def run(
    project: Path, told: Mapping[str, str], arguments: Sequence[str], heard: Connection | None = None
) -> Ended:
    """Run a command of dbt on the parsed project, in a copy of this process, which ends with its locks.

    Args:
        project: the folder of the project.
        told: what the project is told by the environment.
        arguments: the command and its options.
        heard: where everything that dbt says is sent, as `Heard`.

    Raises:
        DbtFault: dbt could not run it.
        WorkerGone: the copy ended before it was done.
    """
    _parsed(project)  # before it is told of a database, which would undo the parse
    gc.freeze()
    try:
        return in_a_copy(partial(_run, project, told, arguments, heard))
    finally:
        if heard:
            heard.close()


def _run(project: Path, told: Mapping[str, str], arguments: Sequence[str], heard: Connection | None) -> Ended:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    manifest = _parsed(project)
    os.environ.update(told)
    succeeded, result = _invoke(
        [*arguments, *_at_home(project)],
        manifest=manifest,
        callbacks=[_teller(heard)] if heard else [],
    )
    nodes = [
        {"unique_id": one.node.unique_id, "status": str(one.status), "message": one.message} for one in result
    ]
    del result
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    gc.collect()  # a database that nobody holds any more is written out and closed
    return Ended(succeeded, nodes)


def document(project: Path, told: Mapping[str, str], target: Path) -> bool:
    """Write the pages that dbt makes of the project into a folder that holds its manifest.

    Args:
        project: the folder of the project.
        told: what the project is told by the environment.
        target: where they go.

    Raises:
        DbtFault: dbt could not run it.
    """
    manifest = _parsed(project)
    os.environ.update(told)
    asked = ["docs", "generate", "--static", "--no-compile", "--target-path", str(target)]
    return _invoke([*asked, *_at_home(project)], manifest=manifest)[0]


@cache
def _parsed(project: Path) -> Manifest:
    manifest: Manifest = _parse(project, NO_ARTIFACTS)
    return manifest


def _parse(project: Path, write: str) -> Any:
    return _invoke([write, "parse", *_at_home(project)])[1]


def _at_home(project: Path) -> list[str]:
    return ["--project-dir", str(project), "--profiles-dir", str(project)]


def _invoke(arguments: Sequence[str], **given: Any) -> tuple[bool, Any]:
    """Whether a command succeeded and what it came to, by the entry point that dbt offers to programs."""
    from dbt.cli.main import dbtRunner

    gc.disable()  # what dbt leaves in cycles is little and goes with the process; looking for it takes long
    result = dbtRunner(**given).invoke([*QUIET, *arguments])
    if result.exception:
        raise DbtFault(str(result.exception)) from result.exception
    return result.success, result.result


def _teller(heard: Connection) -> Callable[[Any], None]:
    """Sends what dbt's events (`EventMsg`) say to whoever listens."""
    one_at_a_time = threading.Lock()  # dbt calls from all its threads

    def tell(event: Any) -> None:
        done = str(event.data.node_info.resource_type) if event.info.name == NODE_DONE else None
        line = str(event.info.msg) if event.info.level in SAID else None
        if done or line:
            with one_at_a_time:
                heard.send(Heard(line, done))

    return tell
