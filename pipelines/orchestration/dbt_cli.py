"""dbt as a process of its own (inside ours it would keep its locks on the files), told by its environment.

What does not belong here: what the models are to Dagster (translator, build).
"""

import json
import os
import shutil
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

import dagster as dg
from packaging.version import Version

from pipelines.orchestration.dbt_for_dagster import DbtCliInvocation, DbtCliResource
from pipelines.orchestration.registry import NIGHTLY, lay_registry
from pipelines.orchestration.resources import RefreshRequest
from pipelines.orchestration.starting import Starting
from pipelines.orchestration.translator import Translator
from pipelines.settings import Settings

DBT = "dbt"
PARSED_DBT = "junheng-dbt"
"""dbt's own command, and the one that is given the parsed project (dbt_main)."""


class DbtProcess(DbtCliResource):
    """Dagster's dbt, without what it does beside running dbt.

    By itself it asks `dbt --version`, which asks the internet, and loads dbt into this process as well, to
    look at tables while dbt writes them. Both cost seconds in every run.
    """

    @cached_property
    def _cli_version(self) -> Version:
        return Version(installed_version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Any) -> Any:
        return None


def dbt_process(settings: Settings) -> DbtProcess:
    """What runs dbt on the project of these settings."""
    project = str(settings.dbt_project.absolute())
    return DbtProcess(project_dir=project, profiles_dir=project, dbt_executable=executable(PARSED_DBT))


def executable(name: str) -> str:
    """A command that is installed beside this Python, whether or not its folder is on the PATH.

    Raises:
        FileNotFoundError: there is none.
    """
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    if not found:
        raise FileNotFoundError(f"{name} is not installed beside this Python")
    return found


def dbt_environment(settings: Settings, build: Path) -> dict[str, str]:
    """What the dbt project is told by its environment: which files, how much memory, how many threads."""
    return {
        "JUNHENG_BUILD_DB": str(build.absolute()),
        "JUNHENG_LANDING_DB": str(settings.landing_db.absolute()),
        "JUNHENG_MEMORY_LIMIT": settings.memory_limit,
        "JUNHENG_THREADS": str(settings.threads),
        "DBT_PROFILES_DIR": str(settings.dbt_project.absolute()),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
    }


def start_build(
    dbt: DbtProcess,
    settings: Settings,
    run_id: str,
    request: RefreshRequest,
    *,
    context: dg.AssetExecutionContext | None = None,
    manifest: Mapping[str, Any] | None = None,
    starting: Starting | None = None,
) -> DbtCliInvocation:
    """Start dbt on what landed, so that it builds into the unfinished build of a run, beside the registry.

    Args:
        dbt: what runs dbt.
        settings: where things are.
        run_id: of the run.
        request: as of when to build.
        context: of the step that builds, with what it builds; everything without one.
        manifest: of the project, when there is no context that has it.
        starting: holds dbt back until it may begin.
    """
    unfinished = unfinished_build(settings, run_id)
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    lay_registry(settings, unfinished)
    told = dbt_environment(settings, unfinished)
    with _told_by_environment(told | (starting.environment if starting else {})):
        return dbt.cli(
            _arguments(run_id, request),
            context=context,
            manifest=manifest,
            dagster_dbt_translator=Translator(),
            raise_on_error=False,
            target_path=artifacts(settings, run_id),
        )


def _arguments(run_id: str, request: RefreshRequest) -> list[str]:
    variables = {
        "run_id": run_id,
        "as_known_on": request.known_on.isoformat(sep=" ") if request.known_on else "",
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "code_version": installed_version("junheng"),
    }
    # what is said on the standard output is kept with the run; a second log of every statement is not
    quiet = ["--log-level-file", "none"]
    return ["run", *quiet, "--select", NIGHTLY, "--vars", json.dumps(variables)]


@contextmanager
def _told_by_environment(told: Mapping[str, str]) -> Iterator[None]:
    """This process's environment with more in it, for the moment in which dbt is started."""
    before = dict(os.environ)
    os.environ.update(told)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def unfinished_build(settings: Settings, run_id: str) -> Path:
    """The file that dbt builds for one run, in a folder with the run's name beside the finished build.

    The dbt of a killed run outlives it for a while; it goes on in a folder of its own.
    """
    return settings.build_db.parent / run_id / settings.build_db.name


def artifacts(settings: Settings, run_id: str) -> Path:
    """Where dbt leaves what it says of a build: beside the build, and thrown away with it."""
    return unfinished_build(settings, run_id).parent.absolute() / "dbt"
