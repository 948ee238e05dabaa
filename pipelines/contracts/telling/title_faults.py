"""What is said where the words outside a table do not agree with its folder or with its rows.

Another school year refuses a sheet, and so does a title by which its figures are of some alone or its table
does not hold; a month of another year, and a stage that no row has, are warned of.
What does not belong here: how the words are understood (recognising.titles).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipelines.contracts.recognising.by_headings import Recognised
from pipelines.contracts.recognising.titles import (
    STAGES,
    part_told,
    school_years_of_months,
    school_years_told,
    stage_told,
    void_told,
    year_before_told,
)
from pipelines.contracts.recognising.typed_rows import TypedRows
from pipelines.contracts.recognising.whole_file import Table
from pipelines.ingest.model import Finding, Severity

NAMED = "标题或工作表名称里有"


def refusing(table: Table, school_year: int | None) -> list[Finding]:
    """A sheet whose title tells another school year, that it is of some alone, or that it does not hold."""
    told = _years(table.found, school_years_told)
    if void := void_told(table.found.titled):
        return [_void(table, void)]
    has_own_year = table.found.dataset.names_its_own_year or table.found.dataset.dated_by
    if not told and not has_own_year and (word := year_before_told(table.found.titled)):
        return [_of_the_year_before(table, word)]
    if part := None if table.found.dataset.has_persons else part_told(table.found.titled):
        return [_of_a_part(table, part)]
    if school_year is None or not told or school_year in told:
        return []
    return [_of_years(table, "other_school_year", "refuse", f"标题写的是{_named(told)}", school_year)]


def noted(table: Table, school_year: int | None) -> list[Finding]:
    """A month of another school year; and, where the folder's is not known, the school year that was read."""
    told = _years(table.found, school_years_told)
    if school_year is None:
        return [_read(table, told)] if told else []
    of_months = _years(table.found, school_years_of_months)
    if told or not of_months or school_year in of_months:
        return []
    found = f"标题里的月份在{_named(of_months)}"
    return [_of_years(table, "month_of_another_year", "warn", found, school_year)]


def of_stages(typed: TypedRows) -> list[Finding]:
    """A title that names a stage which none of the rows has."""
    columns = [one for name, one in typed.found.dataset.columns.items() if name in typed.found.columns]
    column = next((one for one in columns if one.words == STAGES), None)
    told = stage_told(typed.found.titled) if column else None
    stages = set(typed.rows[column.name].drop_nulls().to_list()) if column else set()
    if column is None or told is None or not stages or told in stages:
        return []
    return [
        _told(
            typed,
            "stage_of_title_differs",
            f"标题或工作表名称写的是“{told}”，“{column.heading}”列"
            f"写的是“{'、'.join(sorted(stages))}”，已按列读取",
            "标题和列一致",
            "请核对学段，把标题或列改正后重新报送。",
            "warn",
        )
    ]


def _years(found: Recognised, told: Callable[[str], frozenset[int]]) -> frozenset[int]:
    """The school years that the words outside a table tell; none where the rows have years of their own."""
    if found.dataset.names_its_own_year or found.dataset.dated_by:
        return frozenset()
    return frozenset[int]().union(*map(told, found.titled))


def _read(table: Table, years: frozenset[int]) -> Finding:
    """What a clerk's own check reads, who has no folder that tells a school year."""
    return _told(
        table,
        "school_year_read",
        f"从标题读到{_named(years)}",
        "与要报送的学年一致",
        "请核对是要报送的学年；是则不必理会。",
        "note",
    )


def _of_years(table: Table, rule: str, severity: Severity, found: str, school_year: int) -> Finding:
    return _told(
        table,
        rule,
        f"{found}，文件却放在{_named([school_year])}的文件夹里",
        _named([school_year]),
        "请核对：放错了文件夹请移到相应学年的文件夹；标题写错了请改正标题后重新报送。",
        severity,
    )


def _of_a_part(table: Table, part: str) -> Finding:
    return _told(
        table,
        "title_of_a_part",
        f"{NAMED}“{part}”，表中的数可能只是一部分，或不是实际的数",
        "全部学生、教师的实际数",
        "请核对：数是全部的，请删去标题里的这个词；不是的请改报全部的数。",
    )


def _void(table: Table, word: str) -> Finding:
    return _told(
        table,
        "title_of_a_void_table",
        f"{NAMED}“{word}”，这张表可能不是正式报送的表",
        "正式报送的表",
        "请核对：是正式的表，请删去标题或工作表名称里的这个词；不是的请换成正式的表后重新报送。",
    )


def _of_the_year_before(table: Table, word: str) -> Finding:
    return _told(
        table,
        "other_school_year",
        f"{NAMED}“{word}”，表中的数可能是以前学年的",
        "要报送的学年的数",
        "请核对：是要报送的学年的数，请在标题里写明学年；不是的请换成本学年的表后重新报送。",
    )


def _told(
    table: Table | TypedRows, rule: str, found: str, expected: str, remedy: str, severity: Severity = "refuse"
) -> Finding:
    """What is said of a table as a whole."""
    return Finding(
        rule=rule,
        severity=severity,
        found=found,
        expected=expected,
        remedy=remedy,
        dataset=table.found.dataset.name,
        sheet=table.sheet.name or None,
    )


def _named(years: Iterable[int]) -> str:
    return "、".join(f"{year}–{year + 1}学年" for year in sorted(years))
