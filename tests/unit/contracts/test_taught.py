"""What rows of the aliases teach: a new column, a heading of some years, a new subject."""

from __future__ import annotations

from pathlib import Path

from pipelines.contracts.recognising.aliases import AliasBook
from tests.unit.contracts.conftest import ALIASES, Check
from tests.unit.contracts.world import RIGHT, sheet
from tests.unit.ingest.building import workbook


def taught(tmp_path: Path, dataset: str, *rows: str) -> AliasBook:
    for path in ALIASES.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / f"{dataset}.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)
    return AliasBook.load(tmp_path)


def test_an_alias_row_teaches_a_new_numeric_column(tmp_path: Path, check: Check) -> None:
    book = taught(tmp_path, "school_statistics", "图书册数,books,,,")
    rows = [{**RIGHT["school_statistics"], "学校标识码": f"21370399{at:02}", "图书册数（册）": cell}
            for at, cell in enumerate(("1,218", None, -1, "多"))]  # fmt: skip
    result = check(sheet("school_statistics", *rows), book=book)
    (found,) = result.sheets
    assert found.accepted["books"].to_list() == [1218.0, None, None, None]
    assert [(one.rule, one.severity) for one in result.findings] == [
        ("books|unreadable", "unknown"),
        ("books|min", "unknown"),
    ]
    assert "图书册数（册）" in result.findings[0].message


def test_a_sheet_without_a_taught_column_lands_without_it(tmp_path: Path, check: Check) -> None:
    book = taught(tmp_path, "school_statistics", "图书册数,books,,,")
    (found,) = check(sheet("school_statistics", RIGHT["school_statistics"]), book=book).sheets
    assert "books" not in found.accepted.columns


def test_an_alias_holds_in_the_years_it_was_seen(tmp_path: Path, check: Check) -> None:
    row = {**RIGHT["class_roster"]}
    row["实有人数"] = row.pop("学生数（人）")
    content = workbook({"表": [list(row), list(row.values())]})
    old = taught(tmp_path, "class_roster", "实有人数,pupils,,2019,2021")
    assert check(content, book=old).state == "refused"
    new = taught(tmp_path, "class_roster", "实有人数,pupils,,2022,")
    assert check(content, book=new).sheets[0].accepted["pupils"].to_list() == [40]


def test_a_new_subject_is_a_row_of_the_aliases(tmp_path: Path, check: Check) -> None:
    book = taught(tmp_path, "exam_scores", "书法,书法,,,")
    (found,) = check(sheet("exam_scores", {**RIGHT["exam_scores"], "书法(50)": 44}), book=book).sheets
    assert found.accepted.filter(subject="书法").select("score", "full_mark").row(0) == (44, 50)
