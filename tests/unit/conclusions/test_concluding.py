"""What a verdict says in words, in each case; who is missing, who is relieved, and its details."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.conclusions.concluding import Facts, Key, Verdict, conclude
from pipelines.conclusions.template import Template


def key(indicator: str, **given: Any) -> Key:
    return Key("c", 2024, "n", indicator, *(given.get(one) for one in ("rule_stage", "stage", "dimension")))


def verdict(of: Key, method: str = "schools", status: str = "met", **given: Any) -> Verdict:
    counted: dict[str, Any] = {"value": 1.0, "subjects_total": 24, "subjects_no_data": 0} | given
    return Verdict(of, method, status, **counted)


def nothing(of: Key, method: str = "county", status: str = "no_data") -> Verdict:
    return verdict(of, method, status, value=None, subjects_total=None, subjects_no_data=None)


def said(verdicts: Sequence[Verdict], facts: Facts, templates: Sequence[Template]) -> dict[Key, str]:
    return dict(conclude(verdicts, facts, templates, lambda one: (one.stage != "小学", one.dimension)))


def test_who_has_sent_nothing_is_said_after_the_sentence() -> None:
    templates = [
        Template("G11a", None, None, "verdict", "交流{numerator}名"),
        Template(None, None, "ratio", "partial", "；缺{subjects_no_data}所"),
    ]
    facts = {key("G11a"): {"numerator": "24", "subjects_no_data": "2"}}
    missing = verdict(key("G11a"), "ratio", subjects_no_data=2)
    assert said([missing], facts, templates) == {key("G11a"): "交流24名；缺2所"}
    assert said([verdict(key("G11a"), "ratio")], facts, templates) == {key("G11a"): "交流24名"}


def test_it_is_not_said_again_where_the_sentence_says_so_itself() -> None:
    templates = [
        Template("G3a", None, None, "verdict", "缺数据{subjects_no_data}所"),
        Template(None, None, "schools", "partial", "；另有缺"),
    ]
    missing = verdict(key("G3a"), status="no_data", value=None, subjects_no_data=3)
    assert said([missing], {key("G3a"): {"subjects_no_data": "3"}}, templates) == {key("G3a"): "缺数据3所"}


def test_who_is_met_by_a_relief_alone_is_said_after_the_sentence() -> None:
    templates = [
        Template("G4", None, None, "verdict", "超过2000人的{unmet_小学}所"),
        Template("G4", None, None, "relieved", "；放宽{subjects_relieved}所"),
    ]
    facts = {key("G4"): {"unmet_小学": "2", "subjects_relieved": "1"}}
    assert said([verdict(key("G4"))], facts, templates) == {key("G4"): "超过2000人的2所；放宽1所"}


def test_nothing_handed_in_names_who_owes_it_and_what_does_not_concern_the_county_says_so() -> None:
    templates = [
        Template(None, None, None, "nothing", "应由{departments}提供"),
        Template(None, None, None, "not_applicable", "不适用"),
    ]
    verdicts = [nothing(key("Q2")), nothing(key("G7"), status="not_applicable")]
    assert said(verdicts, {key("Q2"): {"departments": "县残联"}}, templates) == {
        key("Q2"): "应由县残联提供",
        key("G7"): "不适用",
    }


def test_no_school_that_is_asked_is_still_a_verdict() -> None:
    templates = [Template(None, None, "schools", "verdict", "共{subjects_total}所")]
    unknown = verdict(key("G3a"), status="no_data", value=None, subjects_total=3)
    assert said([unknown], {key("G3a"): {"subjects_total": "3"}}, templates) == {key("G3a"): "共3所"}


def test_evidence_that_is_still_to_be_checked_is_not_nothing() -> None:
    templates = [
        Template(None, None, None, "nothing", "应由{departments}提供"),
        Template(None, None, "evidence", "pending", "{said}，结论应由{departments}提供"),
    ]
    facts = {
        key("X9"): {"said": "待核", "departments": "县教育和体育局"},
        key("X8"): {"departments": "县财政局"},
    }
    verdicts = [nothing(key("X9"), "evidence"), nothing(key("X8"), "evidence")]
    assert said(verdicts, facts, templates) == {
        key("X9"): "待核，结论应由县教育和体育局提供",
        key("X8"): "应由县财政局提供",
    }


def test_a_verdict_lists_its_details_in_order_and_says_which_are_absent() -> None:
    chinese = key("Q9a", stage="小学", dimension="学科=语文")
    maths = key("Q9a", stage="小学", dimension="学科=数学")
    junior = key("Q9a", stage="初中", dimension="学科=语文")
    templates = [
        Template(None, None, "details_present", "verdict", "{details}"),
        Template("Q9a", None, None, "detail", "{stage_name}{label}{level_name}"),
        Template("Q9a", None, None, "absent", "{stage_name}{label}未监测"),
    ]
    facts = {
        chinese: {"stage_name": "小学", "label": "语文", "level_name": "Ⅳ"},
        maths: {"stage_name": "小学", "label": "数学"},
        junior: {"stage_name": "初中", "label": "语文", "level_name": "Ⅲ"},
    }
    verdicts = [
        verdict(key("Q9a"), "details_present", subjects_total=2),
        verdict(junior, "details_present", subjects_total=None, subjects_no_data=None),
        nothing(maths, "details_present"),
        verdict(chinese, "details_present", subjects_total=None, subjects_no_data=None),
    ]
    assert said(verdicts, facts, templates) == {
        key("Q9a"): "小学数学未监测；小学语文Ⅳ；初中语文Ⅲ",
        chinese: "小学语文Ⅳ",
        maths: "小学数学未监测",
        junior: "初中语文Ⅲ",
    }


def test_a_verdict_lists_the_details_of_its_own_county_and_rule_and_without_any_a_dash() -> None:
    templates = [
        Template(None, None, "details", "verdict", "{details}"),
        Template(None, None, None, "detail", "{label}"),
    ]
    primary, other = key("X6", rule_stage="小学", stage="小学"), key("X6", rule_stage="初中", stage="初中")
    town = primary._replace(dimension="镇街=甲镇")
    verdicts = [verdict(one, "details") for one in (primary, other, town)]
    assert said(verdicts, {town: {"label": "甲镇"}}, templates) == {
        primary: "甲镇",
        other: "—",
        town: "甲镇",
    }


def test_a_verdict_without_a_template_has_no_conclusion() -> None:
    assert said([verdict(key("S1"), "survey")], {}, []) == {}
