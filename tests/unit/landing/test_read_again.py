"""A content that was refused is read again once the rules of reading have changed; history keeps both."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.landing import readers
from pipelines.landing.store import open_store
from pipelines.settings import Settings
from tests.unit.landing.world import FIRST_NIGHT, World, result_of

UNTAUGHT = "refuse until taught\n"


@pytest.fixture
def learning(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> World:
    """A world whose aliases may be added to: a file that is refused until then lands afterwards."""
    aliases = tmp_path / "aliases"
    shutil.copytree(Settings().aliases, aliases)
    world.settings = world.settings.model_copy(update={"aliases": aliases})

    def check_content(
        content: bytes, name: str, *, county_code: str, school_year: int, **_: object
    ) -> object:
        world.read.append(name)
        text = content.decode()
        is_taught = "新表头" in (aliases / "school_register.csv").read_text(encoding="utf-8")
        text = text.removeprefix(UNTAUGHT) if is_taught else text
        return result_of(text, f"{county_code}|{school_year}")

    monkeypatch.setattr(readers, "check_content", check_content)
    return world


def teach(world: World, heading: str = "新表头") -> None:
    with (world.settings.aliases / "school_register.csv").open("a", encoding="utf-8") as file:
        file.write(f"{heading},school_code,,,\n")


def test_a_refused_file_lands_the_night_after_its_alias_was_added(learning: World) -> None:
    learning.put("a.csv", f"{UNTAUGHT}1,一小")
    assert learning.night().files_refused == 1
    assert learning.night().files_unchanged == 1 and learning.read == []
    teach(learning)
    report = learning.night()
    assert (report.files_new, report.files_refused) == (1, 0)
    assert learning.speaking() == ["一小"]
    assert learning.night().files_unchanged == 1 and learning.read == []


def test_what_was_known_before_stays_as_it_was(learning: World) -> None:
    """The ledger only grows: as known on the first night the file is refused, and present."""
    learning.put("a.csv", f"{UNTAUGHT}1,一小")
    learning.night()
    before = learning.sql("from landing.ledger.file_version")
    teach(learning)
    learning.night()
    after = learning.sql("from landing.ledger.file_version order by received_at")
    assert after[0] == before[0]
    assert len(after) == 2
    as_known_on = """
        select state from landing.ledger.file_version inner join (
            select file_id, arg_max(present, noted_at) as present from landing.ledger.presence
            where noted_at <= timestamp '{0}' group by all
        ) using (file_id) where present and received_at <= timestamp '{0}'
    """
    nights = [FIRST_NIGHT + timedelta(hours=1), FIRST_NIGHT + timedelta(days=1, hours=1)]
    assert [learning.sql(as_known_on.format(night)) for night in nights] == [[("refused",)], [("accepted",)]]


def test_it_keeps_the_time_it_was_handed_in_so_that_a_newer_file_of_its_scope_stays_the_newer(
    learning: World,
) -> None:
    learning.put("a.csv", f"{UNTAUGHT}1,一小")
    learning.night()
    teach(learning)
    learning.night()
    seen = learning.sql("select distinct first_seen from landing.ledger.file_version")
    assert seen == [(FIRST_NIGHT,)]


def test_what_was_accepted_is_not_read_again_whatever_the_rules(learning: World) -> None:
    learning.put("a.csv", "1,一小")
    learning.night()
    teach(learning)
    learning.night()
    assert learning.read == []


def test_a_file_that_is_refused_again_is_told_again_once_and_not_every_night(learning: World) -> None:
    learning.put("a.csv", "refuse me")
    learning.night()
    teach(learning, "别的表头")
    learning.night()
    learning.night()
    assert learning.rules() == [("bad", "a.csv"), ("bad", "a.csv")]
    present = learning.sql("""
        select count(*) from (
            select arg_max(present, noted_at) as present from landing.ledger.presence group by file_id
        ) where present
    """)
    assert present == [(1,)], "the older reading no longer stands"


def test_rules_that_go_back_and_forth_make_no_new_versions(learning: World) -> None:
    aliases = learning.settings.aliases / "school_register.csv"
    plain = aliases.read_text(encoding="utf-8")
    learning.put("a.csv", f"{UNTAUGHT}1,一小")
    learning.night()
    for text in (f"{plain}别的表头,school_code,,,\n", plain, f"{plain}别的表头,school_code,,,\n"):
        aliases.write_text(text, encoding="utf-8")
        learning.night()
    assert learning.sql("select count(*) from landing.ledger.file_version") == [(2,)]
    teach(learning)
    learning.night()
    aliases.write_text(plain, encoding="utf-8")
    learning.night()
    assert learning.speaking() == ["一小"], "what was accepted stays accepted"


def test_a_store_from_before_rules_were_remembered_is_read_again_once(learning: World) -> None:
    learning.put("a.csv", "refuse me")
    learning.night()
    with open_store(learning.settings, "990101") as connection:
        connection.execute("alter table store.ledger.file_version drop column rules")
    learning.night()
    assert learning.read == ["a.csv"]
    learning.night()
    assert learning.read == []
