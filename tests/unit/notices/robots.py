"""The group robots of 企业微信 and 钉钉 as they answer, on this machine: by TLS, under their own names.

What they ask for is as their makers' documents say; the real ones were never asked. What does not belong
here: what is sent.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.unit.notices.servers import LOOPBACK, served

WECOM, DINGTALK = "qyapi.weixin.qq.com", "oapi.dingtalk.com"
KEY, TOKEN, SECRET, KEYWORD = "robot-key-1", "robottoken1", "SECrobotsecret1", "均衡"
ADDRESSES = {"企业微信": f"wecombot://{KEY}", "钉钉": f"dingtalk://{SECRET}@{TOKEN}"}
HOUR_MS = 3_600_000


@dataclass
class Robots:
    """The texts that were taken, by host, and what was refused and why."""

    taken: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    busy: bool = False

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.taken]

    def answer(self, host: str, path: str, asked: dict[str, str], kind: str, said: Any) -> tuple[int, str]:
        """An errcode, and what is said of it; 0 where the text is taken."""
        text = said["text"]["content"] if said.get("msgtype") == "text" else ""
        if self.busy:
            return 45009, "api freq out of limit"
        if not kind.startswith("application/json") or not text:
            return 40008, "invalid message type"
        if host == WECOM:
            if (path, asked) != ("/cgi-bin/webhook/send", {"key": KEY}):
                return 93000, "invalid webhook url"
            return (45002, "content size out of limit") if len(text.encode()) > 2048 else (0, "ok")
        if path != "/robot/send" or asked.get("access_token") != TOKEN:
            return 300005, "token is not exist"
        moment = asked.get("timestamp", "0")
        signed = hmac.digest(SECRET.encode(), f"{moment}\n{SECRET}".encode(), hashlib.sha256)
        is_now = abs(time.time() * 1000 - int(moment)) < HOUR_MS
        if not is_now or base64.b64encode(signed).decode() != asked.get("sign"):
            return 310000, "sign not match"
        return (0, "ok") if KEYWORD in text else (310000, "keywords not in content")


@contextmanager
def robots(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Robots]:
    """Both robots behind their names, which lead to this machine, with certificates of a house of its own."""
    standing = Robots()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])).decode())
            address = urlsplit(self.path)
            asked = {name: value for name, (value,) in parse_qs(address.query).items()}
            host = self.headers["Host"]
            code, why = standing.answer(host, address.path, asked, self.headers["Content-Type"], said)
            if code:
                standing.refused.append((code, why))
            else:
                standing.taken.append((host, said["text"]["content"]))
            # 200 also where it is refused
            content = json.dumps({"errcode": code, "errmsg": why}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = HTTPServer((LOOPBACK, 0), Handler)
    port = server.server_address[1]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*_certificate(folder))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    honest = socket.getaddrinfo

    def here(host: Any, at: Any, *how: Any, **more: Any) -> Any:
        return (
            honest(LOOPBACK, port, *how, **more)
            if host in (WECOM, DINGTALK)
            else honest(host, at, *how, **more)
        )

    monkeypatch.setattr(socket, "getaddrinfo", here)
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "house.pem"))
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with served(server):
        yield standing


def _certificate(folder: Path) -> tuple[Path, Path]:
    """One for both names, which is its own authority, and its key."""
    certificate, key = folder / "house.pem", folder / "house.key"
    asked = (
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
        *("-days", "2", "-subj", "/CN=house", "-addext", f"subjectAltName=DNS:{WECOM},DNS:{DINGTALK}"),
        *("-keyout", str(key), "-out", str(certificate)),
    )
    subprocess.run(asked, check=True, capture_output=True)
    return certificate, key
