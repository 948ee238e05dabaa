"""The PostgreSQL of Debian, which knows TLS: a server on this machine's own address, with rules of its own.

What does not belong here: what is tried against it (test_tls).
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
SERVICE = "postgres"
"""The user whom Debian's package makes; a server does not run as root."""
OUTSIDE = ("192.0.2.1", 9)
"""An address of documentations: nothing is sent there, it only tells by which address one would."""


@dataclass(frozen=True)
class Server:
    """Where it is, and how its administrator comes in."""

    folder: Path
    address: str
    port: int

    @property
    def certificate(self) -> Path:
        """Of the server; its own authority."""
        return self.folder / "server.crt"

    def url(self, user: str, database: str, **options: str) -> str:
        """How somebody comes to it over the network."""
        return make_conninfo("", host=self.address, port=self.port, user=user, dbname=database, **options)

    def administrator(self, database: str = "postgres") -> psycopg.Connection:  # type: ignore[type-arg]
        """Over the socket."""
        return psycopg.connect(
            make_conninfo("", host=str(self.folder), port=self.port, user=SERVICE, dbname=database),
            autocommit=True,
        )

    def admit(self, rules: str) -> None:
        """Have it go by these lines of `pg_hba.conf`; its administrator comes in by the socket anyhow."""
        file = self.folder / "data" / "pg_hba.conf"
        file.write_text(f"local all {SERVICE} trust\n{rules}", encoding="utf-8")
        with self.administrator() as connection:
            connection.execute("select pg_reload_conf()")
            rows = connection.execute("select error from pg_hba_file_rules").fetchall()
        assert {error for (error,) in rows} == {None}


@contextmanager
def running() -> Iterator[Server]:
    """A server with a certificate for this machine's address."""
    assert PROGRAMS, "没有 PostgreSQL 的程序：apt-get install postgresql"
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = Server(folder, _own_address(), _free_port())
    try:
        _as_service(
            folder,
            PROGRAMS[-1] / "initdb",
            "-D",
            folder / "data",
            "-U",
            SERVICE,
            "-E",
            "UTF8",
            "-A",
            "trust",
            "--no-sync",
        )
        _certify(server)
        options = (
            f"-c listen_addresses={server.address} -c port={server.port} -c unix_socket_directories={folder}"
            f" -c ssl=on -c ssl_cert_file={server.certificate} -c ssl_key_file={folder / 'server.key'}"
            " -c fsync=off"
        )
        _as_service(
            folder,
            PROGRAMS[-1] / "pg_ctl",
            "-D",
            folder / "data",
            "-w",
            "-l",
            folder / "log",
            "-o",
            options,
            "start",
        )
        try:
            yield server
        finally:
            _as_service(folder, PROGRAMS[-1] / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_service(folder: Path, *command: str | Path) -> None:
    """Run a program as somebody who is not root."""
    who = pwd.getpwnam(SERVICE) if os.geteuid() == 0 else None
    if who:
        for path in (folder, *folder.iterdir()):
            os.chown(path, who.pw_uid, who.pw_gid)
    subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        user=who.pw_uid if who else None,
        group=who.pw_gid if who else None,
        extra_groups=[] if who else None,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _certify(server: Server) -> None:
    key = server.folder / "server.key"
    asked = (
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=junheng"),
        *("-addext", f"subjectAltName=IP:{server.address}"),
        *("-keyout", str(key), "-out", str(server.certificate)),
    )
    subprocess.run(asked, check=True, capture_output=True)
    key.chmod(0o600)


def _own_address() -> str:
    """By which this machine would go out, so that who comes by it does not come from the machine itself."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect(OUTSIDE)
        address: str = asked.getsockname()[0]
    return address


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("", 0))
        port: int = found.getsockname()[1]
    return port
