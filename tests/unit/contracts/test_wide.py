"""A sheet as wide as a spreadsheet can be, of which little or nothing is known."""

from __future__ import annotations

import time

import pytest

from pipelines.ingest import top_of_workbook
from pipelines.ingest.worksheet_xml import _letters
from tests.corpus.packing import package
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT
from tests.unit.ingest.building import lines

ROWS = 600


def wide_workbook(headings: list[str], cells: list[str], columns: int) -> bytes:
    """A workbook of so many columns; the first have these headings and, in every row, these cells."""

    def text(at: int, told: str) -> str:
        return f'<c r="{_letters(at)}@" t="inlineStr"><is><t>{told}</t></is></c>'

    words = [*headings, *(f"问题{at}" for at in range(columns - len(headings)))]
    figures = (f'<c r="{_letters(at)}@"><v>9</v></c>' for at in range(len(cells), columns))
    first = "".join(text(at, word) for at, word in enumerate(words))
    others = "".join((*(text(at, cell) for at, cell in enumerate(cells)), *figures))
    rows = [f'<row r="1">{first.replace("@", "1")}</row>']
    # each row a class of its own
    rows += [
        f'<row r="{at}">{others.replace("@", str(at)).replace("1班", f"{at}班")}</row>'
        for at in range(2, ROWS + 2)
    ]
    return package("".join(rows))


@pytest.mark.parametrize("known", [[], ["学校标识码", "学段"]])
def test_it_is_refused_in_under_a_second_of_processor_time(known: list[str], check: Check) -> None:
    headings = [*known, *(f"在校生情况{number}" for number in range(16_000))]
    content = lines(",".join(headings), ",".join(map(str, range(len(headings)))))
    began = time.process_time()
    assert check(content, "a.csv").state == "refused"
    assert time.process_time() - began < 1


def test_a_workbook_of_which_nothing_is_known_is_refused_by_its_top_in_under_a_second(check: Check) -> None:
    content = wide_workbook([], [], 3000)
    # a processor that others share takes longer for the same
    taken = [time.process_time()]
    while len(taken) < 2 or (len(taken) < 5 and taken[-1] - taken[-2] >= 1):
        result = check(content)
        taken.append(time.process_time())
    assert taken[-1] - taken[-2] < 1
    assert result.state == "refused"
    assert [finding.rule for finding in result.findings] == ["unrecognised", "nothing_recognised"]


def test_what_its_top_tells_is_what_the_whole_would_tell(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = wide_workbook(["学校标识码"], ["2137039901"], 400)
    assert top_of_workbook.top_of_workbook(content)
    by_its_top = check(content)
    monkeypatch.setattr(top_of_workbook, "LARGE", len(content))
    assert top_of_workbook.top_of_workbook(content) is None
    whole = check(content)
    assert (by_its_top.state, by_its_top.findings) == (whole.state, whole.findings)


def test_all_rows_land_where_a_wide_workbook_is_known(check: Check) -> None:
    row = {heading: str(cell) for heading, cell in RIGHT["class_roster"].items()}
    content = wide_workbook([*row], [*row.values()], 400)
    assert top_of_workbook.top_of_workbook(content)
    result = check(content)
    assert (result.state, result.sheets[0].rows_accepted) == ("accepted", ROWS)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('<row><c r="ZZ1"><v>1</v></c></row>' * 10, id="rows that do not say which they are"),
        pytest.param('<row r="1"><c r="ZZ1"><v>1</v></c></row>', id="few rows"),
        pytest.param(f'<row r="1"><c r="B1"><v>1</v></c></row>{" " * 1000}<row r="99"/>', id="few columns"),
        pytest.param("<row", id="cut"),
    ],
)
def test_a_workbook_without_a_top_of_its_own_is_read_whole(
    rows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(top_of_workbook, "LARGE", 0)
    assert top_of_workbook.top_of_workbook(package(rows)) is None
    assert top_of_workbook.top_of_workbook(b"PK\x03\x04 no archive") is None
