"""Who reads while versions are published sees one version in a transaction, never two."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from psycopg import IsolationLevel

from pipelines.postgres.logins import EVERYWHERE, Scope, grant
from pipelines.postgres.nightly import bring_up_to_date
from pipelines.settings import Settings
from tests.unit.postgres.servers import Database
from tests.unit.postgres.three_counties import COUNTIES, publish

READERS, PUBLISHES = 4, 20
ASKED = (
    "select distinct built from meta.build",
    "select distinct mark from marts.fct_school_indicator",
    'select distinct "标记" from bi."学校"',
    "select distinct message::double precision from quality.finding",
    "select distinct mark from marts.fct_county_indicator",
    "select distinct mark from meta.county_build",
)
"""In every version all these are one number, the version's."""


@dataclass
class Seen:
    """What readers saw: how many transactions, which versions, in how many of them two, and errors."""

    transactions: int = 0
    versions: set[float] = field(default_factory=set)
    mixtures: int = 0
    errors: list[str] = field(default_factory=list)


def test_twenty_publishes_are_read_without_an_error_or_a_mixture(
    settings: Settings, database: Database
) -> None:
    _publish_all(settings, 0)
    grant(settings, "reader_of_all", [Scope("nation", EVERYWHERE)])

    def all_nights() -> None:
        for mark in range(1, PUBLISHES + 1):
            _publish_all(settings, mark)

    seen = _read_during(database, "reader_of_all", all_nights)

    assert seen.errors == []
    assert seen.mixtures == 0
    assert seen.transactions > PUBLISHES
    assert len(seen.versions) > PUBLISHES / 2


def test_a_mixture_would_be_noticed(settings: Settings, database: Database) -> None:
    _publish_all(settings, 0)
    grant(settings, "reader_of_mixtures", [Scope("nation", EVERYWHERE)])

    def table_by_table() -> None:
        with database.owner() as there:
            for mark in range(1, PUBLISHES + 1):
                there.execute("update marts.fct_school_indicator set mark = %s", [mark])
                there.execute("select pg_sleep(0.05)")
                there.execute("update meta.build set built = %s", [mark])

    assert _read_during(database, "reader_of_mixtures", table_by_table).mixtures > 0


def test_a_picture_is_kept_until_its_transaction_ends(settings: Settings, database: Database) -> None:
    _publish_all(settings, 1)
    grant(settings, "reader_for_long", [Scope("county", "990101")])
    with database.as_login("reader_for_long") as session:
        session.isolation_level = IsolationLevel.REPEATABLE_READ
        with session.transaction():
            assert session.execute(ASKED[0]).fetchall() == [(1,)]
            _publish_all(settings, 2)
            assert [session.execute(asked).fetchall() for asked in ASKED] == [[(1,)]] * len(ASKED)
        assert [session.execute(asked).fetchall() for asked in ASKED] == [[(2,)]] * len(ASKED)


def _publish_all(settings: Settings, mark: float) -> None:
    publish(settings, dict.fromkeys(COUNTIES, mark))
    bring_up_to_date(settings)


def _read_during(database: Database, login: str, work: Callable[[], None]) -> Seen:
    seen, done, lock = Seen(), threading.Event(), threading.Lock()

    def read() -> None:
        try:
            with database.as_login(login) as session:
                session.isolation_level = IsolationLevel.REPEATABLE_READ
                while not done.is_set():
                    with session.transaction():
                        versions = {mark for asked in ASKED for (mark,) in session.execute(asked).fetchall()}
                    with lock:
                        seen.transactions += 1
                        seen.versions |= versions
                        seen.mixtures += len(versions) != 1
        except Exception as error:
            seen.errors.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        work()
    finally:
        done.set()
        for reader in readers:
            reader.join()
    return seen
