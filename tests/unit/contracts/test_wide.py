"""A sheet as wide as a spreadsheet can be, of which little or nothing is known."""

from __future__ import annotations

import time

import pytest

from tests.unit.contracts.conftest import Check
from tests.unit.ingest.building import lines


@pytest.mark.parametrize("known", [[], ["学校标识码", "学段"]])
def test_it_is_refused_in_under_a_second_of_processor_time(known: list[str], check: Check) -> None:
    headings = [*known, *(f"在校生情况{number}" for number in range(16_000))]
    content = lines(",".join(headings), ",".join(map(str, range(len(headings)))))
    began = time.process_time()
    assert check(content, "a.csv").state == "refused"
    assert time.process_time() - began < 1
