"""What is said where the words outside a table do not agree with its folder or with its rows.

Another school year refuses a sheet, and so does a title by which its figures are of some alone or its table
does not hold; a month of another year, and a stage that no row has, are warned of.
What does not belong here: how the words are understood (recognising.titles).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.recognising.composed import Composed
from pipelines.contracts.recognising.form_titles import titles_of
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
from pipelines.contracts.telling.years_of_columns import of_another_year
from pipelines.ingest.model import Finding, Severity

NAMED = "标题或工作表名称里有"


@dataclass(frozen=True, slots=True)
class TitleFault:
    """What a word in a title may mean, and what the sender can do.

    Attributes:
        rule: under which it is told.
        doubt: what the figures, or the table, may be.
        expected: what is asked for.
        remedy: what to do where they are what is asked for, and where they are not.
    """

    rule: str
    doubt: str
    expected: str
    remedy: str


OF_A_PART = TitleFault(
    rule="title_of_a_part",
    doubt="表中的数可能只是一部分，或不是实际的数",
    expected="全部学生、教师的实际数",
    remedy="数是全部的，请删去标题里的这个词；不是的请改报全部的数",
)
VOID = TitleFault(
    rule="title_of_a_void_table",
    doubt="这张表可能不是正式报送的表",
    expected="正式报送的表",
    remedy="是正式的表，请删去标题或工作表名称里的这个词；不是的请换成正式的表",
)
OF_THE_YEAR_BEFORE = TitleFault(
    rule="other_school_year",
    doubt="表中的数可能是以前学年的",
    expected="要报送的学年的数",
    remedy="是要报送的学年的数，请在标题里写明学年；不是的请换成本学年的表",
)


@dataclass(frozen=True, slots=True)
class Titled:
    """A sheet with the words outside its table, the nearest first."""

    dataset: Dataset
    sheet: str | None
    lines: Sequence[str]

    @classmethod
    def of(cls, table: Table) -> Titled:
        """A table with what stands above it."""
        return cls(table.found.dataset, table.sheet.name or None, table.found.titled)

    def years(self, told: Callable[[str], frozenset[int]]) -> frozenset[int]:
        """The school years that the words tell; none where the rows have years of their own."""
        return frozenset() if self.has_own_year else frozenset[int]().union(*map(told, self.lines))

    @property
    def has_own_year(self) -> bool:
        """Whether the rows say of which year they are."""
        return bool(self.dataset.names_its_own_year or self.dataset.dated_by)


def refusing(table: Table, school_year: int | None) -> list[Finding]:
    """A sheet that tells another year, that it is of some alone, or that it does not hold."""
    return [*_refusing(Titled.of(table), school_year), *of_another_year(table, school_year)]


def noted(table: Table, school_year: int | None) -> list[Finding]:
    """A month of another school year; and, where the folder's is not known, the school year that was read."""
    return _noted(Titled.of(table), school_year)


def of_forms(composed: Composed, school_year: int | None) -> list[Finding]:
    """The same of the forms of a workbook out of which rows are put together."""
    forms = [Titled(composed.dataset, form.name or None, titles_of(form)) for form in composed.used]
    faults = [fault for form in forms for fault in _refusing(form, school_year)]
    others = [fault for form in forms for fault in _noted(form, school_year)]
    # a year that every form tells is told once
    return [*faults, *(others if school_year is not None else others[:1])]


def _refusing(titled: Titled, school_year: int | None) -> list[Finding]:
    told = titled.years(school_years_told)
    if void := void_told(titled.lines):
        return [_of_its_words(titled, VOID, void)]
    if not told and not titled.has_own_year and (word := year_before_told(titled.lines)):
        return [_of_its_words(titled, OF_THE_YEAR_BEFORE, word)]
    if part := None if titled.dataset.has_persons else part_told(titled.lines):
        return [_of_its_words(titled, OF_A_PART, part)]
    if school_year is None or not told or school_year in told:
        return []
    return [_of_years(titled, "other_school_year", "refuse", f"标题写的是{_named(told)}", school_year)]


def _noted(titled: Titled, school_year: int | None) -> list[Finding]:
    told = titled.years(school_years_told)
    if school_year is None:
        return [_read(titled, told)] if told else []
    of_months = titled.years(school_years_of_months)
    if told or not of_months or school_year in of_months:
        return []
    found = f"标题里的月份在{_named(of_months)}"
    return [_of_years(titled, "month_of_another_year", "warn", found, school_year)]


def of_stages(typed: TypedRows) -> list[Finding]:
    """A title that names a stage which none of the rows has."""
    present = typed.found.columns
    columns = [one for name, one in typed.found.dataset.columns.items() if name in present]
    column = next((one for one in columns if one.words == STAGES), None)
    told = stage_told(typed.found.titled) if column else None
    if column is None or told is None:
        return []
    stages = set(typed.rows[column.name].drop_nulls().unique().to_list())
    if not stages or told in stages:
        return []
    return [
        _told(
            Titled(typed.found.dataset, typed.sheet.name or None, typed.found.titled),
            "stage_of_title_differs",
            f"标题或工作表名称写的是“{told}”，“{column.heading}”列"
            f"写的是“{'、'.join(sorted(stages))}”，已按列读取",
            "标题和列一致",
            "请核对学段，把标题或列改正后重新报送。",
            "warn",
        )
    ]


def _read(titled: Titled, years: frozenset[int]) -> Finding:
    """What a clerk's own check reads, who has no folder that tells a school year."""
    return _told(
        titled,
        "school_year_read",
        f"从标题读到{_named(years)}",
        "与要报送的学年一致",
        "请核对是要报送的学年；是则不必理会。",
        "note",
    )


def _of_years(titled: Titled, rule: str, severity: Severity, found: str, school_year: int) -> Finding:
    return _told(
        titled,
        rule,
        f"{found}，文件却放在{_named([school_year])}的文件夹里",
        _named([school_year]),
        "请核对：放错了文件夹请移到相应学年的文件夹；标题写错了请改正标题后重新报送。",
        severity,
    )


def _of_its_words(titled: Titled, fault: TitleFault, word: str) -> Finding:
    return _told(
        titled,
        fault.rule,
        f"{NAMED}“{word}”，{fault.doubt}",
        fault.expected,
        f"请核对：{fault.remedy}后重新报送。",
    )


def _told(
    titled: Titled, rule: str, found: str, expected: str, remedy: str, severity: Severity = "refuse"
) -> Finding:
    """What is said of a table as a whole."""
    return Finding(
        rule=rule,
        severity=severity,
        found=found,
        expected=expected,
        remedy=remedy,
        dataset=titled.dataset.name,
        sheet=titled.sheet,
    )


def _named(years: Iterable[int]) -> str:
    return "、".join(f"{year}–{year + 1}学年" for year in sorted(years))
