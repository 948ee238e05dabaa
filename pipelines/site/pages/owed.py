"""What is missing, refused, gone, late or held, and who owes it.

What does not belong here: what schools lack of a resource (owing).
"""

from __future__ import annotations

from typing import Any

from pipelines.site.facts import Facts, Row
from pipelines.site.shown import staged

MISSING, WITHDRAWN = "dataset_missing", "withdrawn"


def blocks(facts: Facts) -> list[dict[str, Any]]:
    """What is not as it should be, each kind with its heading; kinds without a row are left out."""
    year = facts.county.school_year
    found = [
        ("没有报", "", [_finding(row) for row in facts.where("findings", rule=MISSING, school_year=year)]),
        (
            "被退回",
            "退回的文件不改变数据：它应当更新的内容沿用旧数据，或者仍缺数据。",
            [
                {
                    "text": f"{row['school_year']} 学年《{row['path']}》（{row['provider']}）",
                    "more": row["reason"],
                }
                for row in facts.where("files", state="refused")
            ],
        ),
        ("不见了的文件", "", [_finding(row) for row in facts.where("findings", rule=WITHDRAWN)]),
        (
            "按原样保留",
            "县里过多文件同时不见，没有撤回。",
            [{"text": f"《{row['path']}》", "more": ""} for row in facts.where("files", state="held")],
        ),
        (
            "迟报",
            "",
            [
                {"text": f"{row['provider']}：{row['month']:%Y 年 %m 月}迟 {row['days_late']} 天", "more": ""}
                for row in facts.where("providers", school_year=year)
                if row["days_late"]
            ],
        ),
        ("缺数据的指标", f"按{facts.main['name']}；谁应提供写在各条后面。", _without_data(facts)),
    ]
    return [
        {"title": title, "explained": explained, "rows": rows} for title, explained, rows in found if rows
    ]


def _finding(row: Row) -> dict[str, Any]:
    return {"text": row["message"], "more": row["remedy"]}


def _without_data(facts: Facts) -> list[dict[str, Any]]:
    rows = [
        row
        for row in facts.of_ruleset("county_indicators", school_year=facts.county.school_year, dimension=None)
        if row["status"] == "no_data"
    ]
    return [
        {
            "text": f"{row['indicator_code']} {facts.indicators[row['indicator_code']]['indicator_name']}"
            f"{staged(row['stage'])}：{facts.departments_of(row['indicator_code'])}",
            "more": row["conclusion"] or "",
        }
        for row in rows
    ]
