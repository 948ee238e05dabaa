"""A county's own folder: what is made, that it is never written over, and that what stands in it is read."""

from __future__ import annotations

import os
import shutil
import tomllib
from pathlib import Path

import openpyxl
import pytest

from pipelines.county_rows.faults import OwnRowsFault
from pipelines.county_rows.own_rows import own_rows
from pipelines.founding.folder import FOR_DAGSTER, found
from pipelines.founding.prefilled import NewCounty
from pipelines.settings import PACKAGE, PROJECT, Settings
from pipelines.working_folder import working_folder
from tests.unit.command.conftest import Junheng, folder, junheng  # noqa: F401

CODE, OTHER = "990103", "990104"
BOOK = Path("county") / f"县登记表_{CODE}.xlsx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = tmp_path_factory.mktemp("made") / "本县"
    found(own, [NewCounty(CODE, "甲乙区")], 2024, Settings())
    return own


@pytest.fixture
def own(folder: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: F811
    """A folder of one's own, which is the working directory."""
    own = shutil.copytree(made, folder / "本县")
    monkeypatch.chdir(own)
    return own


def test_a_new_county_finds_its_folders_its_departments_and_every_template(own: Path) -> None:
    assert (own / "raw" / CODE / "2024").is_dir()
    assert len(list((own / "模板").glob("*.xlsx"))) == 21
    assert not list((own / "raw").rglob("*.xlsx"))
    rows = own_rows(Settings())
    assert rows.held == {}
    (county,) = rows.of("counties", CODE)
    assert county == {
        "county_code": CODE,
        "county_name": "甲乙区",
        "primary_years": "6",
        "junior_years": "3",
    }
    names = {row["department_code"]: row["department_name"] for row in rows.of("departments", CODE)}
    assert names["财政"] == "区财政局" and names["编办"] == "区委编办"


def test_what_is_there_is_never_written_over_and_another_county_joins_it(own: Path, junheng: Junheng) -> None:  # noqa: F811
    (own / "junheng.toml").write_text('raw = "raw"\n# mine\n')
    (own / "county" / "towns.csv").write_text(f"county_code,town_code,town_name\n{CODE},{CODE}001,甲镇\n")
    before = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    assert junheng("init", CODE, OTHER, "--year", "2024").code == 0
    after = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    assert {path: after[path] for path in before} == before
    assert {path.name for path in after.keys() - before.keys()} == {f"县登记表_{OTHER}.xlsx"}
    assert [row["town_name"] for row in own_rows(Settings()).of("towns", CODE)] == ["甲镇"]


def test_headings_of_ones_own_lie_beside_the_rows_and_go_before_the_shipped(
    own: Path,
    junheng: Junheng,  # noqa: F811
) -> None:
    table = own / "county" / "aliases" / "class_roster.csv"
    table.parent.mkdir()
    table.write_text(
        "heading,column,unit_factor,first_year,last_year\n实有人数,pupils,,,\n", encoding="gb18030"
    )
    assert own_rows(Settings()).held == {}
    roster = own / "班级.csv"
    roster.write_text("学校标识码,学段,年级,班级,实有人数\n9901030001,小学,一年级,1班,40\n", encoding="utf-8")
    assert junheng("check", str(roster)).code == 0
    table.write_text(
        "heading,column,unit_factor,first_year,last_year\n实有人数,pupils,许多,,\n", encoding="utf-8"
    )
    said = junheng("check", str(roster))
    assert said.code == 64 and "class_roster.csv 第 2 行" in said.err and "请改正" in said.err


def test_settings_are_those_of_the_folder_also_below_it(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = own / "raw" / CODE
    monkeypatch.chdir(below)
    settings = Settings()
    assert (settings.raw, settings.home, settings.county) == (own / "raw", own / "warehouse", own / "county")
    monkeypatch.setenv("JUNHENG_HOME", "elsewhere")
    assert Settings().home == Path("elsewhere")
    assert Settings(home=Path("flag")).home == Path("flag")


def test_settings_above_a_folder_in_which_anyone_may_write_are_not_taken(own: Path) -> None:
    shared = own / "shared"
    (shared / "here").mkdir(parents=True)
    (shared / "junheng.toml").write_text("threads = 7")
    os.chmod(shared, 0o1777)
    assert working_folder(shared / "here") is None


def test_one_key_in_the_workbook_and_in_a_file_is_told_only_where_they_differ(own: Path) -> None:
    path = own / "county" / "departments.csv"
    path.write_text(
        f"county_code,department_code,department_name\n{CODE},财政,区财政局\n{CODE},审批,区审批局\n"
    )
    rows = own_rows(Settings())
    assert rows.held == {} and len(rows.of("departments", CODE)) == 10
    path.write_text(f"county_code,department_code,department_name\n{CODE},财政,财政分局\n")
    held = own_rows(Settings()).held
    assert list(held) == [CODE]
    (said,) = held[CODE]
    assert (
        "departments.csv" in said and BOOK.name in said and "责任部门 departments" in said and "不同" in said
    )


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "what"),
    [
        (
            "责任部门 departments",
            "A5",
            "9901",
            "工作表“责任部门 departments”第 5 行：“county_code”列是“9901”",
        ),
        ("责任部门 departments", "C1", "名称", "多出“名称”列"),
        ("别的", "A1", "x", "工作表“别的”第 1 行：不是能在这里填的表"),
    ],
)
def test_a_fault_of_a_workbook_names_its_sheet_and_row(
    own: Path, sheet: str, cell: str, value: str, what: str
) -> None:
    book = openpyxl.load_workbook(own / BOOK)
    (book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet))[cell] = value
    book.save(own / BOOK)
    with pytest.raises(OwnRowsFault) as told:
        own_rows(Settings())
    assert what in str(told.value)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("99010",), "六位县代码"),
        (("99010", CODE), "六位县代码"),
        ((CODE, "1", "--name", "甲区"), "文件夹的名称"),
        ((CODE, OTHER, "x", "--name", "甲区"), "一个一个建"),
        ((CODE, "x", "--years", "63"), "如 6+3"),
    ],
)
def test_a_wrong_call_says_how_it_is_meant(junheng: Junheng, arguments: tuple[str, ...], what: str) -> None:  # noqa: F811
    said = junheng("init", *arguments)
    assert said.code == 64 and what in said.err


def test_what_dbt_makes_lies_in_the_home_where_the_program_is_installed(folder: Path) -> None:  # noqa: F811
    installed = Settings(home=folder / "home", dbt_project=PACKAGE / "shipped" / "dbt_project")
    assert installed.made_by_dbt == folder / "home" / "program"
    assert Settings(dbt_project=folder / "own").made_by_dbt == folder / "own" / "target"


def test_the_wheel_holds_whatever_the_program_reads_beside_its_code() -> None:
    build = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    packed = build["sources"] | build["force-include"]
    assert packed == {name: f"{PACKAGE.name}/shipped/{name}" for name in packed}
    assert {"dbt_project", "expectations", *FOR_DAGSTER} == packed.keys()
    assert {f"/{name}" for name in build["sources"]} < set(build["include"])
