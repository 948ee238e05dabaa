"""`junheng check`: what a school clerk runs before handing a file in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.cli import place_of
from tests.unit.cli.conftest import Junheng

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
