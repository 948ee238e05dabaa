"""The home: settings, key, landing files, rights, versions, what runs left, rows of counties, addresses.

What does not belong here: the file system it lies on (files).
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from pipelines.county_rows.faults import OwnRowsFault
from pipelines.county_rows.own_rows import own_rows
from pipelines.doctor.symptom import Symptom, judged
from pipelines.founding.units import DAGSTER, ENVIRONMENT
from pipelines.landing.store import counties_landed
from pipelines.notices.recipients import NoAddress, addresses, recipients
from pipelines.settings import Settings
from pipelines.warehouse.status import Status, status_of
from pipelines.working_folder import NAME, working_folder

KEY_BYTES = 32
OPEN_TO_OTHERS = {"versions", "feedback", "current"}
"""What in a home others may read."""
SHOWN = 3


def look_at_home(settings: Settings) -> Iterator[Symptom]:
    """Everything about a home; of one that is not there yet, what can be said."""
    folder = working_folder()
    yield Symptom("设置", "fine", str(folder / NAME) if folder else f"没有 {NAME}，用默认值和环境变量")
    yield from _dagster(folder or Path.cwd())
    yield _key(settings)
    if settings.home.is_dir():
        yield _rights(settings.home)
        status = status_of(settings)
        yield _stores(settings, status)
        yield _versions(settings, status)
        yield _nights(status)
    yield _rows(settings)
    yield from _addresses(settings)


def _dagster(folder: Path) -> Iterator[Symptom]:
    """Whether the address of Dagster's PostgreSQL, where there is one, is for its owner's eyes."""
    path = folder / DAGSTER / ENVIRONMENT
    if path.exists():
        is_own = not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        found = str(path) if is_own else f"{path} 别的用户也能读，里面有密码"
        yield judged("Dagster 的数据库", is_own, found, f"请运行 chmod 600 {path}。")


def _key(settings: Settings) -> Symptom:
    path, landed = settings.key_path, counties_landed(settings)
    if not path.exists():
        todo = f"已有 {len(landed)} 个县用它入库；请从备份放回，见 docs/zh/operating.md“密钥文件”。"
        return judged("密钥", not landed, f"没有 {path}" + ("" if landed else "，第一次刷新时生成"), todo)
    facts = path.stat()
    if facts.st_size < KEY_BYTES:
        return Symptom("密钥", "fault", f"{path} 只有 {facts.st_size} 个字节", "已损坏，请从备份放回。")
    if facts.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Symptom("密钥", "fault", f"{path} 别的用户也能读", f"请运行 chmod 600 {path}。")
    beside = path.absolute().is_relative_to(settings.home.absolute())
    todo = "它和入库数据在一处，备份（junheng backup）里没有它；请确认另有一份，和备份分开放。"
    return judged("密钥", not beside, str(path), todo, otherwise="note")


def _rights(home: Path) -> Symptom:
    wide = [
        path
        for top in sorted(home.iterdir())
        if top.name not in OPEN_TO_OTHERS
        for path in (top, *(top.rglob("*") if top.is_dir() and not top.is_symlink() else ()))
        if not path.is_symlink() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    found = f"{len(wide)} 个文件别的用户也能读，如 {_few(wide)}" if wide else "只有属主能读"
    return judged("仓库的权限", not wide, found, "下一次刷新会收回；请看是谁改宽的。", otherwise="note")


def _stores(settings: Settings, status: Status) -> Symptom:
    bad = [f"{one['county_code']}：{one['reason']}" for one in status.broken]
    found = "；".join(bad[:SHOWN]) if bad else f"{len(counties_landed(settings))} 个县，都能打开"
    return judged("入库文件", not bad, found, "请检查磁盘，下一次刷新用副本恢复；恢复不了的从备份放回。")


def _versions(settings: Settings, status: Status) -> Symptom:
    if status.damaged:
        found = "；".join(f"{one['version']} {one['reason']}" for one in status.damaged[:SHOWN])
        return Symptom("版本", "fault", found, "请检查磁盘，再运行 junheng refresh：会移开它并重新计算。")
    if status.current is None:
        return Symptom("版本", "note", "还没有发布过", "请运行 junheng refresh。")
    days = (status.age_seconds or 0) // 86400
    return Symptom(
        "版本", "fine", f"现行版本 {status.current}，{days} 天前发布，共 {len(status.versions)} 版"
    )


def _nights(status: Status) -> Symptom:
    kept = [one["county_code"] for one in status.counties if one["status"] in ("kept", "missing")]
    failed = status.not_published[:1]
    if not kept and not failed:
        return Symptom("最近的刷新", "fine", "没有被拦下的")
    found = (
        f"没有发布：{failed[0]['reasons'][:1]}" if failed else f"没有通过核查的县：{'、'.join(kept[:SHOWN])}"
    )
    return Symptom("最近的刷新", "note", found, "见 junheng status。")


def _rows(settings: Settings) -> Symptom:
    try:
        rows = own_rows(settings)
    except OwnRowsFault as fault:
        first = str(fault).splitlines()[0]
        return Symptom("县自己的行", "fault", first, "改正后再刷新，在此之前什么也不读。")
    if rows.held:
        first = next(iter(rows.held.values()))[0]
        return Symptom("县自己的行", "note", first, "改正后再刷新，在此之前这个县沿用上次的数字。")
    return Symptom("县自己的行", "fine", f"{settings.county}，{len(rows.by_county)} 处")


def _addresses(settings: Settings) -> Iterator[Symptom]:
    people, faults = recipients(settings)
    for fault in faults:
        yield Symptom("通知对象", "note", fault.said, "改正该行。")
    if not people:
        yield Symptom("通知", "note", "没有通知对象", "出了事没有人知道；请在 county/ 的“通知对象”里写上。")
        return
    try:
        known = addresses(settings)
    except NoAddress as trouble:
        yield Symptom("通知", "fault", str(trouble), "在此之前谁也不通知。")
        return
    missing = sorted({one.address for one in people} - known.keys())
    found = f"{len(people)} 个对象" + (f"，地址文件里没有“{'”“'.join(missing)}”" if missing else "")
    yield judged("通知", not missing, found, f"请补到 {settings.addresses_path} 里。")


def _few(paths: list[Path]) -> str:
    return "、".join(str(path) for path in paths[:SHOWN])
