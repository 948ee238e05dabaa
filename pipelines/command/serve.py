"""The command `junheng serve`: the pages and the check for school clerks, as a page in the browser.

What does not belong here: the pages and the routes (serving).
"""

from __future__ import annotations

import ipaddress
from typing import Annotated

import typer

from pipelines.command import printing
from pipelines.command.options import Home, Json, Raw, read_settings
from pipelines.command.printing import say

app = typer.Typer(invoke_without_command=True)
tokens = typer.Typer(help="报送箱的口令：发放、列出、收回。Tokens of the drop box.", no_args_is_help=True)
app.add_typer(tokens, name="tokens")

LOCAL = ("127.0.0.1", "localhost", "[::1]")
ALL_ADDRESSES = ("0.0.0.0", "::")


@app.callback()
def serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option(help="监听的地址，默认只有本机能打开。The address to listen on.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口。The port.")] = 8420,
    name: Annotated[
        list[str] | None,
        typer.Option(help="浏览器里用的主机名，如反向代理的域名；可以写几次。Names a browser may use."),
    ] = None,
    drop_box: Annotated[
        bool, typer.Option("--drop-box", help="让有口令的学校报送文件到 raw/。Take files from schools.")
    ] = False,
    raw: Raw = None,
    home: Home = None,
) -> None:
    """在浏览器里自查文件、下载模板、看各县页面；按 Ctrl-C 结束。Pages and self-check in the browser.

    提交的文件不保留。要让别的电脑打开，请放在带登录的反向代理后面，见 docs/zh/operating.md。
    Nothing that is sent is kept. To open it to others, put a reverse proxy with a login before it.
    """
    if context.invoked_subcommand:
        return
    import uvicorn

    from pipelines.serving.app import serving_app
    from pipelines.serving.bounds import Bounds
    from pipelines.serving.dropping import DropBox

    settings = read_settings(home=home, raw=raw)
    shown = f"[{host}]" if ":" in host else host
    # behind an address of all networks a browser calls the machine by whatever name it has there
    hosts = ["*"] if host in ALL_ADDRESSES and not name else [*LOCAL, shown, *(name or ())]
    site = serving_app(settings, Bounds(), hosts, DropBox(settings) if drop_box else None)
    if not _is_loopback(host):
        say("注意：同一网络上的人都能打开，没有登录。请放在带登录的反向代理后面。")
    say(f"已在 http://{shown}:{port}/ 打开，按 Ctrl-C 结束。")
    uvicorn.run(
        site,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=100,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
    )


@tokens.command("add")
def add(
    county: Annotated[str, typer.Option(metavar="CODE", help="县代码。The county.")],
    year: Annotated[int, typer.Option(min=2000, max=2100, help="学年的起始年。The school year.")],
    school: Annotated[
        str, typer.Option(help="学校标识码或校名：报送时要填，也是文件夹名。The school, and its folder.")
    ],
    days: Annotated[int, typer.Option(min=1, max=400, help="有效几天。For how many days.")] = 60,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """给一所学校发口令；只显示这一次。Give a school a token, which is shown once."""
    from pipelines.serving.tokens import give_token

    token, secret = give_token(read_settings(home=home), county, year, school, days)
    if as_json:
        printing.print_json({"number": token.number, "token": secret, "ends_at": token.ends_at})
    else:
        print(secret)
        say(f"编号 {token.number}，给 {school}，到 {token.ends_at[:10]} 为止。口令只显示这一次，请交给学校。")


@tokens.command("list")
def list_tokens(home: Home = None, as_json: Json = False) -> None:
    """有哪些口令，是否有效。Which tokens there are, and whether they hold."""
    from datetime import UTC, datetime

    from pipelines.serving.tokens import read_tokens

    now = datetime.now(UTC)
    rows = [
        {
            "number": one.number,
            "county_code": one.county_code,
            "school_year": one.school_year,
            "school": one.school,
            "ends_at": one.ends_at,
            "holds": one.is_good(now),
        }
        for one in read_tokens(read_settings(home=home))
    ]
    if as_json:
        printing.print_json(rows)
    for row in [] if as_json else rows:
        state = "有效" if row["holds"] else "无效"
        print(row["number"], row["county_code"], row["school_year"], row["school"], row["ends_at"], state)


@tokens.command("revoke")
def revoke(number: Annotated[str, typer.Argument(help="编号。Its number.")], home: Home = None) -> None:
    """收回口令，立即生效。Take a token back, at once."""
    from pipelines.serving.tokens import take_back

    take_back(read_settings(home=home), number)
    say(f"已收回 {number}。")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
