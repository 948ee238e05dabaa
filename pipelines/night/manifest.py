"""What is made of the dbt project alone: its manifest, the SQL of its tests, its registry and its views.

It lies in `dbt_project/target/` (of an installed program: in the home) with the hash of what it was made from
beside it, and is made anew only when that has changed, so that no night parses the project or loads a seed.
What does not belong here: building from what landed (dbt_process), and how a model looks in Dagster
(dbt_graph).
"""

import functools
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from filelock import FileLock

from pipelines.errors import Trouble
from pipelines.landing.gather import gather
from pipelines.night import dbt_tasks
from pipelines.night.dbt_process import dbt_environment, start_dbt
from pipelines.night.registry import NIGHTLY, clear_of_landed, registry_file
from pipelines.processes.worker import Worker
from pipelines.quality.dbt_tests import models_that_failed
from pipelines.sentences import Listed, Sentence
from pipelines.settings import Settings

MADE_BY_DBT = {"target", "logs"}
TESTS = ("test", "unit_test")
ENGINES = ("dbt-core", "dbt-duckdb", "duckdb")
PARSE_BEFORE = "partial_parse.msgpack"
"""What dbt keeps of a parse for the next."""


class DbtProjectFault(Trouble):
    """dbt cannot read its project, or cannot build it though nothing has landed."""


def read_manifest(settings: Settings) -> dict[str, Any]:
    """The manifest of the dbt project as it stands now, with every test attached to a model or seed.

    The registry that belongs to it lies where `registry_file` says.

    Raises:
        DbtProjectFault: dbt cannot read or build the project; its own words are in the message.
    """
    target = settings.made_by_dbt
    target.mkdir(parents=True, exist_ok=True)
    stamp = target / "manifest.sha256"
    with FileLock(target / "manifest.lock"):
        made_from = _hash_of(settings.dbt_project)
        if not stamp.exists() or stamp.read_text() != made_from:
            stamp.unlink(missing_ok=True)
            # taken up where it was left, a parse forgets what is said of a test whose SQL has changed
            (target / PARSE_BEFORE).unlink(missing_ok=True)
            _prepare(settings, target.absolute())
            stamp.write_text(made_from)
        manifest: dict[str, Any] = json.loads((target / "manifest.json").read_bytes())
    _attach_tests(manifest)
    return manifest


def _hash_of(project: Path) -> str:
    digest = hashlib.sha256(" ".join(NIGHTLY).encode())  # what it leaves out is what has to stand
    for engine in ENGINES:
        digest.update(f"{engine} {installed_version(engine)}\n".encode())
    for path in _sources(project):
        digest.update(f"{path.relative_to(project).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources(project: Path) -> Iterator[Path]:
    for path in sorted(project.rglob("*")):
        if path.is_file() and MADE_BY_DBT.isdisjoint(path.relative_to(project).parts):
            yield path


def _prepare(settings: Settings, target: Path) -> None:
    """Parse the project and write out its tests; then build all of it, of which the registry is kept.

    Nothing has landed in that build; it is made so that the views that stand find what they read.
    """
    registry = registry_file(settings).absolute()
    partial = registry.with_name("partial") / registry.name
    partial.parent.mkdir(parents=True, exist_ok=True)
    partial.unlink(missing_ok=True)
    nothing_landed = gather(settings, [], partial.with_name("landing.duckdb"))
    told = dbt_environment(settings, partial, nothing_landed)
    without_tests = [word for kind in TESTS for word in ("--exclude-resource-type", kind)]
    with start_dbt(settings) as dbt:
        _ask(dbt, settings, ["compile", "--select", "resource_type:test"], told)
        # the manifest stays as it is, with the SQL of the tests, which a build does not write
        _ask(dbt, settings, [dbt_tasks.NO_ARTIFACTS, "build", *without_tests], told)
        dbt.close()  # before, it keeps what it has built
    if partial.exists():
        clear_of_landed(partial, json.loads((target / "manifest.json").read_bytes()))
        partial.replace(registry)


def _ask(dbt: Worker, settings: Settings, command: Sequence[str], told: Mapping[str, str]) -> None:
    try:
        ended = dbt.ask(dbt_tasks.run, settings.dbt_project.absolute(), told, command)
    except dbt_tasks.DbtFault as fault:
        raise DbtProjectFault(
            Sentence("dbt 读不懂 {dbt_project}：\n{fault}", dbt_project=settings.dbt_project, fault=fault)
        ) from fault
    if not ended.succeeded:
        failed = Listed(models_that_failed(ended.nodes), "\n")
        raise DbtProjectFault(
            Sentence(
                "{dbt_project} 有算不出的表（还没有读入任何数据）：\n{failed}",
                dbt_project=settings.dbt_project,
                failed=failed,
            )
        )


def _attach_tests(manifest: dict[str, Any]) -> None:
    """Say which model or seed a test of several is about: the furthest down, else the first named."""
    depth = _depths(manifest["parent_map"])
    for test in manifest["nodes"].values():
        if test["resource_type"] == "test" and not test.get("attached_node"):
            nodes = [name for name in test["depends_on"]["nodes"] if name in manifest["nodes"]]
            test["attached_node"] = max(nodes, key=depth, default=None)


def _depths(parents: Mapping[str, list[str]]) -> Callable[[str], int]:
    @functools.cache
    def depth(name: str) -> int:
        return 1 + max(map(depth, parents.get(name, [])), default=0)

    return depth
