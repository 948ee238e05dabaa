"""A number in a column of days is read as a spreadsheet counts days, and that is told."""

from __future__ import annotations

from datetime import date

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import changed, sheet


def test_a_serial_number_that_reads_as_a_day_is_told_with_the_day(check: Check) -> None:
    """45170 days after the last day but one of 1899 is 1 September 2023."""
    result = check(sheet("incident_register", changed("incident_register", 发生日期=45170)))
    assert result.sheets[0].accepted["incident_date"].to_list() == [date(2023, 9, 1)]
    (told,) = (one for one in result.findings if one.rule == "serial_day")
    assert (told.severity, told.row, told.column) == ("warn", 3, "发生日期")
    assert "45170" in told.found and "2023-09-01" in told.found


def test_of_a_person_neither_the_number_nor_the_day_is_quoted(check: Check) -> None:
    result = check(sheet("student_roster", changed("student_roster", 出生日期=41644)))
    (told,) = (one for one in result.findings if one.rule == "serial_day")
    assert "41644" not in told.message and "2014" not in told.found


def test_a_day_that_is_written_as_one_needs_no_word(check: Check) -> None:
    result = check(sheet("incident_register", changed("incident_register")))
    assert [one for one in result.findings if one.rule == "serial_day"] == []
