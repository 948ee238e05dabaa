"""The archive: wheels, the lock, licences, the guide, a script that installs, and the hash of every file.

What does not belong here: where the wheels come from (wheels), and their licences (licences).
"""

from __future__ import annotations

import hashlib
import shutil
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

from pipelines.bundling.licences import write_licences
from pipelines.bundling.wheels import LOCK, Target, build_wheel, fetch_wheels, write_lock

WHEELS, SUMS, SCRIPT = "wheels", "SHA256SUMS", "install.sh"
GUIDES = ("LICENSE", "README.zh.md", "README.md", "CHANGELOG.md", "uv.lock")


def bundle(project: Path, target: Target, out: Path) -> Path:
    """Make the archive; returns where it is, with its hash in a file beside it.

    Raises:
        UnknownWheel: a wheel is missing, or the index cannot be reached.
    """
    out.mkdir(parents=True, exist_ok=True)
    name = f"junheng-{version('junheng')}-{target.tag}"
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        folder = Path(scratch, name)
        (folder / WHEELS).mkdir(parents=True)
        write_lock(project, folder / LOCK)
        fetch_wheels(folder / LOCK, target, folder / WHEELS)
        build_wheel(project, folder / WHEELS)
        (folder / WHEELS / ".gitignore").unlink(missing_ok=True)
        write_licences(folder / WHEELS, folder / "licences")
        for guide in GUIDES:
            shutil.copy(project / guide, folder / guide)
        shutil.copytree(project / "docs", folder / "docs")
        script = Path(__file__).with_name(SCRIPT).read_text(encoding="utf-8")
        (folder / SCRIPT).write_text(script.replace("@PYTHON@", target.python), encoding="utf-8")
        (folder / SCRIPT).chmod(0o755)
        _write_sums(folder)
        archive = out / f"{name}.tar.gz"
        with tarfile.open(archive, "w:gz", compresslevel=1) as packed:  # wheels are packed already
            packed.add(folder, arcname=name, filter=_nobodys)
    digest = _sha256(archive)
    archive.with_name(f"{archive.name}.sha256").write_text(f"{digest}  {archive.name}\n", encoding="ascii")
    return archive


def _write_sums(folder: Path) -> None:
    lines = [
        f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """An entry without the user who packed it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
