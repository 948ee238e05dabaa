"""How a warehouse stands of which people are told, and the rows and addresses of those who are.

What does not belong here: the servers that take notices (servers, robots).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from pipelines.notices import round as rounds
from pipelines.settings import Settings
from pipelines.warehouse.status import Status

Stands = Callable[..., None]
COUNTY = "990101"
NIGHT = datetime(2024, 11, 2, 2, tzinfo=UTC)
HEADINGS = "县代码,对象,部门代码,镇街代码,通知地址"
SAID: dict[str, Any] = {
    "home": "warehouse",
    "current": "20241102T020000Z",
    "age_seconds": 0,
    "affirmed_at": None,
    "standing": [{"county_code": COUNTY, "county_name": "示例县"}],
    "versions": [{"version": "20241102T020000Z", "created_at": NIGHT.isoformat()}],
}
QUIET = Status(**({field.name: [] for field in fields(Status)} | SAID))
HELD = {
    "county_code": COUNTY,
    "status": "kept",
    "reason": "学校指标：负数。请核对。\n第二条。",
    "since": "2024-11-02T02:00:00",
    "data_as_of": "2024-11-01T02:00:00",
}
REFUSED_RUN = {"run_id": "r1", "ended_at": NIGHT.isoformat(), "reasons": ["面积大于上年十倍。请核对。"]}
REFUSED_FILE = {
    "county_code": COUNTY,
    "school_year": 2024,
    "path": "甲镇/教师.xlsx",
    "reason": "缺少必需的列“学校标识码”",
    "received_at": "2024-11-01T10:00:00",
}
MISPLACED = {"path": f"{COUNTY}/2024.xlsx", "found": "不在学年文件夹里", "remedy": "请移到学年文件夹里。"}
CAUSES: dict[str, tuple[dict[str, Any], str]] = {
    "refused": ({"not_published": [REFUSED_RUN]}, "刷新没有发布新版本"),
    "held": ({"counties": [HELD]}, f"示例县（{COUNTY}）没有通过核查"),
    "vanished": ({"held": [{"county_code": COUNTY, "missing": 4, "known": 9}]}, "许多文件同时不见了"),
    "broken": ({"broken": [{"county_code": COUNTY, "reason": "文件已损坏"}]}, "入库数据读不出"),
    "file": ({"refused": [REFUSED_FILE]}, "《甲镇/教师.xlsx》被退回"),
    "misplaced": ({"misplaced": [MISPLACED]}, f"“{COUNTY}/2024.xlsx”没有读"),
    "damaged": ({"damaged": [{"version": "v1", "reason": "读不出"}]}, "版本 v1 已损坏"),
}


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> Stands:
    """Has the warehouse stand so from now on."""

    def stands(**what: Any) -> None:
        status = replace(QUIET, **what)
        monkeypatch.setattr(rounds, "status_of", lambda settings, now=None: status)

    stands()
    return stands


def write_rows(settings: Settings, *rows: str) -> None:
    text = "\n".join((HEADINGS, *rows, ""))
    (settings.county / "recipients.csv").write_text(text, encoding="utf-8")


def write_addresses(settings: Settings, **addresses: str) -> None:
    path = settings.addresses_path
    path.touch(0o600)
    path.write_text("".join(f'"{name}" = "{url}"\n' for name, url in addresses.items()), encoding="utf-8")
