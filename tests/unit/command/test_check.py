"""`junheng check`: what a school clerk runs before handing a file in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipelines.ingest.discover import place_of
from pipelines.settings import Settings
from tests.unit.command.conftest import Junheng

HEADINGS = "学校标识码,学校名称,办学类型码,举办者类型码,城乡分类码,镇街代码,是否寄宿制学校"
SCHOOL = "2137990101,示例小学,211,1,210,990101001,否"


@pytest.fixture
def register(folder: Path) -> Path:
    path = folder / "raw" / "990101" / "2024" / "学校.csv"
    path.parent.mkdir(parents=True)
    path.write_text(f"{HEADINGS}\n{SCHOOL}\n", encoding="utf-8")
    return path


def test_a_file_without_faults_is_recognised_and_leaves_with_0(junheng: Junheng, register: Path) -> None:
    said = junheng("check", str(register))
    assert said.code == 0, said.out
    assert "可以报送" in said.out
    assert "学校基本情况" in said.out


def test_a_fault_is_told_with_its_place_and_remedy_and_leaves_with_2(
    junheng: Junheng, register: Path
) -> None:
    register.write_text(f"{HEADINGS}\n{SCHOOL.replace('2137990101', '0012')}\n", encoding="utf-8")
    said = junheng("check", str(register), "--json")
    assert said.code == 2
    ((finding, *_),) = [one["findings"] for one in json.loads(said.out)]
    assert (finding["row"], finding["column"]) == (2, "学校标识码")
    assert "0012" in finding["message"]
    assert finding["remedy"]


def test_of_several_files_one_with_a_fault_is_enough_for_2(junheng: Junheng, register: Path) -> None:
    empty = register.with_name("空.csv")
    empty.touch()
    said = junheng("check", str(register), str(empty))
    assert said.code == 2
    assert "学校.csv：可以报送" in said.out
    assert "空.csv：会被退回" in said.out


def test_a_check_writes_nothing_and_makes_no_key(junheng: Junheng, register: Path, folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    junheng("check", str(register))
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("raw/990101/2024/学校.csv", ("990101", 2024)),
        ("raw/990101/2024-2025/城关镇/学校.csv", ("990101", 2024)),
        ("old/990102/2020/990101/2024/学校.csv", ("990101", 2024)),
        ("Desktop/学校.csv", (None, None)),
        ("990101/学校.csv", (None, None)),
    ],
)
def test_county_and_year_are_told_by_the_folders_a_file_lies_in(
    path: str, place: tuple[str | None, int | None], folder: Path
) -> None:
    assert place_of(Path(path)) == place


def test_feedback_is_written_for_every_file_and_its_place_is_said(
    junheng: Junheng, register: Path, folder: Path
) -> None:
    bad = register.with_name("坏.csv")
    bad.write_text(f"{HEADINGS}\n{SCHOOL.replace('2137990101', '0012')}\n", encoding="utf-8")
    said = junheng("check", str(register), str(bad), "--feedback", "反馈")
    assert said.code == 2
    names = [f"{path.name}.反馈.xlsx" for path in (register, bad)]
    assert sorted(path.name for path in (folder / "反馈").iterdir()) == sorted(names)
    for name in names:
        assert f"反馈表：{Path('反馈') / name}" in said.out


def test_two_files_of_one_name_get_a_workbook_each(junheng: Junheng, register: Path, folder: Path) -> None:
    others = [folder / part / "坏.csv" for part in ("甲", "乙")]
    for path in others:
        path.parent.mkdir()
        path.touch()
    said = junheng("check", *map(str, others), "--feedback", "反馈", "--json")
    written = {one["feedback"] for one in json.loads(said.out)}
    assert len(written) == 2
    assert all(Path(path).is_file() for path in written)


def test_an_explanation_says_what_each_heading_was_taken_for_and_why(
    junheng: Junheng, register: Path
) -> None:
    """学校代码 stands in the table of aliases, 镇街代码 is prescribed, 备用 nobody knows."""
    headings = HEADINGS.replace("学校标识码", "学校代码") + ",备用"
    register.write_text(f"{headings}\n{SCHOOL},\n", encoding="utf-8")
    said = junheng("check", str(register), "--explain", "--json")
    ((sheet,),) = [one["sheets"] for one in json.loads(said.out)]
    told = {column["heading"]: column for column in sheet["explanation"]["columns"]}
    assert list(told) == headings.split(",")
    code, town, spare = told["学校代码"], told["镇街代码"], told["备用"]
    assert (code["column"], code["cell"], code["outcome"]) == ("school_code", "A", "taken")
    line = int(re.findall(r"aliases/school_register.csv 第 (\d+) 行", code["because"])[0])
    aliases = (Settings().aliases / "school_register.csv").read_text(encoding="utf-8").splitlines()
    assert aliases[line - 1].startswith("学校代码,school_code")
    assert (town["because"], town["meaning"]) == ("规定的表头", "镇街代码")
    assert (spare["outcome"], spare["column"]) == ("unknown", None)
    shown = junheng("check", str(register), "--explain").out
    assert "表头在第 1 行" in shown and "不认识，没有采用" in shown


def test_an_explanation_names_the_factor_of_a_unit_that_was_converted(junheng: Junheng, folder: Path) -> None:
    """A cost in 元 lands in 万元: times 0.0001."""
    path = folder / "财政.csv"
    headings = [
        "财政年度,一般公共预算教育支出(元),小学生均一般公共预算教育支出(元),初中生均一般公共预算教育支出(元)",
        "小学生均公用经费基准定额(元),初中生均公用经费基准定额(元),特教学校学生数",
    ]
    path.write_text(f"{','.join(headings)}\n2024,1,1,1,1,1,1\n", encoding="utf-8")
    said = junheng("check", str(path), "--explain", "--json")
    ((sheet,),) = [one["sheets"] for one in json.loads(said.out)]
    told = {column["heading"]: column for column in sheet["explanation"]["columns"]}
    assert told["一般公共预算教育支出(元)"]["unit_factor"] == 0.0001


def test_without_being_asked_nothing_is_explained(junheng: Junheng, register: Path) -> None:
    ((sheet,),) = [one["sheets"] for one in json.loads(junheng("check", str(register), "--json").out)]
    assert "explanation" not in sheet


def test_a_folder_and_a_missing_file_are_told_in_chinese(junheng: Junheng, register: Path) -> None:
    for path, words in ((register.parent, "是文件夹"), (register.with_name("无.xlsx"), "没有文件")):
        said = junheng("check", str(path))
        assert said.code == 64
        assert words in said.err and path.name in said.err
        assert "does not exist" not in said.err


def test_faults_are_printed_gravest_first_and_each_place_once(
    junheng: Junheng, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    path = folder / "名册.csv"
    path.write_text("学校标识码,学段,年级,班级,学生数\n0012,小学,一年级,1班,40\n", encoding="utf-8")
    lines = junheng("check", str(path)).out.splitlines()
    refused, set_aside = (
        next(at for at, line in enumerate(lines) if word in line) for word in ("退回文件", "搁置该行")
    )
    assert refused < set_aside
    assert "第 2 行" not in lines[set_aside]
