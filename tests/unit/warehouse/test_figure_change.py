"""Which figure moved from one version to the next, and which file moved it; by hand in `two_versions`."""

from __future__ import annotations

from datetime import datetime

import pytest

from pipelines.warehouse.reading import open_version
from pipelines.warehouse.versions import Version
from tests.unit.warehouse.conftest import Publishing
from tests.unit.warehouse.two_versions import Said

Change = tuple[str, str, str | None, str | None, str | None]
R4, P1, X1, G9 = (("1", code) for code in ("R4", "P1", "X1", "G9"))
AREA, PUPILS = ("1", "area", 900.0, "f1"), ("1", "pupils", 200.0, "p1")
FIRST = Said({R4: (4.5, "met")}, [AREA, PUPILS], ["f1", "p1"])


def changes(version: Version) -> list[Change]:
    """Key, column, before, after and file of everything that moved, in order."""
    with open_version(version) as connection:
        return connection.execute(
            "select key, column_name, before, after, because_file_id from quality.figure_change order by all"
        ).fetchall()


def moved(publish_build: Publishing, before: Said, after: Said) -> list[Change]:
    publish_build(*before.statements())
    return changes(publish_build(*after.statements()))


def files(version: Version) -> list[tuple[object, ...]]:
    """The files that moved figures, in order."""
    with open_version(version) as connection:
        return connection.execute("from quality.figure_change_file order by all").fetchall()


def because(publish_build: Publishing, before: Said, after: Said) -> str | None:
    """The file of a single figure that moved."""
    (change,) = moved(publish_build, before, after)
    return change[-1]


def test_a_corrected_area_moves_value_and_verdict_because_of_the_file_that_corrects_it(
    publish_build: Publishing,
) -> None:
    first = publish_build(*FIRST.statements())
    after = Said({R4: (4.4, "near")}, [("1", "area", 880.0, "f2"), PUPILS], ["f2", "p1"])
    second = publish_build(*after.statements())
    key = "county_code=990101, school_year=2024, school_code=1, indicator_code=R4"
    assert changes(second) == [
        (key, "status", "met", "near", "f2"),
        (key, "value", "4.5", "4.4", "f2"),
    ]
    with open_version(second) as connection:
        told = connection.execute(
            "select distinct version, previous_version, table_name from quality.figure_change"
        )
        assert told.fetchall() == [(second.name, first.name, "fct_school_indicator")]


def test_a_first_version_has_moved_nothing(publish_build: Publishing) -> None:
    assert changes(publish_build(*FIRST.statements())) == []


def test_the_same_figures_have_moved_nothing_even_if_summed_in_another_order(
    publish_build: Publishing,
) -> None:
    after = Said({R4: (4.5 * (1 + 1e-12), "met")}, [AREA, PUPILS], ["f1", "p1"])
    assert moved(publish_build, FIRST, after) == []


def test_a_figure_that_becomes_known_moves_from_nothing(publish_build: Publishing) -> None:
    before = Said({R4: (None, "no_data")}, [PUPILS], ["p1"])
    told = [change[1:] for change in moved(publish_build, before, FIRST)]
    assert told == [("status", "no_data", "met", "f1"), ("value", None, "4.5", "f1")]


def test_a_school_that_comes_or_goes_is_told_by_its_verdict_alone(publish_build: Publishing) -> None:
    other = ("2", "R4")
    after = Said({other: (5.0, "met")}, [("2", "area", 500.0, "f2"), ("2", "pupils", 100.0, "f2")], ["f2"])
    told = [change[1:] for change in moved(publish_build, FIRST, after)]
    # of school 1 two files left, so neither can be named
    assert told == [("status", "met", None, None), ("status", None, "met", "f2")]


def test_where_two_files_moved_a_figure_neither_is_called_the_one_and_both_are_listed(
    publish_build: Publishing,
) -> None:
    after = Said({R4: (4.4, "met")}, [("1", "area", 968.0, "f2"), ("1", "pupils", 220.0, "p2")], ["f2", "p2"])
    publish_build(*FIRST.statements())
    second = publish_build(*after.statements())
    ((key, *_, file),) = changes(second)
    assert file is None
    assert files(second) == [(second.name, "fct_school_indicator", key, name, True) for name in ("f2", "p2")]


def test_of_a_school_that_goes_the_files_that_left_are_listed(publish_build: Publishing) -> None:
    publish_build(*FIRST.statements())
    told = files(publish_build(*Said({}, [], []).statements()))
    assert [(file, came) for *_, file, came in told] == [("f1", False), ("p1", False)]


def test_where_an_older_file_speaks_again_the_one_taken_away_moved_the_figure(
    publish_build: Publishing,
) -> None:
    before = Said({R4: (4.4, "met")}, [("1", "area", 880.0, "f2"), PUPILS], ["f1", "f2", "p1"])
    assert because(publish_build, before, FIRST) == "f2"


def test_a_measure_that_nobody_hands_in_any_more_does_not_hide_the_file_that_moved_the_others(
    publish_build: Publishing,
) -> None:
    before = Said({R4: (4.0, "near")}, [AREA, PUPILS, ("1", "indoor", 100.0, "p1")], ["f1", "p1"])
    after = Said({R4: (4.4, "near")}, [("1", "area", 880.0, "f2"), PUPILS], ["f2", "p1"])
    assert because(publish_build, before, after) == "f2"


def test_where_nothing_moved_that_the_indicator_reads_the_file_that_moved_the_school_is_named(
    publish_build: Publishing,
) -> None:
    """A relief may hold by the pupils of a school although the indicator is its area alone."""
    before = Said({P1: (1.0, "met")}, [("1", "paid", 10.0, "f1"), ("1", "area", 900.0, "a1")], ["f1", "a1"])
    after = Said({P1: (0.5, "met")}, [("1", "paid", 10.0, "f1"), ("1", "area", 800.0, "a2")], ["f1", "a2"])
    assert because(publish_build, before, after) == "a2"


@pytest.mark.parametrize("place", [R4, (None, "R4")], ids=["school", "county"])
def test_where_a_row_of_the_register_changed_the_school_its_file_is_named(
    publish_build: Publishing, place: tuple[str | None, str]
) -> None:
    """No measure moved: the school is of another kind now, and judged otherwise."""
    before = Said({place: (4.5, "met")}, [AREA, PUPILS], ["f1", "p1", "s1"], kinds={"1": ("211", "s1")})
    after = Said({place: (4.5, "near")}, [AREA, PUPILS], ["f1", "p1", "s2"], kinds={"1": ("312", "s2")})
    assert because(publish_build, before, after) == "s2"


def test_a_register_in_which_the_school_stands_as_before_is_not_named(publish_build: Publishing) -> None:
    kinds = {"1": ("211", "s1"), "2": ("211", "s1")}
    before = Said({R4: (4.5, "met")}, [AREA, PUPILS], ["f1", "p1", "s1"], kinds=kinds)
    other = {"1": ("211", "s2"), "2": ("312", "s2")}
    after = Said({R4: (4.5, "near")}, [AREA, PUPILS], ["f1", "p1", "s2"], kinds=other)
    assert because(publish_build, before, after) is None


def test_a_file_that_moved_another_school_is_not_named(publish_build: Publishing) -> None:
    after = Said({R4: (4.4, "met")}, [AREA, PUPILS, ("2", "area", 1.0, "f2")], ["f1", "p1", "f2"])
    assert because(publish_build, FIRST, after) is None


def test_a_figure_may_be_moved_by_a_measure_of_the_county(publish_build: Publishing) -> None:
    paid = ("1", "paid", 10.0, "f1")
    before = Said({P1: (1.0, "met")}, [paid, (None, "quota", 10.0, "c1")], ["f1", "c1"])
    after = Said({P1: (0.5, "met")}, [paid, (None, "quota", 20.0, "c2")], ["f1", "c2"])
    assert because(publish_build, before, after) == "c2"


def test_a_version_from_before_parts_of_the_county_had_rows_is_compared_all_the_same(
    publish_build: Publishing,
) -> None:
    before = Said({X1: (1.1, "met")}, [(None, "money", 10.0, "c1")], ["c1"])
    after = Said({X1: (1.2, "met")}, [(None, "money", 9.0, "c2")], ["c2"])
    publish_build(*before.statements(), "alter table marts.fct_county_measure drop column dimension")
    (change,) = changes(publish_build(*after.statements()))
    assert change[-1] == "c2"


def test_growth_is_moved_by_the_year_before_too(publish_build: Publishing) -> None:
    before = Said({X1: (1.1, "met")}, [(None, "money", 10.0, "c1")], ["c1"], measures_year=2023)
    after = Said({X1: (1.2, "met")}, [(None, "money", 9.0, "c2")], ["c2"], measures_year=2023)
    assert because(publish_build, before, after) == "c2"


@pytest.mark.parametrize(
    ("in_force", "named"),
    [(["f1", "g2"], "g2"), (["f1", "p1", "g2"], "g2"), (["f1"], "p1"), (["f1", "g2", "g3"], None)],
    ids=["one came for one that left", "one came", "one left", "two came"],
)
def test_for_what_no_measure_shows_the_one_file_that_came_or_left_is_named(
    publish_build: Publishing, in_force: list[str], named: str | None
) -> None:
    before = Said({G9: (90.0, "unmet")}, [AREA, PUPILS], ["f1", "p1"])
    after = Said({G9: (95.0, "unmet")}, [AREA, PUPILS], in_force)
    assert because(publish_build, before, after) == named


def test_a_version_of_an_earlier_day_follows_no_other(publish_build: Publishing) -> None:
    publish_build(*FIRST.statements())
    after = Said({R4: (4.4, "met")}, [("1", "area", 880.0, "f2"), PUPILS], ["f2", "p1"])
    earlier = publish_build(*after.statements(), as_known_on=datetime(2024, 11, 1), move_current=False)
    assert changes(earlier) == []
