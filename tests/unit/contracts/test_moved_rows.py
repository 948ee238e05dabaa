"""A cell too many or too few moves all that follow it: nobody knows which cell is of which column."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipelines.ingest.oddities import MISSING_MARK
from pipelines.ingest.text import read_text
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT
from tests.unit.ingest.building import Cell, workbook

HEADINGS, ROW = list(RIGHT["teacher_posts"]), list(RIGHT["teacher_posts"].values())
OTHER = ["3137039902", *ROW[1:]]


def text(*lines: Sequence[Cell]) -> bytes:
    return "\n".join(",".join("" if cell is None else str(cell) for cell in line) for line in lines).encode()


def test_a_row_moved_to_the_right_is_set_aside(check: Check) -> None:
    moved = [*ROW[:2], ROW[1], *ROW[2:]]
    result = check(workbook({"表": [HEADINGS, moved, OTHER]}))
    assert result.sheets[0].accepted["school_code"].to_list() == ["3137039902"]
    assert [(one.rule, one.severity, one.row) for one in result.findings] == [("extra_cells", "set_aside", 2)]


REMARKED, DONE = [*HEADINGS, "备注"], [*OTHER, "已核对"]


@pytest.mark.parametrize("end", [".xlsx", ".csv"])
@pytest.mark.parametrize(
    ("row", "is_moved"),
    [
        ([*ROW[:2], None, *ROW[2:]], True),
        ([*ROW[:2], ROW[1], *ROW[2:], "已核对"], True),
        ([*ROW[:2], None, *ROW[3:], "暂缺"], False),
        ([*ROW, 12], False),
    ],
)
def test_a_row_with_a_figure_among_the_remarks_and_a_gap_has_moved(
    row: Sequence[Cell], is_moved: bool, end: str, check: Check
) -> None:
    rows = [REMARKED, row, DONE, ["4137039903", *DONE[1:]]]
    result = check(workbook({"表": rows}) if end == ".xlsx" else text(*rows), f"a{end}")
    assert result.sheets[0].rows_accepted == (2 if is_moved else 3)


def test_a_row_whose_cells_belong_one_column_further_left_has_moved(check: Check) -> None:
    """Its last cell is blank, so that nothing stands beside the table."""
    right = {**RIGHT["school_register"], list(RIGHT["school_register"])[-1]: None}
    cells = list(right.values())
    moved = [*cells[:2], None, *cells[2:-1]]
    result = check(workbook({"表": [list(right), moved, ["3137039902", *cells[1:]]]}))
    assert result.sheets[0].accepted["school_code"].to_list() == ["3137039902"]
    assert "extra_cells" in [one.rule for one in result.findings]


@pytest.mark.parametrize("beside", [["已核对", None], ["见附件", "张"], [45, 45]])
def test_what_people_write_beside_a_table_moves_no_row(beside: Sequence[Cell], check: Check) -> None:
    rows = [[*row, cell] for row, cell in zip((ROW, OTHER), beside, strict=True)]
    result = check(workbook({"表": [HEADINGS, *rows]}))
    assert result.sheets[0].rows_accepted == 2


def test_a_line_short_of_a_cell_is_told(check: Check) -> None:
    (told,) = check(text(HEADINGS, [*ROW[:2], *ROW[3:]], OTHER), "a.csv").findings
    assert (told.severity, told.row) == ("unknown", 2)
    assert "比别的行少" in told.found


@pytest.mark.parametrize("quoted", ["", '"a\nb"'])
def test_a_single_short_line_is_marked_where_its_cells_end(quoted: str) -> None:
    content = f"标题\n甲,乙,丙,丁\n1,2,3,4\n1,2,3\n5,6,7,{quoted or 8}\n".encode()
    grid = read_text(content)
    assert grid.row(0)[1:] == (None,) * 3
    assert grid.row(3) == ("1", "2", "3", MISSING_MARK)


def test_a_program_that_leaves_out_blanks_at_the_end_is_none_that_lost_cells() -> None:
    lines = ["甲,乙,丙,丁", *["1,2,3"] * 5, *["1,2,3,4"] * 10]
    assert MISSING_MARK not in {cell for row in read_text("\n".join(lines).encode()).rows() for cell in row}
