"""The wheels of the lock for a machine, fetched by pip, which knows the index and certificates of a house.

What does not belong here: what is packed beside them (archive).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MACHINES: Mapping[str, Sequence[str]] = {
    machine: [f"manylinux_2_{minor}_{machine}" for minor in (28, 27, 26, 24, 17)]
    + [f"manylinux2014_{machine}", f"linux_{machine}"]
    for machine in ("x86_64", "aarch64")
}
"""By machine, the platforms whose wheels run on glibc 2.28 or later, as Kylin V10 and UOS 20 have it."""
LOCK = "requirements.txt"
PIP = "pip==25.3"
"""Goes along, so that a Python without ensurepip will do."""


class UnknownWheel(Exception):
    """pip could not get a wheel; its own words are the message."""


@dataclass(frozen=True)
class Target:
    """What is installed on: a machine as `uname -m` says it, and a Python such as `3.11`."""

    machine: str
    python: str

    @property
    def tag(self) -> str:
        """How the archive for it is called."""
        return f"cp{self.python.replace('.', '')}-linux_{self.machine}"

    @property
    def asked(self) -> list[str]:
        """What pip is asked for."""
        bare = self.python.replace(".", "")
        platforms = [word for one in MACHINES[self.machine] for word in ("--platform", one)]
        abis = [word for abi in (f"cp{bare}", "abi3", "none") for word in ("--abi", abi)]
        python = ["--python-version", self.python, "--implementation", "cp"]
        return ["--only-binary=:all:", *platforms, *python, *abis]


def write_lock(project: Path, path: Path) -> None:
    """Write what `uv.lock` names for running the program, with hashes."""
    uv = shutil.which("uv") or str(project / ".uv" / "bin" / "uv")
    _run(
        uv, "export", "--quiet", "--frozen", "--no-dev", "--all-extras", "--no-emit-project",
        "--no-header", "--no-annotate", "--output-file", str(path), "--project", str(project),
    )  # fmt: skip


def fetch_wheels(lock: Path, target: Target, folder: Path) -> None:
    """Have pip fetch every wheel of the lock, checked by its hash, and pip itself.

    Raises:
        UnknownWheel: there is none for the target, or the index cannot be reached.
    """
    with tempfile.TemporaryDirectory() as scratch:
        pip = _pip(Path(scratch))
        # the lock names everything, also what extras of its packages need
        download = [*pip, "download", *target.asked, "--no-deps", "-d", str(folder)]
        _run(*download, "--require-hashes", "-r", str(lock))
        _run(*download, PIP)


def build_wheel(project: Path, folder: Path) -> None:
    """Build the program's own wheel."""
    uv = shutil.which("uv") or str(project / ".uv" / "bin" / "uv")
    _run(uv, "build", "--quiet", "--wheel", "--out-dir", str(folder), str(project))


def list_wheels(project: Path, target: Target) -> list[str]:
    """The names of the wheels of the lock, resolved by pip and not fetched.

    Raises:
        UnknownWheel: there is none for the target, or the index cannot be reached.
    """
    with tempfile.TemporaryDirectory() as scratch:
        lock, report = Path(scratch, LOCK), Path(scratch, "report.json")
        write_lock(project, lock)
        _run(
            *_pip(Path(scratch)), "install", "--dry-run", "--ignore-installed", "--no-deps", *target.asked,
            "--target", str(Path(scratch, "nowhere")), "--report", str(report), "-r", str(lock),
        )  # fmt: skip
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    return sorted(one["download_info"]["url"].rpartition("/")[2] for one in found)


def _pip(scratch: Path) -> list[str]:
    """A pip of its own: the project's environment has none."""
    if not (scratch / "pip").exists():
        _run(sys.executable, "-m", "venv", str(scratch / "pip"))
    return [str(scratch / "pip" / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]


def _run(*command: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    if index := os.environ.get("PIP_INDEX_URL"):
        environment.setdefault("UV_DEFAULT_INDEX", index)
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if ended.returncode:
        lines = (ended.stderr or ended.stdout).splitlines()
        said = "\n".join(line for line in lines if not line.startswith("WARNING"))
        raise UnknownWheel(f"没有成功：{' '.join(command[:4])} …\n{said}")
