"""The text of a notice: what, whose, since when, what stands now, what to do, and no number of a person.

What does not belong here: to whom it goes (round).
"""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from pipelines.contracts.persons.numbers import NUMBER, folded, holds_person_number
from pipelines.local_time import local_time, zone_name
from pipelines.notices.cause import SHOWN, Cause
from pipelines.notices.remembered import Standing

HIDDEN = "（号码不显示）"
"""In place of a number of a person, which the name of a file may hold."""
MOST = 20
"""Matters that one notice tells in full."""


def subject(new: int, over: int) -> str:
    """The line a mail is headed with."""
    parts = [f"{new} 件新情况" if new else "", f"{over} 件已解决" if over else ""]
    return "均衡：" + "，".join(filter(None, parts))


def told_of(cause: Cause, zone: ZoneInfo) -> str:
    """A cause in a few lines."""
    lines = [f"● {cause.title}"]
    lines += [f"  说明：{reason}" for reason in cause.what[:SHOWN] if reason]
    if len(cause.what) > SHOWN:
        lines.append(f"  ……共 {len(cause.what)} 条")
    if cause.since:
        lines.append(f"  从何时起：{local_time(cause.since, zone)}（{zone_name(zone)}）")
    lines += [f"  现在：{cause.now}"] if cause.now else []
    lines += [f"  怎么办：{cause.todo}"] if cause.todo else []
    return "\n".join(map(_without_numbers, lines))


def told_over(standing: Standing) -> str:
    """That a cause stands no longer."""
    return _without_numbers(f"○ 已解决：{standing.title}。不用再做什么。")


def body(new: Sequence[str], over: Sequence[str]) -> str:
    """A whole notice."""
    rest = [f"……另有 {len(new) - MOST} 件，见 junheng status。"] if len(new) > MOST else []
    return "\n\n".join([*new[:MOST], *rest, *over])


def _without_numbers(line: str) -> str:
    """A line without any number of a person; most are as they were."""
    if not holds_person_number(line):
        return line
    return NUMBER.sub(HIDDEN, folded(line)).removeprefix(" ")
