"""Every movement of a figure is remembered by each later version; by hand in `two_versions`."""

from __future__ import annotations

from pipelines.warehouse.reading import open_version
from pipelines.warehouse.versions import Version
from tests.unit.warehouse.conftest import Publishing
from tests.unit.warehouse.two_versions import Said

PUPILS = ("1", "pupils", 200.0, "p1")


def said(value: float, verdict: str, file: str) -> list[str]:
    area = ("1", "area", value * 200, file)
    return Said({("1", "R4"): (value, verdict)}, [area, PUPILS], [file, "p1"]).statements()


def history(version: Version) -> list[tuple[object, ...]]:
    with open_version(version) as connection:
        return connection.execute(
            """select version, previous_version, column_name, before, after, because_file_id
            from quality.figure_history order by all"""
        ).fetchall()


def test_each_version_adds_what_moved_to_what_the_one_before_knew(publish_build: Publishing) -> None:
    first = publish_build(*said(4.5, "met", "f1"))
    second = publish_build(*said(4.4, "near", "f2"))
    third = publish_build(*said(4.6, "met", "f3"))
    assert history(first) == []
    of_second = [
        (second.name, first.name, "status", "met", "near", "f2"),
        (second.name, first.name, "value", "4.5", "4.4", "f2"),
    ]
    assert history(second) == of_second
    assert history(third) == [
        *of_second,
        (third.name, second.name, "status", "near", "met", "f3"),
        (third.name, second.name, "value", "4.4", "4.6", "f3"),
    ]


def test_a_version_in_which_nothing_moved_forgets_nothing(publish_build: Publishing) -> None:
    publish_build(*said(4.5, "met", "f1"))
    second = publish_build(*said(4.4, "near", "f2"))
    assert history(publish_build(*said(4.4, "near", "f2"))) == history(second) != []
