"""The models as dbt documents them: one file that opens without a server, with lineage, columns and tests.

dbt asks a database which tables it has; it is shown one with the tables of a version and not a row, so that
the version itself is not opened by a program that would write. What does not belong here: what a county
reads of its data (site, describing).
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

import duckdb

from pipelines.landing.gather import gather
from pipelines.night import dbt_tasks
from pipelines.night.dbt_process import dbt_environment, start_dbt
from pipelines.night.manifest import DbtProjectFault, read_manifest
from pipelines.sentences import Sentence
from pipelines.settings import Settings
from pipelines.warehouse.versions import Version

MADE: Final = "static_index.html"
"""dbt's name for the page that holds everything."""


def write_model_docs(settings: Settings, version: Version, path: Path) -> None:
    """Write the page.

    Args:
        settings: where the dbt project is.
        version: whose tables it tells of.
        path: of the page; what is there is replaced.

    Raises:
        DbtProjectFault: dbt cannot read the project.
    """
    read_manifest(settings)  # so that it is there, as the project stands now
    settings.home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="docs-", dir=settings.home) as made:
        folder = Path(made).absolute()
        shutil.copy(settings.made_by_dbt / "manifest.json", folder)
        empty = folder / "warehouse.duckdb"
        with duckdb.connect(config=settings.limits) as connection:
            connection.execute(f"attach '{version.database.absolute().as_posix()}' as published (read_only)")
            connection.execute(f"attach '{empty.as_posix()}' as shown")
            connection.execute("copy from database published to shown (schema)")
        told = dbt_environment(settings, empty, gather(settings, [], folder / "landing.duckdb"))
        with start_dbt(settings) as dbt:
            try:
                succeeded = dbt.ask(dbt_tasks.document, settings.dbt_project.absolute(), told, folder)
            except dbt_tasks.DbtFault as fault:
                raise DbtProjectFault(
                    Sentence(
                        "dbt 读不懂 {dbt_project}：\n{fault}", dbt_project=settings.dbt_project, fault=fault
                    )
                ) from fault
        page = folder / MADE
        if not succeeded or not page.is_file():
            raise DbtProjectFault(
                Sentence("dbt 没有写出 {dbt_project} 的说明页。", dbt_project=settings.dbt_project)
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, path)
