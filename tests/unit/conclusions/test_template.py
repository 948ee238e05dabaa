"""A template fits best that is made for the indicator; what it names is filled in as it is printed."""

from __future__ import annotations

import pytest

from pipelines.conclusions.template import Template, choose

OF_STAGE = Template("G5", "初中", None, "verdict", "初中班级")
OF_INDICATOR = Template("G5", None, None, "verdict", "班级")
OF_METHOD = Template(None, None, "schools", "verdict", "共{subjects_total}所")
OF_ANY = Template(None, None, None, "nothing", "应由{departments}提供")
ALL = (OF_ANY, OF_METHOD, OF_INDICATOR, OF_STAGE)


@pytest.mark.parametrize(
    ("asked", "fitting"),
    [
        (("G5", "初中", "schools"), OF_STAGE),
        (("G5", "小学", "schools"), OF_INDICATOR),
        (("G5", None, "schools"), OF_INDICATOR),
        (("G6", "初中", "schools"), OF_METHOD),
        (("G7", None, "county"), None),
    ],
)
def test_one_for_the_indicator_and_stage_beats_one_for_the_indicator_and_that_one_for_its_method(
    asked: tuple[str, str | None, str], fitting: Template | None
) -> None:
    assert choose(ALL, "verdict", asked) == fitting


def test_a_template_of_another_case_is_not_taken() -> None:
    assert choose(ALL, "nothing", ("G5", "初中", "schools")) == OF_ANY


def test_a_name_in_braces_is_filled_in_whole_and_a_fact_that_is_not_known_is_a_dash() -> None:
    template = Template("G14", None, None, "verdict", "农村{rural}人，占{rural%allotted}%，公办{public:2}人")
    assert template.filled({"rural": "33", "rural%allotted": "71.1"}) == "农村33人，占71.1%，公办—人"


def test_a_fact_is_said_only_where_its_whole_name_stands_in_braces() -> None:
    template = Template(None, None, "schools", "verdict", "缺{subjects_no_data}所 value")
    assert template.names("subjects_no_data")
    assert not template.names("subjects")
    assert not template.names("value")
