"""The feedback workbooks of a home follow what lies in `raw/`."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from pipelines.feedback import folder, writing
from pipelines.feedback.folder import bring_up_to_date
from pipelines.landing.land import land
from pipelines.landing.store import store_path
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

    def verdict(self, workbook: str) -> str:
        """What a workbook says became of its file."""
        first = openpyxl.load_workbook(self.settings.feedback / workbook)["问题清单"]
        return str(dict(row[:2] for row in first.values)["结论"])

    def workbooks(self) -> list[str]:
        folder = self.settings.feedback
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.xlsx"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    raw = tmp_path / "raw"
    raw.mkdir()
    return Home(Settings(raw=raw, home=tmp_path / "warehouse", settle_seconds=0, hold_share=0.9))


def test_every_file_has_a_workbook_below_its_provider(home: Home) -> None:
    home.put("城关镇/名册.csv", WRONG)
    home.put("县里.csv", WRONG.replace("1班", "2班"))
    home.put("对.csv", RIGHT.replace("1班", "3班"))
    assert home.night() == 3
    assert home.workbooks() == [
        "370399/2024/县级/县里.csv.反馈.xlsx",
        "370399/2024/县级/对.csv.反馈.xlsx",
        "370399/2024/城关镇/名册.csv.反馈.xlsx",
    ]


def test_what_did_not_change_is_not_written_again(home: Home) -> None:
    home.put("a.csv", WRONG)
    assert home.night() == 1
    assert home.night() == 0
    assert len(home.workbooks()) == 1


def test_when_the_file_is_put_right_the_workbook_says_so(home: Home) -> None:
    verdicts = []
    for content in (WRONG, RIGHT, WRONG):
        home.put("a.csv", content)
        assert home.night() == 1
        verdicts.append(home.verdict("370399/2024/县级/a.csv.反馈.xlsx"))
    assert verdicts[1] == "采用，文件本身没有要改的地方；和其他材料的比对还没有做。", (
        "there is no version yet"
    )
    assert verdicts[0] == verdicts[2] and "没有采用" in verdicts[0]


def test_a_receipt_is_written_without_reading_the_file_again(home: Home) -> None:
    home.put("a.csv", RIGHT)
    home.night()
    workbook = home.settings.feedback / "370399/2024/县级/a.csv.反馈.xlsx"
    before = openpyxl.load_workbook(workbook)["问题清单"]
    workbook.unlink()
    home.county.rename(home.county.with_name("away"))
    assert bring_up_to_date(home.settings) == 1
    after = openpyxl.load_workbook(workbook)["问题清单"]
    assert list(after.values) == list(before.values)
    assert "读入 1，合格 1，搁置 0，略过 0" in [cell for row in after.values for cell in row]


def test_the_workbook_goes_when_the_file_is_withdrawn(home: Home) -> None:
    home.put("a.csv", WRONG)
    for number in range(9):
        home.put(f"{number}.csv", RIGHT.replace("1班", f"{number}班"))
    home.night()
    home.put("镇/b.csv", RIGHT.replace("1班", "b班"))
    home.night()
    assert len(home.workbooks()) == 11
    (home.county / "a.csv").unlink()
    (home.county / "镇" / "b.csv").unlink()
    home.night()
    assert len(home.workbooks()) == 9 and "370399/2024/县级/a.csv.反馈.xlsx" not in home.workbooks()
    assert not (home.settings.feedback / "370399/2024/镇").exists(), "no empty folder stays"


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
    for number in range(9):
        home.put(f"{number}.csv", RIGHT.replace("1班", f"{number}班"))
    home.night()
    (home.county / "a.csv").unlink()
    home.night()
    assert letter.exists()
    assert "370399/2024/县级/a.csv.反馈.xlsx" not in home.workbooks()


def test_a_county_of_which_nothing_new_is_to_be_told_is_left_alone(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.put("a.csv", WRONG)
    home.night()
    monkeypatch.setattr(folder, "read_store", None)
    assert home.night() == 0


def test_a_county_whose_store_is_damaged_keeps_its_workbooks_and_another_is_answered(home: Home) -> None:
    home.put("a.csv", WRONG)
    home.night()
    store = store_path(home.settings, "370399")
    content = store.read_bytes()
    store.write_bytes(content[: len(content) // 2])
    other = home.settings.raw / "990101" / "2024" / "b.csv"
    other.parent.mkdir(parents=True)
    other.write_text(WRONG, encoding="utf-8")
    assert home.night() == 1
    assert home.workbooks() == [
        "370399/2024/县级/a.csv.反馈.xlsx",
        "990101/2024/县级/b.csv.反馈.xlsx",
    ]
    home.put("a.csv", RIGHT)
    store.write_bytes(content)
    assert home.night() == 1, "once it is mended, what came meanwhile is answered"
    assert "没有要改的地方" in home.verdict("370399/2024/县级/a.csv.反馈.xlsx")


def test_a_workbook_that_could_not_be_written_is_written_the_next_time_though_nothing_changed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.put("a.csv", WRONG)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write_feedback", full)
    assert home.night() == 0
    monkeypatch.undo()
    assert home.night() == 1
