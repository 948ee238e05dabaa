"""Files that lie where nobody reads them are told, with the folder that is none of its kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.ingest.misplaced import Misplaced, county_folders, misplaced


def put(raw: Path, *paths: str) -> Path:
    for path in paths:
        (raw / path).parent.mkdir(parents=True, exist_ok=True)
        (raw / path).write_text("x", encoding="utf-8")
    return raw


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (["云山县/2024/a.csv", "云山县/2024/b/c.csv"], Misplaced("云山县", "", "no_county", 2)),
        (["371099/x.xlsx"], Misplaced("371099/x.xlsx", "371099", "beside_school_years", 1)),
        (["371099/2024学年/x.xlsx"], Misplaced("371099/2024学年", "371099", "no_school_year", 1)),
        (["x.xlsx"], Misplaced("x.xlsx", "", "beside_counties", 1)),
        (["3710990/2024/x.xlsx"], Misplaced("3710990", "", "no_county", 1)),
    ],
)
def test_a_file_that_lies_nowhere_is_told(tmp_path: Path, paths: list[str], told: Misplaced) -> None:
    assert misplaced(put(tmp_path, *paths)) == [told]


@pytest.mark.parametrize(
    "path", ["371099/2024/a.csv", "README.md", "sample/a.csv", ".git/a", "云山县/~$a.xlsx", "_旧/2024/a.csv"]
)
def test_what_is_read_or_passed_over_on_purpose_is_not_told(tmp_path: Path, path: str) -> None:
    assert misplaced(put(tmp_path, path)) == []


def test_of_chosen_counties_only_theirs_are_told_and_what_has_none(tmp_path: Path) -> None:
    raw = put(tmp_path, "371099/a.csv", "371098/a.csv", "a.csv")
    assert [one.path for one in misplaced(raw, ["371099"])] == ["371099/a.csv", "a.csv"]


def test_a_county_is_there_only_as_a_folder_of_its_code(tmp_path: Path) -> None:
    assert not county_folders(put(tmp_path, "云山县/2024/a.csv", "sample/a.csv"))
    assert county_folders(put(tmp_path, "371099/2024/a.csv"))
    assert not county_folders(tmp_path, ["371098"])
