"""Who answers for what, as Dagster shows it.

What does not belong here: what is owned (land_step, dbt_graph).
"""

import csv
from pathlib import Path

from pipelines.settings import Settings

MODELLERS = "team:junheng"
"""Who answers for what is computed."""


def owners_of_datasets(settings: Settings) -> dict[str, str]:
    """The department that owes each dataset, by dataset, as the registry of the dbt project says."""
    registry = settings.dbt_project / "seeds" / "registry"
    departments = {
        row["department_code"]: row["department_name"] for row in _rows(registry / "departments.csv")
    }
    return {
        row["dataset"]: f"team:{departments[row['department_code']]}"
        for row in _rows(registry / "datasets.csv")
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
