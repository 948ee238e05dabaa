"""A sentence is Chinese to everyone but the person who called, who may be told it in English."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path

import pytest

from pipelines.errors import Trouble, WrongCall
from pipelines.landing.troubles import StoreGone
from pipelines.reports.scope import NothingToReport
from pipelines.sentences import Listed, Sentence, in_english

SAID = Sentence("没有县 {unknown} 的任何资料；有哪些县见 junheng status。", unknown=["370399", "370398"])
CHINESE = "没有县 370399、370398 的任何资料；有哪些县见 junheng status。"
ENGLISH = "Nothing is known of county 370399, 370398; for the counties there are, see junheng status."


def test_it_is_its_chinese_text() -> None:
    assert SAID == CHINESE and f"{SAID}" == CHINESE and str(WrongCall(SAID)) == CHINESE
    assert json.loads(json.dumps({"reason": SAID})) == {"reason": CHINESE}
    assert type(str(WrongCall(SAID))) is str


def test_it_is_told_in_english_in_an_order_of_its_own() -> None:
    assert SAID.in_english() == ENGLISH


def test_a_text_that_is_no_sentence_stays_as_it_is() -> None:
    assert in_english("学校") == "学校"


@pytest.mark.parametrize("again", [copy.deepcopy, copy.copy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copy_and_another_process_can_tell_it_in_english(again) -> None:
    assert (again(SAID), again(SAID).in_english()) == (CHINESE, ENGLISH)
    lines = Listed([SAID, SAID], "；")
    assert again(lines) == f"{CHINESE}；{CHINESE}"
    assert again(lines).in_english() == f"{ENGLISH}; {ENGLISH}"
    assert again(Trouble(SAID)).sentence.in_english() == ENGLISH


def test_parts_that_are_sentences_or_errors_are_told_in_the_language_of_the_whole() -> None:
    trouble = StoreGone(Path("landing/370399.duckdb"))
    said = Sentence("县 {code}：{reason}", code="370399", reason=trouble)
    assert said.startswith("县 370399：入库文件 landing/370399.duckdb 不见了。")
    assert said.in_english().startswith(
        "County 370399: The landing file landing/370399.duckdb is gone. Where"
    )
    asked = NothingToReport({"--county": "370399", "--year": None}).sentence
    assert asked.startswith("这一版里没有要报告的内容（--county 370399）；")
    assert asked.in_english().startswith("This version has nothing to report (--county 370399); for")


def test_one_without_english_is_told_in_chinese_as_a_whole() -> None:
    said = Sentence("县 {codes} 里有“{word}”。", codes=["1", "2"], word=Sentence("整数"))
    assert said.in_english() == said == "县 1、2 里有“整数”。"


def test_what_a_part_holds_is_never_taken_for_a_template() -> None:
    said = Sentence("没有文件 {path}；请核对文件名和所在的文件夹。", path="{home}")
    assert "{home}" in said and "{home}" in said.in_english()
