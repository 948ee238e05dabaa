"""In which group Dagster shows a table, so that the list of groups reads as the night goes.

Dagster takes letters, digits and underscores alone, and orders by them. What does not belong here: what is in
a schema (dbt_project), and who answers for it (owners).
"""

from __future__ import annotations

from typing import Final

OF_SCHEMAS: Final = {
    "landing": "1_received",
    "aside": "1_set_aside",
    "ledger": "1_ledger",
    "registry": "2_registry",
    "staging": "3_in_force",
    "intermediate": "4_computed",
    "forms": "5_forms",
    "marts": "5_results",
    "quality": "5_quality",
    "meta": "5_meta",
    "bi": "6_views",
    "published": "7_published",
}
"""What is received, by which rules, what of it is in force, what is computed, its results, what people read;
forms and findings stand beside the results that they read."""


def group_of(schema: str) -> str:
    """The group of a schema's tables."""
    return OF_SCHEMAS[schema]
