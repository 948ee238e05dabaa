"""The command `junheng notify`: telling those whom it concerns what went wrong, and that it is over.

What does not belong here: what is told and to whom (notices).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.command import printing
from pipelines.command.options import Home, Json, read_settings
from pipelines.command.printing import say
from pipelines.errors import Trouble
from pipelines.sentences import Sentence
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.notices.round import Notice, Round

FAILED = 1


def notify(
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="也看每晚的刷新有没有运行，给定时用。Also whether the night ran at all."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只显示会发什么、给谁，不发。Show and send nothing.")
    ] = False,
    home: Home = None,
    as_json: Json = False,
) -> int:
    """通知有关的人：出了什么事、谁的文件、怎么办；同一件事只说一次，解决了再说一次。Tell people in time.

    对象是 county/ 里“通知对象 recipients”的行，地址在只有属主能读的 addresses.toml 里。每次刷新后自动运行。
    退出码 exit codes: 0 已通知或没有新情况 · 1 有没送到的（下次再试）
    """
    from pipelines.notices.round import tell

    settings = read_settings(home=home)
    came = tell(settings, watch=check, dry_run=dry_run)
    if as_json:
        printing.print_json(_as_dict(came))
    else:
        _print(came, dry_run=dry_run)
    return FAILED if came.faults or came.unknown or any(one.went is False for one in came.notices) else 0


def tell_after_refresh(settings: Settings) -> None:
    """At the end of a refresh; what goes wrong changes nothing of the refresh, and is said."""
    from pipelines.notices.round import tell

    try:
        came = tell(settings)
    except (Trouble, OSError) as trouble:
        say(Sentence("没有通知：{trouble}", trouble=trouble))
        return
    _say_faults(came)
    if came.notices:
        say(_counted(came.notices))


def _as_dict(came: Round) -> dict[str, Any]:
    return {
        "standing": [{"key": one.key, "title": one.title, "since": one.since} for one in came.standing],
        "notices": [
            {"to": one.to.name, "subject": one.subject, "body": one.body, "went": one.went}
            for one in came.notices
        ],
        "faults": [one.said for one in came.faults],
        "unknown_addresses": came.unknown,
    }


def _say_faults(came: Round) -> None:
    for fault in came.faults:
        say(fault.said)
    if came.unknown:
        say(f"通知地址文件里没有“{'”“'.join(came.unknown)}”，没有通知用它的对象；请补上。")


def _print(came: Round, *, dry_run: bool) -> None:
    _say_faults(came)
    if dry_run:
        for one in came.notices:
            print(f"给 {one.to.name}（地址 {one.to.address}）\n{one.subject}\n\n{one.body}\n")
        say(f"会通知 {len(came.notices)} 个对象，没有发送。")
    elif came.notices:
        say(_counted(came.notices))
    else:
        say("没有新情况，没有通知。")


def _counted(notices: list[Notice]) -> str:
    went = sum(one.went is True for one in notices)
    failed = "、".join(one.to.name for one in notices if one.went is False)
    missed = f"没有送到：{failed}；请核对地址和网络，下次再试。" if failed else ""
    return f"已通知 {went} 个对象。{missed}"
