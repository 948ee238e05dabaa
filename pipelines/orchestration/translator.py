"""How the dbt project looks in Dagster: keys as in the warehouse, groups by schema, owners.

What does not belong here: running dbt (build).
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.orchestration.dbt_for_dagster import DagsterDbtTranslator
from pipelines.settings import Settings

MODELLERS = "team:junheng"
"""Who answers for what is computed."""


class Translator(DagsterDbtTranslator):
    """Models are `<schema>/<name>`, sources `landing/<dataset>`, `ledger/<table>`: dagster-dbt's own keys."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """The schema."""
        return str(dbt_resource_props["schema"])

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> Sequence[str]:
        """Who answers for what is computed."""
        return [MODELLERS]

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """What its .yml says, else the comment at the head of its SQL; not the SQL."""
        described = str(dbt_resource_props.get("description") or "")
        return described or " ".join(_head_comment(dbt_resource_props.get("raw_code") or ""))


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


def _head_comment(code: str) -> list[str]:
    lines = []
    for line in code.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return lines
