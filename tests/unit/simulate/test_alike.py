"""Counties that are alike: quick to write, each with codes, numbers and means of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipelines.simulate.alike import shape_codes
from pipelines.simulate.county import simulate
from pipelines.simulate.plan import county_codes, school_codes_begin
from tests.unit.simulate.reading import table

TINY = 0.004


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """What stands in every file, unpacked."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".xlsx", ".zip"}:
            with ZipFile(path) as packed:
                yield from ((path, packed.read(name)) for name in packed.namelist())
        elif path.is_file():
            yield path, path.read_bytes()


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One county drawn in full, and three like two shapes: the second and the fourth are like the same."""
    out = tmp_path_factory.mktemp("alike")
    simulate(out, counties=4, shapes=2, seed=7, scale=TINY)
    return out


def test_the_same_seed_gives_the_same_bytes_however_many_there_are(four: Path, tmp_path: Path) -> None:
    simulate(tmp_path, counties=3, shapes=2, seed=7, scale=TINY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["370399", "990001", "990002"]
    for code in ("370399", "990001", "990002"):
        assert digests(tmp_path / code) == digests(four / code), code


def test_the_first_county_is_the_one_that_is_always_first(four: Path, tmp_path: Path) -> None:
    simulate(tmp_path, seed=7, scale=TINY)
    assert digests(tmp_path / "370399") == digests(four / "370399")


def test_a_county_has_the_files_of_one_drawn_in_full(four: Path, tmp_path: Path) -> None:
    simulate(tmp_path, counties=2, seed=7, scale=TINY)
    kinds = [
        sorted((path.parts[-2] if path.parent.name.isdigit() else "town", path.suffix) for path in files)
        for files in ((out / "990001").rglob("*.*") for out in (tmp_path, four))
    ]
    assert kinds[0] == kinds[1]


def test_no_code_or_name_of_a_shape_is_left_in_any_county(four: Path) -> None:
    left = [code.encode() for shape in shape_codes() for code in (shape, *school_codes_begin(shape))]
    left += ["底样县".encode(by) for by in ("utf-8", "gb18030")]
    for path, content in contents(four):
        assert "底样县" not in str(path)
        assert not [one for one in left if one in content], path


def test_counties_like_one_shape_have_numbers_and_means_of_their_own(four: Path) -> None:
    """Its pupils are as many as its neighbour's, under other numbers; its rooms are others."""
    codes = ("990001", "990003")
    teachers = [table(four / code / "2024" / "2024年教师名册.xlsx", "教师编号") for code in codes]
    numbers = [{row["身份证件号"] for row in rows} for rows in teachers]
    assert len(numbers[0]) == len(numbers[1]) > 0
    assert not numbers[0] & numbers[1]
    rooms = [table(four / code / "2024" / "2024年音乐美术专用教室.xlsx") for code in codes]
    areas = [[row["使用面积（平方米）"] for row in rows] for rows in rooms]
    assert len(areas[0]) == len(areas[1]) > 0
    assert areas[0] != areas[1]


def test_there_are_codes_for_every_county_of_the_nation() -> None:
    codes = county_codes(2900)
    assert len(set(codes)) == 2900
    begin = [one for code in codes for one in school_codes_begin(code)]
    assert len(set(begin)) == len(begin)


def test_a_number_of_shapes_out_of_range_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="底样数"):
        simulate(tmp_path, counties=2, shapes=0)
