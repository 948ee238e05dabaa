"""What a person is told when a run is refused."""

from __future__ import annotations

from pipelines.quality.gates import GateResult
from pipelines.quality.refusal import reasons, summary

BLOCKED = GateResult(
    "r1", "marts", "marts.fct_recognition", "the_items_add_up", "block", False, "3 行不符", 3,
    "项数相加。", "请联系维护人员。",
)  # fmt: skip
WARNED = GateResult(
    "r1", "landing", "landing.class_roster", "size", "warn", False, "95 人", 1, "班额。", "核对。"
)
HELD = GateResult("r1", "dbt", "dbt.m", "t", "block", True)


def test_a_reason_names_the_gate_what_was_found_and_what_to_do() -> None:
    assert reasons([BLOCKED, WARNED, HELD]) == [
        "结果核查 marts.fct_recognition / the_items_add_up："
        "项数相加。实际：3 行不符。怎么办：请联系维护人员。"
    ]


def test_the_page_holds_what_blocks_first_and_what_warns_after_it() -> None:
    page = summary([WARNED, BLOCKED, HELD], run_id="r1")
    assert "运行 r1 没有发布" in page
    assert page.index("the_items_add_up") < page.index("size")
    assert "dbt.m" not in page
