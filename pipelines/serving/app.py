"""The routes of `junheng serve`.

`/` leads on; `/check` takes files and says what is found; `/answers/…` gives a coloured copy back for some
minutes; `/drop`, where the county wants it, takes files into `raw/`; `/templates/…` gives blank workbooks;
`/pages/…` shows the pages of the version in force, whichever that is at the moment. No log holds a file's
name. What does not belong here: who may come in, which is for a reverse proxy with a login (docs, operating),
and who may put files (tokens).
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.feedback.workbook import feedback_name
from pipelines.serving.bounds import MEGABYTE, Bounds, NotTaken, form_within
from pipelines.serving.drop_pages import DropPages
from pipelines.serving.dropping import DropBox
from pipelines.serving.examiners import Examiners
from pipelines.serving.examining import Examined
from pipelines.serving.keeping import MINUTES, Keeping
from pipelines.serving.places import Place, Places
from pipelines.settings import Settings
from pipelines.site.paths import first_page, pages_folder
from pipelines.site.writing import ASSETS
from pipelines.templates.write import without_template, write_templates

LOG = logging.getLogger(__name__)
HERE = Path(__file__).parent
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAFE: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
"""Headers of every answer of the check."""


class Serving:
    """What the routes share: the settings, the processes that look at files, the copies that wait."""

    def __init__(self, settings: Settings, bounds: Bounds, drop_box: DropBox | None) -> None:
        self.settings, self.bounds, self.drop_box = settings, bounds, drop_box
        self.keeping = Keeping()
        self.examiners = Examiners(settings.threads, bounds, settings)
        self.places = Places(settings)
        self._blank = tempfile.TemporaryDirectory(prefix="junheng-templates-")
        self.blank = Path(self._blank.name)
        self.templates = write_templates(self.blank, AliasBook.load(*settings.alias_folders))
        self._pages = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(("html",)),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    async def close(self) -> None:
        """End the processes and throw the templates away."""
        await self.examiners.close()
        self._blank.cleanup()

    def page(self, name: str, status: int = 200, **said: Any) -> HTMLResponse:
        """A page of the check."""
        text = self._pages.get_template(name).render(
            bounds=self.bounds,
            megabytes=self.bounds.request_bytes // MEGABYTE,
            minutes=MINUTES,
            has_pages=first_page(self.settings) is not None,
            has_drop_box=self.drop_box is not None,
            **said,
        )
        return HTMLResponse(text, status, SAFE)

    async def home(self, request: Request) -> Response:
        """Where everything is."""
        try:
            place = self.places.of(request.query_params)
        except NotTaken:  # an old address
            place = Place()
        blank = [
            (path.name, quote(path.name), DATASETS[name].row_is[0]) for name, path in self.templates.items()
        ]
        return self.page(
            "home.html", blank=blank, without=without_template(), place=place,
            counties=self.places.counties, school_years=self.places.school_years,
        )  # fmt: skip

    async def check(self, request: Request) -> Response:
        """Look at the files that were sent, one after another, and say what is found."""
        try:
            async with form_within(request, self.bounds) as form:
                files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
                if not files:
                    raise NotTaken(400, "没有选择文件。")
                place = self.places.of(form)
                examined = [await self._examine(file, place) for file in files]
        except NotTaken as refused:
            return self.page("refused.html", refused.status, reason=str(refused))
        shown = [
            (one, self.keeping.put(feedback_name(one.name), one.workbook) if one.workbook else None)
            for one in examined
        ]
        return self.page("checked.html", shown=shown, place=place)

    async def answer(self, request: Request) -> Response:
        """A coloured copy, while it is kept."""
        kept = self.keeping.get(request.path_params["token"])
        if kept is None:
            reason = f"反馈表只保留 {MINUTES} 分钟，已经删除。请重新检查文件。"
            return self.page("refused.html", 404, reason=reason)
        named = {"content-disposition": f"attachment; filename*=UTF-8''{quote(kept.name)}"}
        return Response(kept.content, media_type=WORKBOOK, headers=SAFE | named)

    async def _examine(self, file: UploadFile, place: Place) -> Examined:
        name = PurePath((file.filename or "").replace("\\", "/")).name
        with tempfile.TemporaryDirectory(prefix="junheng-check-") as folder:
            # its own name tells a reader nothing but its suffix, and may hold anything
            path = Path(folder, "file").with_suffix(_suffix(name))
            with path.open("wb") as target:
                while part := await file.read(MEGABYTE):
                    target.write(part)
            found = await self.examiners.examine(path, name, place)
        return replace(found, name=name)


class Pages(StaticFiles):
    """The pages of the version in force at the moment of each request."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(directory=pages_folder(settings), html=True, check_dir=False)

    async def check_config(self) -> None:
        """Ask nothing of the folder: before the first version there is none, and there is no such page."""


def serving_app(
    settings: Settings, bounds: Bounds, hosts: Sequence[str], drop_box: DropBox | None = None
) -> Starlette:
    """The application.

    Args:
        settings: where the home is, and how files are checked.
        bounds: what one sender may ask.
        hosts: the names by which a browser may call the server; any other is refused, so that no page from
            elsewhere can speak to a server on this machine under a name of its own.
        drop_box: takes files of schools; none where the county wants none.
    """
    serving = Serving(settings, bounds, drop_box)
    dropping = DropPages(drop_box, bounds, serving.page).routes if drop_box else []

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await serving.close()

    return Starlette(
        routes=[
            Route("/", serving.home),
            Route("/check", serving.check, methods=["POST"]),
            Route("/check", _to_home, methods=["GET"]),
            Route("/answers/{token}", serving.answer),
            *dropping,
            Route("/pages", _to_pages),
            Mount("/templates", StaticFiles(directory=serving.blank)),
            Mount("/look", StaticFiles(directory=ASSETS)),
            Mount("/own", StaticFiles(directory=HERE / "assets")),
            Mount("/pages", Pages(settings)),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)],
        exception_handlers={
            404: _told(serving, 404, "没有这一页。"),
            500: _told(serving, 500, "程序出错，请联系县级管理员。"),
        },
        lifespan=lifespan,
    )


async def _to_home(_: Request) -> Response:
    return RedirectResponse("/", 303)


async def _to_pages(_: Request) -> Response:
    return RedirectResponse("/pages/", 307)


def _suffix(name: str) -> str:
    suffix = PurePath(name).suffix
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= 6 else ".unknown"


def _told(serving: Serving, status: int, reason: str) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What is answered when there is no such page, or something failed."""

    async def answered(_: Request, error: Exception) -> Response:
        if status >= 500:
            LOG.error("an answer failed: %s", type(error).__name__)
        return serving.page("refused.html", status, reason=reason)

    return answered
