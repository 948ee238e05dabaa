"""Evidence and events: evidence_register, incident_register (datasets.md, "Evidence and events").

What does not belong here: which indicators take evidence, and which material decides (dbt).
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from pipelines.contracts.datasets.columns import date, name, word
from pipelines.contracts.datasets.dataset import Dataset, Row, RuleText


class EvidenceRegister(Row):
    """One row per material."""

    indicator_code = name("指标代码", key=True)
    subject_type = word("主体类型", "subject_type", blank=False)
    subject_code = name("主体代码", key=True)
    material_name = name("材料名称", key=True)
    material_date = date("材料日期", key=True)
    conclusion = word("评估结论", "evidence_conclusion")
    rating = word("评级", "evidence_rating", required=False)

    @dy.rule()
    def conclusion_or_rating(cls) -> pl.Expr:
        """The conclusion is blank only where a rating stands instead of it."""
        return pl.col("conclusion").is_not_null() | pl.col("rating").is_not_null()


EVIDENCE_REGISTER = Dataset(
    name="evidence_register",
    title="佐证材料台账",
    schema=EvidenceRegister,
    scope=("indicator_code", "subject_code"),
    rules={
        "conclusion_or_rating": RuleText(
            "评估结论和评级至少填一项，只有填了评级时评估结论才可以留空",
            "请填写评估结论（达标、不达标或待核），或填写评级。",
            ("conclusion", "rating"),
        )
    },
)


class IncidentRegister(Row):
    """One row per incident; it belongs to the school year of its date."""

    incident_id = name("事项编号", key=True)
    incident_code = word("事项代码", "incident_code", blank=False)
    incident_date = date("发生日期")
    subject_code = name("主体代码")
    conclusion = word("认定结论", "incident_conclusion")
    rectification_status = name("整改状态", required=False)


INCIDENT_REGISTER = Dataset(
    name="incident_register",
    title="负面事项台账",
    schema=IncidentRegister,
    scope=("incident_id",),
    dated_by="incident_date",
)
