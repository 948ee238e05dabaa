"""dbt as a process of its own (inside ours it would keep its locks on the files), told by its environment.

What does not belong here: what the models are to Dagster (translator, build).
"""

import os
import shutil
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from dagster_dbt import DbtCliResource
from packaging.version import Version

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


@contextmanager
def told_by_environment(settings: Settings, build: Path) -> Iterator[None]:
    """This process's environment with `dbt_environment` in it, for the moment in which dbt is started."""
    before = dict(os.environ)
    os.environ.update(dbt_environment(settings, build))
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
