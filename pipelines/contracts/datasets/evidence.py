"""Evidence and events: evidence_register, incident_register (datasets.md, "Evidence and events").

What does not belong here: which indicators take evidence, and which material decides (dbt).
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from pipelines.contracts.datasets.columns import date, listed, name, word
from pipelines.contracts.datasets.dataset import Dataset, Row, RuleText

INDICATOR = "^[A-Za-z]{1,3}[0-9]{1,3}[A-Za-z]?$"
"""What a code of an indicator looks like, of the national list or of a county's own."""
SCHOOL = "校"
SUBJECT = r"^(?:[0-9]{6}|[0-9]{9}|[0-9]{10}|[0-9]{12}|[^0-9\pP\pS]+)$"
"""The code of a county, a town or a school, or the name of a town."""


class EvidenceRegister(Row):
    """One row per material."""

    indicator_code = name(
        "指标代码",
        example="G2a",
        key=True,
        kept="plain",
        expected="字母开头的指标代码，如 G2a",
        pattern=INDICATOR,
    )
    subject_type = word(
        "主体类型",
        "subject_type",
        blank=False,
        about=("主体类型：县、校或镇街。Who the material is about: county (县), school (校) or town (镇街)."),
    )
    subject_code = name(
        "主体代码",
        example="1234567890",
        key=True,
        kept="place",
        expected="县、学校或镇街的代码，或镇街全称",
        pattern=SUBJECT,
        about="主体代码。Code of the county, school or town.",
    )
    material_name = name(
        "材料名称",
        example="装备标准对照表",
        key=True,
        kept="nothing",
        about=(
            "材料名称的散列，只用来区分材料。Hash of the material's name, which only tells materials apart."
        ),
    )
    material_date = date(
        "材料日期", key=True, about="材料日期；最新的材料决定判定。Date of the material; the newest decides."
    )
    conclusion = word(
        "评估结论",
        "evidence_conclusion",
        about=(
            "评估结论：达标、不达标或待核；有评级的可以为空。"
            "Conclusion: met (达标), unmet (不达标) or to be checked (待核); "
            "may be null where there is a rating."
        ),
    )
    rating = word(
        "评级",
        "evidence_rating",
        required=False,
        about=(
            "评级：优秀、良好、合格或不合格。"
            "Rating: excellent (优秀), good (良好), sufficient (合格) or insufficient (不合格)."
        ),
    )

    @dy.rule()
    def school_by_its_code(cls) -> pl.Expr:
        """A school is named by its code."""
        is_school = (pl.col("subject_type") == SCHOOL).fill_null(False)
        return ~is_school | pl.col("subject_code").str.contains("^[0-9]{10}$")

    @dy.rule()
    def conclusion_or_rating(cls) -> pl.Expr:
        """The conclusion is blank only where a rating stands instead of it."""
        return pl.col("conclusion").is_not_null() | pl.col("rating").is_not_null()


EVIDENCE_REGISTER = Dataset(
    name="evidence_register",
    title="佐证材料台账",
    about=("佐证材料台账", "Register of evidence"),
    row_is=("一份材料", "material"),
    department="教体",
    schema=EvidenceRegister,
    scope=("indicator_code", "subject_code"),
    feeds=("indicator_code", "subject_type", "subject_code"),
    newest_by="material_date",
    rules={
        "school_by_its_code": RuleText(
            "这所学校的 10 位学校标识码",
            "请填写这所学校的 10 位学校标识码；一行只写一所学校，镇街的材料请把主体类型改成“镇街”。",
            ("subject_code",),
            "set_aside",
        ),
        "conclusion_or_rating": RuleText(
            "填好的评估结论，填了评级的可以留空",
            "请填写评估结论（达标、不达标或待核），或填写评级。",
            ("conclusion", "rating"),
        ),
    },
)


class IncidentRegister(Row):
    """One row per incident; it belongs to the school year of its date."""

    incident_id = name(
        "事项编号", example="2024-01", key=True, kept="plain", about="事项编号。Number of the incident."
    )
    incident_code = word(
        "事项代码", "incident_code", blank=False, about="事项代码，V1 至 V6。Code of the incident, V1 to V6."
    )
    incident_date = date("发生日期", about="发生日期。Date of the incident.")
    subject_code = name(
        "主体代码",
        example="1234567890",
        kept="place",
        about="主体代码。Code of the county, school or town it is about.",
    )
    conclusion = word(
        "认定结论",
        "incident_conclusion",
        about=(
            "认定结论：属实、不属实或核查中。"
            "Conclusion: confirmed (属实), not confirmed (不属实) or being checked (核查中)."
        ),
    )
    rectification_status = listed(
        "整改状态",
        "rectification_status",
        example="整改中",
        required=False,
        about="整改状态。How far it has been put right.",
    )


INCIDENT_REGISTER = Dataset(
    name="incident_register",
    title="负面事项台账",
    about=("负面事项台账", "Register of incidents"),
    row_is=("一个事项", "incident"),
    department="教体",
    may_be_none=True,
    schema=IncidentRegister,
    scope=("incident_id",),
    feeds=("incident_code",),
    counts_rows=(
        "起数",
        "件数",
        "次数",
    ),
    dated_by="incident_date",
)
