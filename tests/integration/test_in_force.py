"""Which rows are in force, for every dataset, in whatever way people hand things in (datasets.md).

Every case is a county of its own; all of them go through the same nights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.landing import readers
from pipelines.settings import Settings
from tests.integration.nights import InForce, Nights, check_content
from tests.integration.staging import Staging

Night = tuple[Mapping[str, str | tuple[int, str] | None], Sequence[str]]
"""What is handed in by path (None: taken away; with a minute: modified then), what is in force after it."""
CASES: dict[str, Sequence[Night]] = {
    "the same file again says nothing new": [
        ({"a": "A 1"}, ["A 1"]),
        ({"a": "A 1"}, ["A 1"]),
    ],
    "the same content under a second name counts once": [
        ({"a": "A 1"}, ["A 1"]),
        ({"b": "A 1"}, ["A 1"]),
        ({"a": None}, ["A 1"]),
    ],
    "a changed file withdraws all rows of its former content": [
        ({"a": "A 1\nA 2\nB 3"}, ["A 1", "A 2", "B 3"]),
        ({"a": "A 4"}, ["A 4"]),
    ],
    "of a changed file another file is older, whatever came first": [
        ({"a": "A 1"}, ["A 1"]),
        ({"b": "A 2"}, ["A 2"]),
        ({"a": "A 3"}, ["A 3"]),
    ],
    "what goes back to its former words is as old as they are": [
        ({"a": "A 1"}, ["A 1"]),
        ({"b": "A 2"}, ["A 2"]),
        ({"a": "A 3"}, ["A 3"]),
        ({"a": "A 1"}, ["A 2"]),
    ],
    "a renamed file is as old as it was": [
        ({"a": "A 1"}, ["A 1"]),
        ({"b": "A 2"}, ["A 2"]),
        ({"a": None, "c": "A 1"}, ["A 2"]),
    ],
    "whole, then in parts": [
        ({"all": "A 1\nB 1\nC 1"}, ["A 1", "B 1", "C 1"]),
        ({"a": "A 2"}, ["A 2", "B 1", "C 1"]),
        ({"b": "B 2"}, ["A 2", "B 2", "C 1"]),
    ],
    "in parts, then whole": [
        ({"a": "A 1", "b": "B 1"}, ["A 1", "B 1"]),
        ({"all": "A 2\nB 2"}, ["A 2", "B 2"]),
    ],
    "a newer file replaces every older row of its scope": [
        ({"a": "A 1\nA 2\nA 3"}, ["A 1", "A 2", "A 3"]),
        ({"b": "A 4"}, ["A 4"]),
    ],
    "what a file taken away had replaced speaks again, until it is brought back": [
        ({"a": "A 1\nB 1"}, ["A 1", "B 1"]),
        ({"b": "A 2"}, ["A 2", "B 1"]),
        ({"b": None}, ["A 1", "B 1"]),
        ({"b": "A 2"}, ["A 2", "B 1"]),
    ],
    "a file taken away that nothing had come before leaves nothing": [
        ({"a": "A 1", "b": "B 1"}, ["A 1", "B 1"]),
        ({"a": None}, ["B 1"]),
        ({"b": None}, []),
    ],
    "a refused file changes nothing until it is right": [
        ({"a": "A 1\nB 1"}, ["A 1", "B 1"]),
        ({"a": "refuse"}, ["A 1", "B 1"]),
        ({"a": "refuse", "b": "B 2"}, ["A 1", "B 2"]),
        ({"a": "A 3"}, ["A 3", "B 2"]),
    ],
    "a refused file that is taken away takes with it what stood before it": [
        ({"a": "A 1"}, ["A 1"]),
        ({"a": "refuse"}, ["A 1"]),
        ({"a": None}, []),
    ],
    "of two at once the later modified one speaks": [
        ({"a": (2, "A 1"), "b": (1, "A 2")}, ["A 1"]),
    ],
    "of two at once, modified in the same moment, the later path speaks": [
        ({"a": (1, "A 1"), "b": (1, "A 2")}, ["A 2"]),
    ],
    "a file first seen later speaks, even if it was modified earlier": [
        ({"a": (9, "A 1")}, ["A 1"]),
        ({"b": (1, "A 2")}, ["A 2"]),
    ],
    "another school year is another scope": [
        ({"2023/a": "A 1", "2024/a": "A 1"}, ["A 1", "A 1"]),
        ({"2024/a": "A 2"}, ["A 1", "A 2"]),
    ],
}
COUNTIES = {case: f"{990100 + number}" for number, case in enumerate(CASES)}
LONGEST = max(map(len, CASES.values()))


@dataclass(frozen=True)
class Passed:
    """All nights have passed: what was in force after each, and the store as it is now."""

    nights: Nights
    after: Sequence[InForce]


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory, staging: Staging) -> Passed:
    folder = tmp_path_factory.mktemp("in_force")
    # no loss is too great, because the counties here are of one or two files
    settings = Settings(raw=folder / "raw", home=folder / "warehouse", settle_seconds=0, hold_share=1)
    nights, after = Nights(settings, staging), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readers, "check_content", check_content)
        for at in range(LONGEST):
            for case, steps in CASES.items():
                for path, said in steps[at][0].items() if at < len(steps) else ():
                    if said is None:
                        nights.take(COUNTIES[case], path)
                    else:
                        minute, text = said if isinstance(said, tuple) else (0, said)
                        nights.put(COUNTIES[case], path, text, minute=minute)
            nights.pass_one()
            after.append(nights.in_force())
    return Passed(nights, after)


@pytest.mark.parametrize("case", CASES)
def test_after_every_night_exactly_the_rows_are_in_force_that_the_rules_say(
    passed: Passed, case: str
) -> None:
    for at, (_, expected) in enumerate(CASES[case]):
        found = {dataset: passed.after[at].get((COUNTIES[case], dataset), []) for dataset in DATASETS}
        assert found == dict.fromkeys(DATASETS, expected), f"after night {at + 1}"


@pytest.mark.parametrize("at", range(LONGEST))
def test_what_was_in_force_on_any_night_can_be_computed_again_later(passed: Passed, at: int) -> None:
    """Nothing is deleted from landing, so every night's truth comes back as known on that night."""
    assert passed.nights.in_force(passed.nights.ended[at]) == passed.after[at]


def test_two_files_that_speak_for_one_scope_at_once_are_told_and_both_are_named(passed: Passed) -> None:
    with passed.nights.staging.on(passed.nights.settings) as connection:
        told = connection.execute("""
            select files.county_code, findings.dataset, findings.found
            from intermediate.int_findings__two_files_one_scope as findings
            inner join staging.stg_ledger__file_versions as files using (file_id)
            order by all
        """).fetchall()
    at_once = sorted(county for case, county in COUNTIES.items() if case.startswith("of two at once"))
    assert [(county, dataset) for county, dataset, _ in told] == [
        (county, dataset) for county in at_once for dataset in sorted(DATASETS)
    ]
    assert all("a 与 b" in found or "b 与 a" in found for *_, found in told)
