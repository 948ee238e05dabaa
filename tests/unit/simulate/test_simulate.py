"""What `simulate` promises: the same bytes, a county's independence, and a label on every file."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from pipelines.simulate.county import simulate

TINY = 0.004
NOTICE = "合成数据，非真实"


def _digests(out: Path) -> dict[str, str]:
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        simulate(tmp_path / name, seed=7, faults=True, scale=TINY)
    assert _digests(tmp_path / "one") == _digests(tmp_path / "two")


def test_the_bytes_do_not_depend_on_the_process_that_writes_them(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from pipelines.simulate.county import simulate;"
    code += f"simulate(Path(sys.argv[1]), faults=True, scale={TINY})"
    for salt in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": salt, "TZ": f"UTC{salt}"}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / salt)], check=True, env=environment)
    assert _digests(tmp_path / "1") == _digests(tmp_path / "2")


def test_another_seed_gives_other_figures(tmp_path: Path) -> None:
    for seed in (7, 8):
        simulate(tmp_path / str(seed), seed=seed, scale=TINY)
    assert _digests(tmp_path / "7") != _digests(tmp_path / "8")


def test_a_county_does_not_depend_on_how_many_are_made_beside_it(tmp_path: Path) -> None:
    simulate(tmp_path / "alone", scale=TINY)
    simulate(tmp_path / "beside", counties=3, scale=TINY)
    assert sorted(p.name for p in (tmp_path / "beside").iterdir()) == ["370399", "990001", "990002"]
    assert _digests(tmp_path / "alone" / "370399") == _digests(tmp_path / "beside" / "370399")


def test_every_written_path_is_returned_and_exists(tmp_path: Path) -> None:
    paths = simulate(tmp_path, faults=True, scale=TINY)
    assert sorted(paths) == sorted(path for path in tmp_path.rglob("*") if path.is_file())


def test_every_readable_file_says_that_it_is_synthetic(small: Path) -> None:
    for path in (small / "370399").rglob("*"):
        if path.suffix in (".csv", ".tsv"):
            assert NOTICE in _text(path.read_bytes()).splitlines()[0], path
        elif path.suffix == ".zip" and "故障样本" not in path.parts:
            with ZipFile(path) as packed:
                texts = [packed.read(name) for name in packed.namelist()]
            assert all(NOTICE in _text(text).splitlines()[0] for text in texts), path
        elif path.suffix == ".xlsx" and "故障样本" not in path.parts:
            first = load_workbook(path, read_only=True).worksheets[0]
            assert NOTICE in str(next(first.iter_rows(values_only=True))[0]), path


def test_a_number_of_counties_or_a_scale_out_of_range_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="县数"):
        simulate(tmp_path, counties=0)
    with pytest.raises(ValueError, match="规模"):
        simulate(tmp_path, scale=0)


def _text(content: bytes) -> str:
    """Decode a text as it is meant; planted bad bytes may stand in it."""
    encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "gb18030"
    return content.decode(encoding, errors="replace")
