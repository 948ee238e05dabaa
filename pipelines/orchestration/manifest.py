"""dbt's manifest, from which Dagster knows the models: made anew only when the dbt project has changed.

It lies in `dbt_project/target/` with the hash of what it was made from beside it. What does not belong here:
building (dbt_cli), and how a model looks in Dagster (translator).
"""

import functools
import hashlib
import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from filelock import FileLock

from pipelines.errors import Trouble
from pipelines.orchestration.dbt_cli import DBT, dbt_environment, executable
from pipelines.settings import Settings

MADE_BY_DBT = {"target", "logs"}


class DbtProjectFault(Trouble):
    """dbt cannot read its project."""


def read_manifest(settings: Settings) -> dict[str, Any]:
    """The manifest of the dbt project as it stands now, with every test attached to a model or seed.

    Raises:
        DbtProjectFault: dbt cannot read the project; its own words are in the message.
    """
    target = settings.dbt_project / "target"
    target.mkdir(parents=True, exist_ok=True)
    stamp = target / "manifest.sha256"
    with FileLock(target / "manifest.lock"):
        made_from = _hash_of(settings.dbt_project)
        if not stamp.exists() or stamp.read_text() != made_from:
            stamp.unlink(missing_ok=True)
            _parse(settings, target)
            stamp.write_text(made_from)
        manifest: dict[str, Any] = json.loads((target / "manifest.json").read_bytes())
    _attach_tests(manifest)
    return manifest


def _hash_of(project: Path) -> str:
    digest = hashlib.sha256(installed_version("dbt-core").encode())
    for path in _sources(project):
        digest.update(f"{path.relative_to(project).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources(project: Path) -> Iterator[Path]:
    for path in sorted(project.rglob("*")):
        if path.is_file() and MADE_BY_DBT.isdisjoint(path.relative_to(project).parts):
            yield path


def _parse(settings: Settings, target: Path) -> None:
    told = dbt_environment(settings, settings.build_db) | {"DBT_LOG_PATH": str(target.absolute())}
    ended = subprocess.run(
        [executable(DBT), "--quiet", "parse", "--target-path", str(target.absolute())],
        cwd=settings.dbt_project,
        env=os.environ | told,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise DbtProjectFault(f"dbt 读不懂 {settings.dbt_project}：\n{ended.stdout}{ended.stderr}")


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
