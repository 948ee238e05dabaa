"""What is said of rows below a heading that were not read as data: counts with examples; it is no fault.

What does not belong here: finding them (ingest.passed_over, recognising.row_roles).
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.contracts.recognising.template_mark import is_from_a_template
from pipelines.contracts.recognising.typed_rows import TypedRows
from pipelines.ingest.model import Finding
from pipelines.ingest.passed_over import Kind

CALLED: Mapping[Kind, str] = {
    "total": "合计",
    "part": "分项（如其中：女）",
    "heading": "重复的表头",
    "column_numbers": "栏次",
    "note": "说明或分段",
    "example": "示例",
}
"""Blank rows are counted and not spoken of."""
EXAMPLES = 3


def rows_passed_over(typed: TypedRows) -> int:
    """How many rows below the heading are no data."""
    return sum(map(len, typed.passed_over.values()))


def of_passed_over(typed: TypedRows) -> list[Finding]:
    """What was passed over, so that a row that was meant as data does not vanish without a word."""
    titles = (typed.sheet.label, *typed.found.block.titles)
    # a template says itself that its example is not read
    untold = {"example"} if is_from_a_template(titles) else set()
    told = [
        f"{called} {len(rows)} 行（第 {'、'.join(map(str, sorted(rows)[:EXAMPLES]))} 行"
        f"{'等' if len(rows) > EXAMPLES else ''}）"
        for kind, called in CALLED.items()
        if kind not in untold and (rows := typed.passed_over.get(kind))
    ]
    if not told:
        return []
    found = f"有不是数据的行，已略过：{'，'.join(told)}"
    if typed.parts and typed.parts.has_wholes:
        found += f"；“{typed.parts.heading.text}”列有几种行，只取了合计"
    return [
        Finding(
            rule="passed_over",
            severity="note",
            found=found,
            expected="合计、说明一类不是数据的行",
            remedy="请核对；如果其中有数据，请把该行的代码、名称写完整后重新报送。",
            dataset=typed.found.dataset.name,
            sheet=typed.sheet.name or None,
        )
    ]


def of_parts(typed: TypedRows) -> Finding | None:
    """Why a table is refused whose rows of one key are parts, none of them the whole."""
    if typed.parts is None or typed.parts.has_wholes:
        return None
    return Finding(
        rule="parts_without_total",
        severity="refuse",
        found=f"同一项数据分成几行，只有“{typed.parts.heading.text}”列不同，又不是各有一行合计，无法知道取哪一行",
        expected="每项数据一行，或各有一行写明“合计”",
        remedy=f"请只保留合计的行，或在“{typed.parts.heading.text}”列写明“合计”后重新报送。",
        dataset=typed.found.dataset.name,
        sheet=typed.sheet.name or None,
        column=typed.parts.heading.text,
    )
