"""The version in force goes to PostgreSQL, and what came of it is noted in the home.

What does not belong here: copying (publish), and when it is done (orchestration, command).
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipelines.errors import Trouble
from pipelines.postgres.connecting import NotConfigured
from pipelines.postgres.publish import Copied, publish_to_postgres
from pipelines.settings import Settings
from pipelines.warehouse.reading import version_named

LOG = logging.getLogger(__name__)
NOTE = "postgres.json"


@dataclass(frozen=True)
class LastTry:
    """What came of the last copy.

    Attributes:
        version: the version that was to be copied.
        at: when, in UTC.
        trouble: why it was not; None when it was.
        stands: the version that was copied last.
    """

    version: str
    at: str
    trouble: str | None
    stands: str | None


LAST_TRY: TypeAdapter[LastTry] = TypeAdapter(LastTry)


def bring_up_to_date(settings: Settings, *, anew: bool = False) -> Copied:
    """Copy the version in force and note what came of it.

    Raises:
        NotConfigured: there is no address of a PostgreSQL.
        NothingPublished: there is no version in force.
        Trouble: why it was not copied.
    """
    if settings.postgres_url is None:
        raise NotConfigured
    version = version_named(settings)
    before = last_try(settings)
    try:
        copied = publish_to_postgres(settings, version, anew=anew)
    except Trouble as trouble:
        _note(settings, LastTry(version.name, _now(), str(trouble), before.stands if before else None))
        raise
    _note(settings, LastTry(version.name, _now(), None, version.name))
    return copied


def last_try(settings: Settings) -> LastTry | None:
    """What came of the last copy; None before the first, or where the note of it cannot be read."""
    path = _path(settings)
    try:
        return LAST_TRY.validate_json(path.read_bytes()) if path.exists() else None
    except ValidationError:
        LOG.warning("%s 读不出；下一次复制后重新写", path)
        return None


def told(settings: Settings) -> str | None:
    """What came of the last copy, for people; None where nothing was ever copied."""
    tried = last_try(settings)
    if tried is None:
        return None
    if tried.trouble is None:
        return f"PostgreSQL 里是版本 {tried.stands}。"
    there = f"里面仍是版本 {tried.stands}" if tried.stands else "里面还没有版本"
    return (
        f"没有复制到 PostgreSQL，{there}：{tried.trouble}"
        "下一次刷新会再试；也可以运行 junheng publish postgres。"
    )


def _note(settings: Settings, tried: LastTry) -> None:
    partial = _path(settings).with_suffix(".partial")
    partial.write_text(json.dumps(asdict(tried), ensure_ascii=False), encoding="utf-8")
    os.replace(partial, _path(settings))


def _path(settings: Settings) -> Path:
    return settings.home / NOTE


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
