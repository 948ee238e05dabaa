"""A server of the check on loopback, and how it is asked."""

from __future__ import annotations

import http.client
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from pipelines.serving.app import serving_app
from pipelines.serving.bounds import Bounds
from pipelines.serving.dropping import DropBox
from pipelines.settings import Settings

SMALL = Bounds(request_bytes=2 * 1024**2, files=3, seconds=60)


@dataclass(frozen=True)
class Answered:
    status: int
    text: str
    headers: http.client.HTTPMessage
    content: bytes


@dataclass(frozen=True)
class Site:
    """A server, and how it is asked."""

    port: int

    def get(self, path: str, **headers: str) -> Answered:
        return self._ask("GET", path, None, headers)

    def check(self, *files: tuple[str, bytes], **headers: str) -> Answered:
        return self._send("/check", {}, files, headers)

    def check_for(self, place: dict[str, str], *files: tuple[str, bytes]) -> Answered:
        """Of a county, or of a county and a school year."""
        return self._send("/check", place, files, {})

    def let_in(self, school: str, token: str, **headers: str) -> Answered:
        return self._send("/drop", {"school": school, "token": token}, (), headers)

    def drop(self, school: str, token: str, *files: tuple[str, bytes], **headers: str) -> Answered:
        """As a browser does it: first the token, then with the ticket for it the files."""
        let_in = self.let_in(school, token, **headers)
        if let_in.status != 303:
            return let_in
        ticket = let_in.headers["set-cookie"].partition(";")[0]
        return self._send("/drop/files", {}, files, headers | {"cookie": ticket})

    def _send(
        self, path: str, fields: dict[str, str], files: Sequence[tuple[str, bytes]], headers: dict[str, str]
    ) -> Answered:
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        parts += [
            f'--{boundary}\r\ncontent-disposition: form-data; name="files"; filename="{name}"\r\n'
            "content-type: application/octet-stream\r\n\r\n".encode()
            + content
            + b"\r\n"
            for name, content in files
        ]
        body = b"".join([*parts, f"--{boundary}--\r\n".encode()])
        form = {"content-type": f"multipart/form-data; boundary={boundary}"}
        return self._ask("POST", path, body, form | headers)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answered:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return Answered(answer.status, content.decode(errors="replace"), answer.headers, content)


@contextmanager
def served(settings: Settings, bounds: Bounds = SMALL, drop_box: DropBox | None = None) -> Iterator[Site]:
    """A server of these settings."""
    app = serving_app(settings, bounds, ["127.0.0.1"], drop_box)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            thread.join(0.05)
        yield Site(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()
