"""Servers on this machine that take what is sent to them: a webhook and a mail server.

What does not belong here: what is sent.
"""

from __future__ import annotations

import email
import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer

LOOPBACK = "127.0.0.1"


@dataclass
class Received:
    """What came in: subject and text of each; `refuses` is what the server does with the next ones."""

    port: int = 0
    came: list[tuple[str, str]] = field(default_factory=list)
    refuses: bool = False


@contextmanager
def webhook() -> Iterator[Received]:
    received = Received()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if not received.refuses:
                received.came.append((told["title"], told["message"]))
            self.send_response(500 if received.refuses else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = HTTPServer((LOOPBACK, 0), Handler)
    received.port = server.server_address[1]
    with served(server):
        yield received


@contextmanager
def mail_server() -> Iterator[Received]:
    received = Received()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 here")
            while line := self.rfile.readline().decode().strip():
                if line.upper() == "DATA":
                    self.say("354 go on")
                    lines = iter(self.rfile.readline, b".\r\n")
                    received.came.append(_read(email.message_from_bytes(b"".join(lines))))
                if line.upper() == "QUIT":
                    self.say("221 bye")
                    return
                self.say("250 fine")

        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    server = socketserver.TCPServer((LOOPBACK, 0), Handler)
    received.port = server.server_address[1]
    with served(server):
        yield received


def _read(message: Message) -> tuple[str, str]:
    texts = [part for part in message.walk() if part.get_content_type() == "text/plain"]
    content = texts[0].get_payload(decode=True)
    assert isinstance(content, bytes)
    return str(make_header(decode_header(str(message["Subject"])))), content.decode()


@contextmanager
def served(server: socketserver.TCPServer) -> Iterator[None]:
    """A server at work until the end."""
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
