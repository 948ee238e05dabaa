"""The archive for a machine without a network: what is in it, and that its hashes tell a damaged one.

No index is asked here: wheels are small ones of our own.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipelines.bundling import archive
from pipelines.bundling.archive import bundle
from pipelines.bundling.wheels import LOCK, MACHINES, Target
from pipelines.settings import PROJECT

TARGET = Target("aarch64", "3.11")
PIP = """
import pathlib, sys
with pathlib.Path(sys.prefix, "asked").open("a") as file:
    print(sys.argv[1:], file=file)
program = pathlib.Path(sys.prefix, "bin", "junheng")
program.write_text("#!/bin/sh\\n")
program.chmod(0o755)
"""


def write_wheel(folder: Path, name: str, licence: str, *texts: str) -> None:
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}-1.0.dist-info/METADATA", f"Name: {name}\nVersion: 1.0\n{licence}\n")
        for text in texts:
            wheel.writestr(f"{name}-1.0.dist-info/licenses/{text}", "words")


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an unpacked archive."""
    monkeypatch.setattr(archive, "write_lock", lambda project, path: path.write_text("one==1.0\n"))
    monkeypatch.setattr(
        archive,
        "fetch_wheels",
        lambda lock, target, folder: write_wheel(folder, "one", "License-Expression: MIT", "LICENSE"),
    )
    classifier = "Classifier: License :: OSI Approved :: Apache Software License"
    monkeypatch.setattr(
        archive, "build_wheel", lambda project, folder: write_wheel(folder, "junheng", classifier, "NOTICE")
    )
    made = bundle(PROJECT, TARGET, tmp_path)
    assert made.name.endswith("-cp311-linux_aarch64.tar.gz")
    (tmp_path / "unpacked").mkdir()
    subprocess.run(["tar", "-xzf", made, "-C", tmp_path / "unpacked"], check=True)
    (folder,) = (tmp_path / "unpacked").iterdir()
    return folder


def check(folder: Path) -> int:
    return subprocess.run(
        ["sha256sum", "--quiet", "--check", "SHA256SUMS"], cwd=folder, check=False
    ).returncode


def test_everything_to_install_is_there_with_its_licence_and_its_hash(packed: Path) -> None:
    assert {path.name for path in (packed / "wheels").iterdir()} == {
        "one-1.0-py3-none-any.whl",
        "junheng-1.0-py3-none-any.whl",
    }
    assert (packed / LOCK).read_text() == "one==1.0\n"
    assert (packed / "docs" / "zh" / "operating.md").exists() and (packed / "uv.lock").exists()
    with (packed / "licences" / "licences.csv").open(encoding="utf-8-sig") as file:
        told = {row["name"]: row["licence"] for row in csv.DictReader(file)}
    assert told == {"one": "MIT", "junheng": "Apache Software License"}
    assert len(list((packed / "licences").rglob("*LICENSE"))) == 1
    assert check(packed) == 0
    (packed / "wheels" / "one-1.0-py3-none-any.whl").write_bytes(b"another")
    assert check(packed) != 0


def test_the_script_refuses_a_damaged_archive_and_another_python(packed: Path, tmp_path: Path) -> None:
    def run() -> subprocess.CompletedProcess[str]:
        command = ["sh", str(packed / "install.sh"), str(tmp_path / "program")]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    script = packed / "install.sh"
    text = script.read_text()
    assert "@PYTHON@" not in text
    script.write_text(text.replace("3.11", "3.99"))
    assert run().returncode == 1 and "损坏" in run().stderr
    sums = subprocess.run(
        "find . -type f ! -name SHA256SUMS | xargs sha256sum", shell=True, cwd=packed, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    (packed / "SHA256SUMS").write_text(sums.stdout)
    assert run().returncode == 1 and "需要 Python 3.99" in run().stderr
    assert not (tmp_path / "program").exists()


def test_the_script_installs_with_the_pip_it_brings(packed: Path, tmp_path: Path) -> None:
    """Here that pip notes what it is asked and puts a program where one is expected."""
    with zipfile.ZipFile(packed / "wheels" / "pip-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("pip/__main__.py", PIP)
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    script = packed / "install.sh"
    script.write_text(script.read_text().replace("3.11", here).replace("sha256sum", "true"))
    told = subprocess.run(
        ["sh", str(script), str(tmp_path / "the program")], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert "junheng doctor" in told.stdout
    first, second = (tmp_path / "the program" / "asked").read_text().splitlines()
    assert "--no-index" in first and "--require-hashes" in first
    assert "--no-index" in second and "wheels/junheng-1.0-py3-none-any.whl" in second


def test_pip_is_asked_for_wheels_of_the_other_machine_alone() -> None:
    asked = TARGET.asked
    assert "--only-binary=:all:" in asked and "manylinux_2_28_aarch64" in asked
    assert not [word for word in asked if "x86_64" in word]
    assert {"cp311", "abi3", "none"} <= set(asked)
    assert set(MACHINES) == {"x86_64", "aarch64"}
