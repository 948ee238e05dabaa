"""What `junheng doctor` finds: a machine and a home as they should be, and each thing that may be wrong."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.doctor import files, machine
from pipelines.doctor.files import look_at_files
from pipelines.doctor.home import look_at_home
from pipelines.doctor.machine import look_at_machine
from pipelines.doctor.symptom import Symptom
from pipelines.settings import Settings
from pipelines.warehouse.versions import Version
from tests.unit.command.conftest import Junheng, folder, junheng, published  # noqa: F401


@pytest.fixture
def settings(folder: Path, published: Version) -> Settings:  # noqa: F811
    """A home with a version and a key, and a raw folder."""
    own = Settings()
    own.raw.mkdir()
    own.key_path.write_bytes(b"k" * 32)
    own.key_path.chmod(0o600)
    return own


def named(found: object, name: str) -> Symptom:
    return next(one for one in found if one.name == name)  # type: ignore[attr-defined]


def test_a_machine_and_a_home_as_they_should_be_have_no_fault(settings: Settings, junheng: Junheng) -> None:  # noqa: F811
    said = junheng("doctor", "--json")
    found = json.loads(said.out)
    assert said.code == 0 and not [one for one in found if one["level"] == "fault"]
    assert {"Python", "glibc", "内存页", "计算引擎", "时钟", "磁盘空间", "密钥", "版本"} <= {
        one["name"] for one in found
    }
    assert all(one["todo"] for one in found if one["level"] != "fine")


def test_a_fault_is_an_exit_code_and_says_what_to_do(settings: Settings, junheng: Junheng) -> None:  # noqa: F811
    settings.key_path.write_bytes(b"short")
    said = junheng("doctor")
    assert said.code == 2
    assert said.out.startswith("【不行】密钥：") and "从备份放回" in said.out.splitlines()[0]


def test_a_clock_before_the_version_in_force_is_wrong(settings: Settings) -> None:
    past = datetime.now(UTC) - timedelta(days=400)
    assert named(look_at_machine(settings, past), "时钟").level == "fault"
    assert named(look_at_machine(settings), "时钟").level == "fine"


@pytest.mark.parametrize(
    ("what", "value", "name", "level"),
    [
        ("PYTHON", (9, 9), "Python", "fault"),
        ("GLIBC", (9, 9), "glibc", "fault"),
        ("PAGE", 1, "内存页", "note"),
        ("TRY", "import os; os.abort()", "计算引擎", "fault"),
        ("MEMORY_GB", 1e9, "内存", "note"),
    ],
)
def test_each_thing_of_a_machine_that_will_not_do_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, what: str, value: object, name: str, level: str
) -> None:
    monkeypatch.setattr(machine, what, value)
    symptom = named(look_at_machine(settings), name)
    assert symptom.level == level and symptom.todo


@pytest.mark.parametrize(
    ("call", "name", "level"),
    [("link", "硬链接", "note"), ("symlink", "符号链接", "fault")],
)
def test_a_file_system_without_links_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, call: str, name: str, level: str
) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, call, refuses)
    symptom = named(look_at_files(settings), name)
    assert symptom.level == level and symptom.found == "Operation not permitted"


def test_a_full_disk_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "TOO_LITTLE", 1 << 60)
    assert named(look_at_files(settings), "磁盘空间").level == "fault"


def test_what_others_may_read_a_key_too_many_and_a_damaged_version_are_told(settings: Settings) -> None:
    assert named(look_at_home(settings), "版本").level == "fine"
    settings.key_path.chmod(0o644)
    assert named(look_at_home(settings), "密钥").level == "fault"
    (settings.home / "open.json").touch(0o644)
    assert "open.json" in named(look_at_home(settings), "仓库的权限").found
    for path in (settings.versions).glob("*/manifest.json"):
        path.write_text("{")
    assert named(look_at_home(settings), "版本").level == "fault"


def test_the_address_of_a_database_that_others_may_read_is_told(settings: Settings) -> None:
    path = Path(".dagster", "postgres.env")
    path.parent.mkdir()
    path.touch(0o640)
    symptom = named(look_at_home(settings), "Dagster 的数据库")
    assert symptom.level == "fault" and "chmod 600" in symptom.todo
    path.chmod(0o600)
    assert named(look_at_home(settings), "Dagster 的数据库").level == "fine"


def test_a_key_that_has_gone_is_a_fault_only_where_something_landed(settings: Settings) -> None:
    settings.key_path.unlink()
    assert named(look_at_home(settings), "密钥").level == "fine"
    settings.landing.mkdir()
    (settings.landing / "990101.duckdb").touch()
    assert named(look_at_home(settings), "密钥").level == "fault"
    assert named(look_at_home(settings), "入库文件").level == "fault"


def test_rows_and_addresses_that_cannot_be_used_are_told(settings: Settings) -> None:
    assert named(look_at_home(settings), "通知").level == "note"
    settings.county.mkdir()
    (settings.county / "recipients.csv").write_text("县代码,对象,部门代码,镇街代码,通知地址\n,值班,,,值班\n")
    assert named(look_at_home(settings), "通知").level == "fault"
    (settings.county / "departments.csv").write_text("x\n1\n")
    assert named(look_at_home(settings), "县自己的行").level == "fault"
