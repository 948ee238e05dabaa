"""Files as people really hand them in: what is wrong is said in full, what is right lands, nothing is lost.

Everything goes through the command.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.integration.command import junheng
from tests.landed import landed
from tests.unit.contracts.world import RIGHT, Row, changed, sheet, without
from tests.unit.ingest.building import workbook
from tests.unit.orchestration.tiny_county import HEADINGS, TinyCounty

SCHOOLS: list[Row] = [
    {**RIGHT["school_register"], "学校标识码": f"21370399{number:02}", "学校名称": f"第{number}小学"}
    for number in range(20)
]
CLASSES: list[Row] = [{**RIGHT["class_roster"], "班级": f"{number}班"} for number in range(20)]
REAL = sheet("school_register", *SCHOOLS)


@dataclass(frozen=True)
class Bad:
    """A file, the finding that must be made of it, and what must be said in it."""

    name: str
    content: bytes
    rule: str
    words: tuple[str, ...]
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    is_refused: bool = True


NO_GRADE = without("class_roster", "年级")
# in a sheet of `world` the title is row 1 and the heading row 2, so the nth record stands in row n + 2
BAD = [
    Bad("空文件.xlsx", b"", "empty_file", ("空的",)),
    Bad("通知.xlsx", "关于报送材料的通知".encode(), "text_named_workbook", ("内容却是文本",)),
    Bad("半个.xlsx", REAL[: len(REAL) // 2], "unreadable_workbook", ("不是完整的 Excel 工作簿",)),
    Bad(
        "值班表.xlsx",
        workbook({"值班": [["值班人", "日期"], ["某", "周一"]]}),
        "unrecognised",
        ("工作表“值班”", "没有认出", "没有找到任何已知的表头"),
        sheet="值班",
    ),
    Bad(
        "缺列.xlsx",
        workbook({"表": [list(NO_GRADE), list(NO_GRADE.values())]}),
        "missing_column",
        ("工作表“表”第 1 行", "缺少必需的列“年级”"),
        sheet="表",
        row=1,
        column="年级",
    ),
    Bad(
        "重复.xlsx",
        sheet("school_register", *SCHOOLS, {**SCHOOLS[0], "学校名称": "另一名称"}),
        "primary_key",
        ("工作表“表”第 3 行", "第 23 行", "2137039900", "都没有采用"),
        sheet="表",
        row=3,
        column="学校标识码",
        is_refused=False,
    ),
    Bad(
        "代码.xlsx",
        sheet("school_register", *SCHOOLS[1:], changed("school_register", 学校标识码="0012")),
        "school_code|regex",
        ("工作表“表”第 22 行", "“学校标识码”", "“0012”", "10 位数字"),
        sheet="表",
        row=22,
        column="学校标识码",
        is_refused=False,
    ),
    Bad(
        "负数.xlsx",
        sheet("class_roster", *CLASSES, changed("class_roster", 班级="21班", 学生数=-3)),
        "pupils|min",
        ("工作表“表”第 23 行", "“学生数（人）”", "“-3”", "不小于 0"),
        sheet="表",
        row=23,
        column="学生数（人）",
        is_refused=False,
    ),
]
NAMES = [bad.name for bad in BAD]


@dataclass(frozen=True)
class BadNight:
    """The county after a night on which the bad files came beside a good one."""

    county: TinyCounty
    refreshed: subprocess.CompletedProcess[str]
    checked: dict[str, dict[str, Any]]
    check_code: int

    def landing(self, sql: str) -> list[tuple[Any, ...]]:
        with landed(self.county.settings) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory, first_night: Path, tiny_project: Path) -> BadNight:
    folder = tmp_path_factory.mktemp("bad") / "county"
    shutil.copytree(first_night, folder, symlinks=True)
    county = TinyCounty.below(folder, tiny_project)
    sent = county.settings.raw / "370399" / "2024"
    sent.mkdir(parents=True)
    for bad in BAD:
        (sent / bad.name).write_bytes(bad.content)
    (sent / "教室.xlsx").write_bytes(sheet("special_rooms", RIGHT["special_rooms"]))
    county.register.write_text(HEADINGS.replace("镇街代码,", "") + "\n", encoding="utf-8")
    said = junheng(county.settings, "check", "--json", *(str(sent / bad.name) for bad in BAD))
    checked = {Path(one["file"]).name: one for one in json.loads(said.stdout)}
    return BadNight(county, junheng(county.settings, "refresh", "--json"), checked, said.returncode)


@pytest.mark.parametrize("bad", BAD, ids=NAMES)
def test_a_clerk_who_checks_a_file_is_told_the_place_what_was_found_and_what_to_do(
    night: BadNight, bad: Bad
) -> None:
    assert night.check_code == 2
    said = night.checked[bad.name]
    assert said["state"] == ("refused" if bad.is_refused else "accepted")
    finding = next(one for one in said["findings"] if one["rule"] == bad.rule)
    assert (finding["sheet"], finding["row"], finding["column"]) == (bad.sheet, bad.row, bad.column)
    for word in bad.words:
        assert word in finding["message"]
    assert finding["remedy"]


@pytest.mark.parametrize("bad", BAD, ids=NAMES)
def test_a_refresh_says_the_same_of_the_file_by_its_path(night: BadNight, bad: Bad) -> None:
    rows = night.landing(
        "select found, expected, message, remedy from landing.ledger.finding"
        f" where path = '{bad.name}' and rule = '{bad.rule}' order by row_number"
    )
    checked = [one for one in night.checked[bad.name]["findings"] if one["rule"] == bad.rule]
    assert rows == [
        tuple(one[part] for part in ("found", "expected", "message", "remedy")) for one in checked
    ]
    ((state, reason),) = night.landing(
        f"select state, reason from landing.ledger.file_version where path = '{bad.name}'"
    )
    assert (state, bool(reason)) == (("refused", True) if bad.is_refused else ("accepted", False))


def test_files_that_are_refused_do_not_stop_the_refresh_and_the_good_ones_land(night: BadNight) -> None:
    assert night.refreshed.returncode == 0, night.refreshed.stderr
    outcome = json.loads(night.refreshed.stdout)
    assert (outcome["outcome"], outcome["reasons"]) == ("published", [])
    refused = [bad for bad in BAD if bad.is_refused]
    assert outcome["landing"]["files_refused"] == len(refused) + 1, "and the register whose column is missing"
    assert outcome["landing"]["files_new"] == len(BAD) - len(refused) + 1
    assert night.landing("select room_number from landing.landing.special_rooms") == [("音1",)]
    schools = {code for (code,) in night.county.published("select school_code from marts.dim_school")}
    # school 00 stands twice in one file and is missing in the other, so it is the only one that is not there
    assert schools == {"2199010001", *(str(school["学校标识码"]) for school in SCHOOLS[1:])}


def test_every_row_that_was_read_is_accepted_set_aside_or_passed_over(night: BadNight) -> None:
    counts = night.landing("""
        select path, rows_read, rows_accepted, rows_rejected, rows_passed_over
        from landing.ledger.sheet_version inner join landing.ledger.file_version using (file_id)
        where dataset is not null and sheet_version.state = 'accepted' and county_code = '370399'
        order by path
    """)
    assert counts == [
        ("代码.xlsx", 20, 19, 1, 0),
        ("教室.xlsx", 1, 1, 0, 0),
        ("负数.xlsx", 21, 21, 0, 0),
        ("重复.xlsx", 21, 19, 2, 0),
    ]
    kept = night.landing("""
        with kept as (
            select file_id from landing.landing.school_register
            union all select file_id from landing.landing.class_roster
            union all select file_id from landing.landing.special_rooms
            union all select file_id from landing.ledger.rejected_row
        )
        select path, count(*) from kept inner join landing.ledger.file_version using (file_id)
        where county_code = '370399' group by path order by path
    """)
    assert kept == [(path, read) for path, read, *_ in counts]


def test_what_a_refused_file_said_before_goes_on_standing_and_is_called_stale(night: BadNight) -> None:
    ((message,),) = night.landing("select message from landing.ledger.finding where rule = 'stale'")
    assert "register.csv" in message
    assert "继续采用" in message
    names = night.county.published(
        "select school_name from marts.dim_school where school_code = '2199010001'"
    )
    assert names == [("旧校名",)]


def test_a_refresh_that_a_gate_refuses_leaves_with_3_and_the_old_truth_stands(county: TinyCounty) -> None:
    county.call("拒")
    said = junheng(county.settings, "refresh")
    assert said.returncode == 3
    assert "没有发布新版本" in said.stderr
    assert "学校不得叫拒" in said.stderr
    assert county.published() == [("旧校名",)]
