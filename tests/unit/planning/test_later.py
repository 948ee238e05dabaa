"""A plan for the pupils of a later year: what must be reached, how a campus is split; worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from pipelines.planning.closing import Limits, close
from pipelines.planning.county import plan_scopes
from pipelines.planning.later import NoForecast, with_pupils
from pipelines.planning.reading import scopes
from pipelines.planning.situation import Unit
from pipelines.planning.wording import reason
from tests.unit.planning.small_build import write_small_build
from tests.unit.planning.small_counties import (
    AREA,
    BUILD,
    BUY_ROOM,
    JUNIOR,
    PRIMARY,
    ROOMS,
    mixed_school,
    situation,
    standing,
    told,
)


def test_a_school_that_grows_needs_more_and_one_without_pupils_is_no_unit() -> None:
    # 2 rooms for 100 pupils, so 3 for 150; 乙 has nobody any more
    county = situation(
        {("甲", PRIMARY): 100, ("乙", PRIMARY): 100},
        {("甲", PRIMARY, ROOMS): standing(2, 2), ("乙", PRIMARY, ROOMS): standing(0, 2)},
        [BUY_ROOM],
    )
    then = with_pupils(county, {Unit("甲", PRIMARY): 150, Unit("乙", PRIMARY): 0})
    assert then.units == (Unit("甲", PRIMARY),)
    assert told(close(then).steps) == [("buy_room", "甲", 1)]


def test_the_plant_of_a_mixed_school_is_split_by_the_pupils_of_that_year() -> None:
    # 900 ㎡ for 100 and 100: shares 10/21 and 11/21. With 200 primary pupils 200 : 110, so 20/31 and 11/31;
    # the thresholds are then 900 and 580, of which 580.6 and 319.4 are there: 580 − 319.35 needs 260.65 /
    # (11/31)
    then = with_pupils(mixed_school(), {Unit("九年", PRIMARY): 200})
    of = {unit.stage: one for (unit, _), one in then.standings.items()}
    assert (of[PRIMARY].share, of[JUNIOR].share) == (Fraction(20, 31), Fraction(11, 31))
    assert (of[PRIMARY].has, of[JUNIOR].has) == (900 * Fraction(20, 31), 900 * Fraction(11, 31))
    assert (of[PRIMARY].threshold, of[JUNIOR].threshold) == (900, 580)
    assert told(close(then).steps) == [("build", "九年", Fraction("734.55"))]


def test_a_stage_that_is_not_judged_keeps_its_part_of_the_campus() -> None:
    # half of the weights are of the high school: twice the primary pupils have 2/3, not all
    county = situation(
        {("完中", PRIMARY): 100},
        {("完中", PRIMARY, AREA): standing(450, 450, share=Fraction(1, 2))},
        [BUILD],
    )
    (one,) = with_pupils(county, {Unit("完中", PRIMARY): 200}).standings.values()
    assert (one.share, one.has) == (Fraction(2, 3), 600)


def test_a_school_without_a_forecast_keeps_its_pupils_and_that_is_said(tmp_path: Path) -> None:
    with duckdb.connect(str(write_small_build(tmp_path / "build.duckdb"))) as connection:
        connection.execute(
            "create or replace table marts.dim_code_word as from (values"
            " ('forecast_scenario', '持平', '持平', 1),"
            " ('part', 'all', '全部', 1), ('area', 'whole', '综合', 1)"
            ") as words (word_kind, code, word, sort_order);"
            "create table marts.fct_forecast as select '990101' as county_code, 2024 as base_year,"
            " 2030 as school_year, '全部' as town_code, school as school_code, '小学' as stage,"
            " '全部' as grade,"
            " '持平' as scenario, pupils as value, null::double as low, null::double as high"
            " from (values ('全部', 200.0), ('1', 200.0)) as schools (school, pupils);"
            "create table marts.fct_forecast_accuracy as select '990101' as county_code, 1 as horizon,"
            " '小学' as stage, 1.0 as error, 1.0 as error_as_last_year, true as is_no_better, 80.0 as covered"
        )
        (planned,) = plan_scopes(connection, scopes(connection), Limits(5), year=2030)
        # 2.3 in a hundred of 200 pupils are 4.6, so five rooms where there is one
        assert told(planned.plan.steps) == [("buy", "1", 4)]
        said = reason(planned.case, planned.plan, Limits(5))
        assert "按 2030 学年预计的学生数（持平）求得" in said
        assert "1 个评价单元没有预测，按现在的学生数" in said
        with pytest.raises(NoForecast, match="2031 学年"):
            list(plan_scopes(connection, scopes(connection), Limits(5), year=2031))


def test_a_plan_for_todays_pupils_says_nothing_of_them(tmp_path: Path) -> None:
    with duckdb.connect(str(write_small_build(tmp_path / "build.duckdb"))) as connection:
        (planned,) = plan_scopes(connection, scopes(connection), Limits(5))
    assert "预计" not in reason(planned.case, planned.plan, Limits(5))
