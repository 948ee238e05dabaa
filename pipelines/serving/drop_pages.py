"""The pages of the drop box: first the token, then the files; without a ticket no file is read.

What does not belong here: who may (tokens, tickets), and where a file is put (dropping).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, Protocol

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipelines.serving.bounds import Bounds, NotTaken, form_within
from pipelines.serving.dropping import DropBox
from pipelines.serving.tickets import COOKIE, MINUTES
from pipelines.serving.tokens import DropToken

PATH: Final = "/drop"
UNREAD: Final = {"connection": "close"}
"""With what an answer ends that came before the request was read."""
NO_TICKET: Final = f"请先填学校和口令：还没有填，{MINUTES} 分钟没有报送，或口令已过期、已收回。文件没有收。"


class Shows(Protocol):
    """Draws a page by its template."""

    def __call__(self, name: str, status: int = 200, **said: Any) -> Response:
        """The page."""


class DropPages:
    """The routes of the drop box.

    Args:
        box: takes the files.
        bounds: what one sender may ask.
        page: draws a page.
    """

    def __init__(self, box: DropBox, bounds: Bounds, page: Shows) -> None:
        self._box, self._bounds, self._page = box, bounds, page

    @property
    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route(PATH, self.form, methods=["GET"]),
            Route(PATH, self.let_in, methods=["POST"]),
            Route(f"{PATH}/files", self.put, methods=["POST"]),
            Route(f"{PATH}/files", self._back, methods=["GET"]),
            Route(f"{PATH}/leave", self.leave, methods=["POST"]),
        ]

    async def form(self, request: Request) -> Response:
        """The form for files where a ticket holds, else the one for the token."""
        return self._form(self._holder(request))

    async def let_in(self, request: Request) -> Response:
        """Give a ticket for a token."""
        try:
            async with form_within(request, replace(self._bounds, request_bytes=0, files=4)) as form:
                school, secret = (str(form.get(name, "")) for name in ("school", "token"))
                token = self._box.let_in(school.strip(), secret.strip())
        except NotTaken as refused:
            return self._page("drop_token.html", refused.status, reason=str(refused), minutes_in=MINUTES)
        answer = await self._back(request)
        is_safe = request.url.scheme == "https"
        ticket = self._box.tickets.give(token)
        answer.set_cookie(COOKIE, ticket, path=PATH, secure=is_safe, httponly=True, samesite="strict")
        return answer

    async def put(self, request: Request) -> Response:
        """Put the files that were sent into the school's folder; without a ticket none of them is read."""
        token = self._holder(request)
        if token is None:
            answer = self._page("drop_token.html", 403, reason=NO_TICKET, minutes_in=MINUTES)
            answer.headers.update(UNREAD)
            return answer
        try:
            async with form_within(request, self._bounds) as form:
                files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
                if not files:
                    raise NotTaken(400, "没有选择文件。")
                taken = [self._box.put(token, file.filename or "", file.file) for file in files]
        except NotTaken as refused:
            return self._form(token, refused.status, reason=str(refused))
        return self._form(token, taken=taken)

    async def leave(self, request: Request) -> Response:
        """Have the ticket hold no longer: another school may use the same browser."""
        self._box.tickets.take_back(request.cookies.get(COOKIE))
        answer = await self._back(request)
        answer.delete_cookie(COOKIE, path=PATH)
        return answer

    async def _back(self, _: Request) -> Response:
        return RedirectResponse(PATH, 303)

    def _holder(self, request: Request) -> DropToken | None:
        return self._box.holder(request.cookies.get(COOKIE))

    def _form(
        self, token: DropToken | None, status: int = 200, reason: str = "", taken: list[str] | None = None
    ) -> Response:
        if token is None:
            return self._page("drop_token.html", status, reason=reason, minutes_in=MINUTES)
        return self._page("drop.html", status, token=token, reason=reason, taken=taken or [])
