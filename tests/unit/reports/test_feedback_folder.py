"""The feedback workbooks of a home follow what lies in `raw/`."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pipelines.landing.land import land
from pipelines.reports.feedback_folder import bring_up_to_date
from pipelines.settings import Settings

ROSTER = "学校标识码,学段,年级,班级,学生数\n"
RIGHT, WRONG = f"{ROSTER}2137039901,小学,一年级,1班,40\n", f"{ROSTER}2137039901,小学,一年级,1班,四十\n"


@dataclasses.dataclass
class Home:
    settings: Settings
    nights: int = 0

    @property
    def county(self) -> Path:
        return self.settings.raw / "370399" / "2024-2025"

    def put(self, path: str, text: str) -> None:
        target = self.county / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def night(self) -> int:
        """One landing, then the workbooks; returns how many were written."""
        self.nights += 1
        now = datetime(2024, 11, 1) + timedelta(days=self.nights)
        land(self.settings, refresh_id=f"r{self.nights}", now=now)
        return bring_up_to_date(self.settings)

    def workbooks(self) -> list[str]:
        folder = self.settings.feedback
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.xlsx"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    raw = tmp_path / "raw"
    raw.mkdir()
    return Home(Settings(raw=raw, home=tmp_path / "warehouse", settle_seconds=0, hold_share=0.9))


def test_a_file_with_faults_has_a_workbook_below_its_provider_and_a_right_one_has_none(home: Home) -> None:
    home.put("城关镇/名册.csv", WRONG)
    home.put("县里.csv", WRONG.replace("1班", "2班"))
    home.put("对.csv", RIGHT.replace("1班", "3班"))
    assert home.night() == 2
    assert home.workbooks() == [
        "370399/2024/县级/县里.csv.反馈.xlsx",
        "370399/2024/城关镇/名册.csv.反馈.xlsx",
    ]


def test_what_did_not_change_is_not_written_again(home: Home) -> None:
    home.put("a.csv", WRONG)
    assert home.night() == 1
    assert home.night() == 0
    assert len(home.workbooks()) == 1


def test_the_workbook_goes_when_the_file_is_put_right(home: Home) -> None:
    home.put("a.csv", WRONG)
    home.night()
    home.put("a.csv", RIGHT)
    home.night()
    assert home.workbooks() == []
    assert not (home.settings.feedback / "370399").exists(), "no empty folder stays"


def test_the_workbook_goes_when_the_file_is_withdrawn(home: Home) -> None:
    home.put("a.csv", WRONG)
    for number in range(9):
        home.put(f"{number}.csv", RIGHT.replace("1班", f"{number}班"))
    home.night()
    (home.county / "a.csv").unlink()
    home.night()
    assert home.workbooks() == []


def test_the_workbook_comes_back_when_the_faulty_content_does(home: Home) -> None:
    for content, workbooks in ((WRONG, 1), (RIGHT, 0), (WRONG, 1)):
        home.put("a.csv", content)
        home.night()
        assert len(home.workbooks()) == workbooks


def test_a_workbook_that_was_deleted_or_left_out_by_a_killed_refresh_is_made_good(home: Home) -> None:
    home.put("a.csv", WRONG)
    home.night()
    (home.settings.feedback / "370399/2024/县级/a.csv.反馈.xlsx").unlink()
    assert home.night() == 1
    (home.settings.feedback / "index.json").write_text("{ no json")
    assert home.night() == 1
    assert len(home.workbooks()) == 1


def test_of_a_disk_that_is_not_mounted_the_workbooks_stay(home: Home) -> None:
    classes = "".join(f"2137039901,小学,一年级,{number}班,40\n" for number in range(2, 20))
    home.put("a.csv", WRONG + classes)
    home.night()
    home.county.rename(home.county.with_name("away"))
    home.night()
    assert len(home.workbooks()) == 1


def test_what_others_put_into_the_folder_is_left_alone(home: Home) -> None:
    home.put("a.csv", WRONG)
    home.night()
    letter = home.settings.feedback / "370399" / "2024" / "县级" / "说明.docx"
    letter.write_text("x")
    home.put("a.csv", RIGHT)
    home.night()
    assert letter.exists()
    assert home.workbooks() == []
