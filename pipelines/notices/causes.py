"""What stands that people should hear of, from how the warehouse stands.

What does not belong here: verdicts that moved, which happen and do not stand (moves).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import PurePath

from pipelines.local_time import local_time
from pipelines.notices.cause import Cause
from pipelines.settings import Settings
from pipelines.warehouse.status import Status

STANDS = "现行版本仍然有效，看到的是上一次发布的数字。"
HOUR = 3600


def causes_of(status: Status, settings: Settings) -> list[Cause]:
    """What stands now, but for a night that did not run."""
    return [
        *_night(status),
        *_counties(status, settings),
        *_files(status),
        *_damaged(status),
    ]


def overdue(status: Status, settings: Settings, now: datetime) -> list[Cause]:
    """That no refresh has come to an end for longer than the setting `told_after_hours`."""
    signs = [one["created_at"] for one in status.versions[:1]]
    signs += [one["ended_at"] for one in status.not_published[:1]]
    signs += [status.affirmed_at] if status.affirmed_at else []
    last = max((_moment(sign) for sign in signs), default=None)
    if last and (now - last).total_seconds() <= settings.told_after_hours * HOUR:
        return []
    when = f"最近一次是 {local_time(last, settings.time_zone)}" if last else "还从来没有运行过"
    return [
        Cause(
            key="overdue",
            title="每晚的刷新没有运行",
            what=(f"超过 {settings.told_after_hours:g} 小时没有刷新，{when}。",),
            now=STANDS if status.current else "还没有发布过版本。",
            todo="请检查机器和定时（junheng.timer、cron 或 Dagster）是否在运行，再运行一次 junheng refresh。",
            since=last.isoformat(timespec="seconds") if last else None,
        )
    ]


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _night(status: Status) -> Iterator[Cause]:
    for run in status.not_published[:1]:
        yield Cause(
            key="night",
            title="刷新没有发布新版本",
            what=tuple(run["reasons"]),
            now=STANDS if status.current else "还没有发布过版本。",
            todo=f"请按上面的处理办法改正后运行 junheng refresh；全部结果和运行记录在 runs/{run['run_id']}。",
            since=status.not_published[-1]["ended_at"],
        )


def _counties(status: Status, settings: Settings) -> Iterator[Cause]:
    names = _names(status)
    for county in status.counties:
        code = county["county_code"]
        if county["status"] in ("kept", "missing"):
            as_of = local_time(county["data_as_of"], settings.time_zone)
            keeps = f"沿用数据截至 {as_of} 的数字" if county["status"] == "kept" else "还没有发布过数字"
            yield Cause(
                key=f"held {code}",
                title=f"{_called(names, code)}没有通过核查",
                what=tuple((county["reason"] or "").splitlines()),
                now=f"{keeps}；别的县照常更新。",
                todo="请按上面的处理办法改正文件或登记表，下一次刷新会重新计算。",
                since=county["since"],
                county_code=code,
            )
    for held in status.held:
        code = held["county_code"]
        yield Cause(
            key=f"vanished {code}",
            title=f"{_called(names, code)}的许多文件同时不见了",
            what=(f"{held['known']} 个文件中有 {held['missing']} 个不见了，疑为磁盘没有挂载，没有撤回。",),
            now="按原样保留，数字不变。",
            todo="请检查原始文件夹所在的磁盘；确实移走的，见 docs/zh/operating.md“按原样保留”。",
            county_code=code,
        )
    for broken in status.broken:
        code = broken["county_code"]
        yield Cause(
            key=f"broken {code}",
            title=f"{_called(names, code)}的入库数据读不出",
            what=(broken["reason"],),
            now="沿用上次的数字。",
            todo="请检查磁盘，再从备份恢复（junheng restore）。",
            county_code=code,
        )


def _files(status: Status) -> Iterator[Cause]:
    names = _names(status)
    for one in status.refused or ():
        code, path = one["county_code"], one["path"]
        yield Cause(
            key=f"refused {code} {one['school_year']} {path}",
            title=f"{_called(names, code)} {one['school_year']} 学年的文件《{path}》被退回",
            what=(one["reason"] or "",),
            now="它不改变数据：原来的内容仍然有效，没有原来的就仍缺数据。",
            todo="请按反馈表（feedback 文件夹，每个文件一份）改正后重新报送；报送前可用 junheng check 自查。",
            since=one["received_at"],
            county_code=code,
            whose=f"《{path}》",
            provider=_provider(path),
        )
    for one in status.misplaced:
        yield Cause(
            key=f"misplaced {one['path']}",
            title=f"“{one['path']}”没有读",
            what=(one["found"] + "。",),
            now="里面的内容没有进入数据。",
            todo=one["remedy"],
            county_code=_county_of(one["path"]),
            whose=f"“{one['path']}”",
            provider=_provider(one["path"], below=2),
        )


def _damaged(status: Status) -> Iterator[Cause]:
    for one in status.damaged:
        yield Cause(
            key=f"damaged {one['version']}",
            title=f"版本 {one['version']} 已损坏",
            what=(one["reason"] + "。",),
            now="下一次刷新会移开它，缺的由入库数据重新计算。",
            todo="请检查磁盘。",
        )


def _provider(path: str, below: int = 0) -> str:
    """The first folder of a path, or of what is `below` so many folders; empty where there is none."""
    parts = PurePath(path).parts
    return parts[below] if len(parts) > below + 1 else ""


def _county_of(path: str) -> str | None:
    first = PurePath(path).parts[:1]
    return first[0] if first and first[0].isdigit() else None


def _names(status: Status) -> Mapping[str, str]:
    return {one["county_code"]: one["county_name"] for one in status.standing if one["county_name"]}


def _called(names: Mapping[str, str], code: str) -> str:
    return f"{names.get(code, '')}（{code}）" if code in names else f"县 {code} "
