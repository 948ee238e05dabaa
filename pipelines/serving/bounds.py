"""How much one sender may ask of the server, and the reading of a request within that.

What does not belong here: how long looking at one file may take (examiners).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

MEGABYTE: Final = 1024**2
SPARE: Final = 64 * 1024
"""Bytes of a form beside its files."""
PATIENCE: Final = 8
"""How many times the bound is read and thrown away, so that a browser shows the answer."""


@dataclass(frozen=True)
class Bounds:
    """What is asked of the server at most.

    Attributes:
        files: files of one request.
        request_bytes: bytes of all files of one request.
        seconds: how long looking at one file may take.
        memory_bytes: what looking at one file may take of memory.
        waiting: files that may wait until it is their turn.
    """

    files: int = 20
    request_bytes: int = 50 * MEGABYTE
    seconds: float = 60.0
    memory_bytes: int = 4 * 1024 * MEGABYTE
    waiting: int = 40


class NotTaken(Exception):
    """A request is not looked at; `str` is the reason in Chinese, `status` that of HTTP."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@asynccontextmanager
async def form_within(request: Request, bounds: Bounds) -> AsyncIterator[FormData]:
    """The form of a request; its files lie in temporary files, which go at the end.

    Raises:
        NotTaken: another site's page sent it, it is too large, or it is no form.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise NotTaken(403, "只能从本站的页面提交。")
    body = _Body(request, bounds.request_bytes + SPARE)
    announced = request.headers.get("content-length", "0")
    try:
        if announced.isdigit() and int(announced) > body.most:
            raise _TooLarge
        form = await Request(request.scope, body.receive).form(
            max_files=bounds.files, max_fields=bounds.files
        )
    except _TooLarge:
        await body.throw_away()
        size = f"{bounds.request_bytes // MEGABYTE} MB"
        reason = f"提交的文件合计超过 {size}，没有检查。请分几次提交，或只提交要检查的那一份。"
        raise NotTaken(413, reason) from None
    except HTTPException as error:  # as starlette says it of a form that it does not take
        reason = f"一次最多提交 {bounds.files} 个文件；请从本页选择文件后再提交。"
        raise NotTaken(400, reason) from error
    try:
        yield form
    finally:
        await form.close()


class _TooLarge(Exception):
    """More has come than may."""


class _Body:
    """What comes of a request, counted."""

    def __init__(self, request: Request, most: int) -> None:
        self._request, self.most = request, most
        self._read, self._ended = 0, False

    async def receive(self) -> Message:
        """The next part.

        Raises:
            _TooLarge: it is more than may come.
        """
        message = await self._next()
        if self._read > self.most:
            raise _TooLarge
        return message

    async def throw_away(self) -> None:
        """Read on without keeping anything, so that a browser shows the answer, not a broken connection."""
        while not self._ended and self._read < self.most * PATIENCE:
            await self._next()

    async def _next(self) -> Message:
        message = await self._request.receive()
        self._read += len(message.get("body", b""))
        self._ended = not message.get("more_body", False)
        return message
