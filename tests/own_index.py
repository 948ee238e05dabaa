"""`python -m tests.own_index DIR`: `make install` from the package index of a house, under its own authority.

A small project with this Makefile is installed on a machine without uv, from an index on this machine that
speaks TLS with a certificate that no other machine knows. It is told of both as pip is told: by variables, by
a file of settings, by `SSL_CERT_FILE`; and without the authority nothing may come. Prints what came of each;
exit code 1 where one went wrong. What does not belong here: what is installed where (Makefile).
"""

from __future__ import annotations

import hashlib
import http.server
import os
import re
import shutil
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from pipelines.settings import PROJECT

HOST = "localhost"
WANTED = ("idna", "six")
"""What the small project needs: two packages of this project's lock, by their files there."""
TOOLS = ("uv>=0.9,<1", "hatchling>=1.26", "editables")
"""What installing takes besides."""
PYPROJECT = f"""\
[project]
name = "small"
version = "1"
requires-python = ">=3.11"
dependencies = {list(WANTED)}
[build-system]
requires = ["hatchling>=1.26"]
build-backend = "hatchling.build"
[tool.hatch.build]
include = ["small.py"]
dev-mode-dirs = ["."]
"""
OF_PIP = re.compile("PIP_.*|UV_.*|SSL_CERT_.*|.*_CA_BUNDLE|VIRTUAL_ENV")


def main() -> int:
    """Try every way; 1 where one went wrong."""
    here = Path(sys.argv[1]).absolute()
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir(parents=True)
    _fetch(here / "wheels")
    certificate = _certificate(here)
    faults = 0
    with _index(here) as (index, asked):
        for name, (told, should_work) in _ways(here, index, certificate).items():
            asked.clear()
            started = time.monotonic()
            ended = _install(here / "project", told)
            is_there = _is_installed(here / "project")
            came = sum(path.endswith(".whl") for path in asked)
            is_right = is_there == should_work == (ended.returncode == 0) and (came > 0) == should_work
            faults += not is_right
            said = (
                f"{'installed' if is_there else 'refused'}, {came} files, {time.monotonic() - started:.0f} s"
            )
            print(f"{'yes' if is_right else 'NO '} {name}: {said}")
            if not is_right:
                print(ended.stdout[-2000:] + ended.stderr[-2000:])
    return 1 if faults else 0


def _ways(here: Path, index: str, certificate: Path) -> dict[str, tuple[dict[str, str], bool]]:
    """How a machine is told, and whether it should then work."""
    settings, nothing = here / ".config" / "pip" / "pip.conf", {"PIP_CONFIG_FILE": "/dev/null"}
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[global]\nindex-url = {index}\ncert = {certificate}\n")
    by_variable = nothing | {"PIP_INDEX_URL": index}
    return {
        "PIP_INDEX_URL and PIP_CERT": (by_variable | {"PIP_CERT": str(certificate)}, True),
        "PIP_INDEX_URL and SSL_CERT_FILE": (by_variable | {"SSL_CERT_FILE": str(certificate)}, True),
        "a file of pip with index-url and cert": ({"XDG_CONFIG_DIRS": "/nowhere"}, True),
        "an authority that nobody was told of": (by_variable, False),
    }


def _install(project: Path, told: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """`make install` in the small project, made anew, on a machine that knows nothing else."""
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir()
    shutil.copy(PROJECT / "Makefile", project)
    (project / "small.py").touch()
    (project / "pyproject.toml").write_text(PYPROJECT)
    (project / "uv.lock").write_text(_lock())
    plain = {name: value for name, value in os.environ.items() if not OF_PIP.fullmatch(name.upper())}
    own = {"HOME": str(project.parent), "UV_CACHE_DIR": str(project / "cache"), "PIP_NO_CACHE_DIR": "1"}
    path = os.pathsep.join(
        one for one in os.environ["PATH"].split(os.pathsep) if not Path(one, "uv").exists()
    )
    return subprocess.run(
        ["make", "install"], cwd=project, env=plain | own | {"PATH": path} | told,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def _is_installed(project: Path) -> bool:
    python = project / ".venv" / "bin" / "python"
    command = [str(python), "-c", f"import small, {', '.join(WANTED)}"]
    return python.exists() and subprocess.run(command, capture_output=True, check=False).returncode == 0


def _packages() -> dict[str, str]:
    """The entries of this project's lock, by name."""
    entries = (PROJECT / "uv.lock").read_text(encoding="utf-8").split("\n[[package]]\n")[1:]
    return {re.findall('^name = "(.*)"', entry)[0]: entry for entry in entries}


def _lock() -> str:
    known = _packages()
    needs = ", ".join(f'{{ name = "{name}" }}' for name in WANTED)
    own = (
        'name = "small"\nversion = "1"\nsource = { editable = "." }\n'
        f"dependencies = [{needs}]\n\n[package.metadata]\nrequires-dist = [{needs}]\n"
    )
    entries = [own, *(known[name] for name in WANTED)]
    return 'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n' + "".join(
        f"\n[[package]]\n{entry.strip()}\n" for entry in entries
    )


def _fetch(folder: Path) -> None:
    """The files that the index has, from where this machine gets its own."""
    known = _packages()
    pinned = [f"{name}=={re.findall('version = .(.*).', known[name])[0]}" for name in WANTED]
    pip = folder.parent / "pip"
    subprocess.run([sys.executable, "-m", "venv", str(pip)], check=True)
    download = [pip / "bin" / "python", "-m", "pip", "download", "--quiet", "-d", str(folder)]
    subprocess.run([*download, *pinned, *TOOLS], check=True)


def _certificate(here: Path) -> Path:
    """An authority of the house, which signs the index's certificate; gives the authority's."""
    own = ("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj")
    (here / "names").write_text(f"subjectAltName=DNS:{HOST}\nbasicConstraints=CA:FALSE\n")
    for command in (
        (*own, "/CN=house", "-x509", "-days", "2", "-keyout", "house.key", "-out", "house.pem"),
        (*own, f"/CN={HOST}", "-keyout", "index.key", "-out", "index.asked"),
        (
            *("openssl", "x509", "-req", "-days", "2", "-in", "index.asked", "-out", "index.pem"),
            *("-CA", "house.pem", "-CAkey", "house.key", "-extfile", "names"),
        ),
    ):
        subprocess.run(command, cwd=here, check=True, capture_output=True)
    return here / "house.pem"


@contextmanager
def _index(here: Path) -> Iterator[tuple[str, list[str]]]:
    """A simple index of the files, by TLS; gives its address, and what it is asked for."""
    asked: list[str] = []
    wheels = {path.name: path for path in (here / "wheels").iterdir()}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(self.path)
            asked.append(path)
            name = path.strip("/").rpartition("/")[2]
            if name in wheels:
                self.answer(wheels[name].read_bytes(), "application/octet-stream")
                return
            of = [one for one in wheels if re.split("-[0-9]", one)[0].replace("_", "-").lower() == name]
            links = "".join(f'<a href="/files/{one}#sha256={_sha256(wheels[one])}">{one}</a>' for one in of)
            self.answer(
                f"<!DOCTYPE html><html><body>{links}</body></html>".encode(), "text/html", 200 if of else 404
            )

        def answer(self, content: bytes, kind: str, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_HEAD(self) -> None:
            self.send_error(405)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    class Quiet(http.server.ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Nothing: whoever does not know the authority breaks off."""

    server = Quiet((HOST, 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(here / "index.pem", here / "index.key")
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://{HOST}:{server.server_address[1]}/simple/", asked
    finally:
        server.shutdown()
        server.server_close()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
