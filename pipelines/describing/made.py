"""The files that are made from the contracts, and whether they are as the contracts stand.

They are kept in the repository like any other file, so that dbt, a reader and a reviewer find them where they
look; a test holds them to what would be made now. What does not belong here: what stands in them (staging,
lists, readme).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.describing import lists, readme, staging
from pipelines.settings import PROJECT


def made(project: Path = PROJECT) -> Mapping[Path, str]:
    """Every file that is made, with what stands in it, by its path within the project's folder."""
    dbt = project / "dbt_project"
    landed = Path("dbt_project") / "models" / "staging" / "landing"
    registry = Path("dbt_project") / "seeds" / "registry"
    due = registry / "dataset_due_dates.csv"
    files = {
        landed / "sources.yml": staging.sources(DATASETS.values()),
        Path("dbt_project") / "macros" / "datasets.sql": lists.macros(DATASETS.values(), dbt),
        registry / "datasets.csv": lists.registry(DATASETS.values()),
        due: lists.due_dates(DATASETS, (project / due).read_text(encoding="utf-8")),
        Path("raw") / "README.md": readme.with_table(
            DATASETS.values(), (project / "raw" / "README.md").read_text(encoding="utf-8")
        ),
    }
    words = staging.dictionary(dbt / "docs")
    aside = landed.with_name("aside") / "stg_rows_set_aside.yml"
    files[aside] = staging.rows_set_aside(DATASETS.values(), words)
    for dataset in DATASETS.values():
        files[landed / f"stg_{dataset.name}.sql"] = staging.model(dataset)
        files[landed / f"stg_{dataset.name}.yml"] = staging.description(dataset, words)
    return files


def stale(project: Path = PROJECT) -> list[Path]:
    """The files that are not as they would be made now."""
    return [
        path
        for path, content in made(project).items()
        if not (project / path).is_file() or (project / path).read_text(encoding="utf-8") != content
    ]


def make(project: Path = PROJECT) -> list[Path]:
    """Write the files that are stale; says which."""
    files = made(project)
    written = stale(project)
    for path in written:
        (project / path).write_text(files[path], encoding="utf-8", newline="\n")
    return written
