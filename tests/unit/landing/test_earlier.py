"""A home of before texts were masked is brought forward by itself, losing no row and keeping no person."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl

from pipelines.contracts.persons.hashing import Hasher, make_key
from pipelines.landing.earlier import bring_forward, one_file
from pipelines.landing.land import land
from pipelines.landing.store import open_store, store_path
from pipelines.settings import Settings
from tests.integration.persons import traces_in
from tests.landed import landed

NAME, NUMBER = "甄隐名", "13900771234"
EARLIER = (
    "alter table landing.teacher_roster drop column teacher_hash",
    "alter table landing.teacher_roster add column teacher_number text",
    "alter table landing.disability_register drop column birth_month",
    "alter table landing.disability_register add column birth_date date",
    "alter table ledger.refresh drop column county_code",
    "alter table ledger.file_version drop column path_shown",
    "alter table ledger.file_version drop column provider_shown",
)
ROWS = (
    "insert into landing.teacher_roster (file_id, teacher_number, subject)"
    f" values ('f1', 'T{NUMBER}', '{NAME}')",
    "insert into landing.disability_register (file_id, birth_date, disability_type)"
    f" values ('f1', '2013-07-29', '{NAME}'), ('f1', null, '听力')",
    "insert into landing.evidence_register (file_id, scope_key, indicator_code, subject_code, material_name)"
    f" values ('f1', '370399|2024|G1|{NAME}', 'G1', '{NAME}', '{NAME}的材料 {NUMBER}')",
    "insert into landing.class_roster (file_id, sheet, class_name) values ('f1', '表', '1班')",
    "insert into ledger.file_version (file_id, county_code, path, provider, state)"
    f" values ('f1', '990101', '甲{NUMBER}.xlsx', '县级', 'refused')",
    "insert into ledger.finding (finding_id, county_code, message)"
    f" values ('a', '990101', '“认定结论”列：内容是“{NAME}”，应为属实。')",
    "insert into ledger.rejected_row (file_id, content)"
    f""" values ('f1', '{{"学段":"小学","班级":"{NAME}"}}')""",
)


def earlier_home(settings: Settings) -> None:
    with open_store(settings, "990101") as connection:
        for statement in (*EARLIER, *ROWS):
            connection.execute(statement)
    store_path(settings, "990101").rename(one_file(settings))


def test_every_row_is_there_and_no_person_but_in_the_name_of_the_file(tmp_path: Path) -> None:
    settings = Settings(raw=tmp_path / "raw", home=tmp_path / "home", settle_seconds=0)
    (settings.raw / "990101").mkdir(parents=True)
    earlier_home(settings)
    make_key(settings.key_path)
    assert traces_in(settings.home, (NAME, "2013-07-29")), "else the search would show nothing"
    land(settings, refresh_id="r1", now=datetime(2024, 11, 1))
    assert traces_in(settings.home, (NAME, "2013-07-29")) == []
    hashed = Hasher.from_key_file(settings.key_path).hash(pl.Series([f"T{NUMBER}"])).values[0]
    with landed(settings) as connection:

        def told(sql: str) -> list[tuple[object, ...]]:
            return connection.execute(sql).fetchall()

        assert told("select teacher_hash from landing.landing.teacher_roster") == [(hashed,)]
        assert told("select birth_month, disability_type from landing.landing.disability_register") == [
            ("2013-07", None),
            (None, "听力"),
        ]
        ((scope, subject),) = told("select scope_key, subject_code from landing.landing.evidence_register")
        assert scope == f"370399|2024|G1|{subject}"
        assert told("select class_name from landing.landing.class_roster") == [("1班",)]
        ((path, shown),) = told("select path, path_shown from landing.ledger.file_version")
        assert NUMBER in str(path) and NUMBER not in str(shown)
        assert told("select message from landing.ledger.finding") == [
            ("“认定结论”列：内容是（内容不显示），应为属实。",)
        ]
        assert told("select content from landing.ledger.rejected_row") == [('{"学段": "小学"}',)]


def test_a_home_of_today_is_left_as_it_is(tmp_path: Path) -> None:
    settings = Settings(raw=tmp_path / "raw", home=tmp_path / "home")
    hasher = Hasher(b"k" * 32)
    assert not bring_forward(settings, hasher)
    with open_store(settings, "990101"):
        pass
    store_path(settings, "990101").rename(one_file(settings))
    before = one_file(settings).read_bytes()
    assert not bring_forward(settings, hasher)
    assert one_file(settings).read_bytes() == before
