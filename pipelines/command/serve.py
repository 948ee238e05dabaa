"""The command `junheng serve`: the pages and the check for school clerks, as a page in the browser.

What does not belong here: the pages and the routes (serving).
"""

from __future__ import annotations

import ipaddress
from typing import Annotated

import typer

from pipelines.command.options import Home, read_settings
from pipelines.command.printing import say

LOCAL = ("127.0.0.1", "localhost", "[::1]")
ALL_ADDRESSES = ("0.0.0.0", "::")


def serve(
    host: Annotated[
        str, typer.Option(help="监听的地址，默认只有本机能打开。The address to listen on.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口。The port.")] = 8420,
    name: Annotated[
        list[str] | None,
        typer.Option(help="浏览器里用的主机名，如反向代理的域名；可以写几次。Names a browser may use."),
    ] = None,
    home: Home = None,
) -> None:
    """在浏览器里自查文件、下载模板、看各县页面；按 Ctrl-C 结束。Pages and self-check in the browser.

    提交的文件不保留。要让别的电脑打开，请放在带登录的反向代理后面，见 docs/zh/operating.md。
    Nothing that is sent is kept. To open it to others, put a reverse proxy with a login before it.
    """
    import uvicorn

    from pipelines.serving.app import serving_app
    from pipelines.serving.bounds import Bounds

    settings = read_settings(home=home)
    shown = f"[{host}]" if ":" in host else host
    # behind an address of all networks a browser calls the machine by whatever name it has there
    hosts = ["*"] if host in ALL_ADDRESSES and not name else [*LOCAL, shown, *(name or ())]
    app = serving_app(settings, Bounds(), hosts)
    if not _is_loopback(host):
        say("注意：同一网络上的人都能打开，没有登录。请放在带登录的反向代理后面。")
    say(f"已在 http://{shown}:{port}/ 打开，按 Ctrl-C 结束。")
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=100,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
