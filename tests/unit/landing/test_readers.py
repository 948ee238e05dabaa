"""Reading in several processes: the same result as in one, faults told, nobody left behind."""

from __future__ import annotations

import os
import pickle
import signal
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipelines.contracts.persons.hashing import make_key
from pipelines.contracts.result import FileResult
from pipelines.landing import readers, reading
from pipelines.landing.land import land
from pipelines.landing.readers import Job, ReaderGone, Readers, Terms
from pipelines.landing.store import open_store
from pipelines.landing.tables import LEDGER
from pipelines.settings import PROJECT, Settings
from tests.unit.landing.world import DATASET, FIRST_NIGHT
from tests.unit.outliving import outlive

SAMPLE = PROJECT / "raw" / "sample"
ORPHANS = """
import time
from pathlib import Path
from pipelines.landing.readers import Readers, Terms
with Readers(2, Terms((Path("aliases"),), Path("secret.key"), 0.1)) as readers:
    print(*readers.numbers, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def terms(tmp_path: Path) -> Terms:
    make_key(tmp_path / "secret.key")
    return Terms(Settings().alias_folders, tmp_path / "secret.key", 0.1)


def job(path: Path) -> Job:
    return Job(path.read_bytes(), path.name, "990101", 2024)


def kept(result: FileResult) -> list[object]:
    """Everything landing keeps of a result, as values that can be compared."""
    sheets = [
        replace(
            sheet,
            found=None,
            addresses=(),
            accepted=sheet.accepted.rows(),
            unknown=sheet.unknown.rows(),
            rejected=sheet.rejected.rows(),
        )
        for sheet in result.sheets
    ]
    return [result.state, result.reason, result.findings, sheets]


def test_every_sample_reads_in_another_process_as_it_does_in_this_one(terms: Terms) -> None:
    jobs = [job(path) for path in sorted(SAMPLE.iterdir()) if path.suffix != ".md"]
    with Readers(2, terms) as two:
        read = [two.submit(one) for one in jobs]
        for one, future in zip(jobs, read, strict=True):
            assert kept(future.result()) == kept(readers.read(one, terms)), one.name


def test_a_county_lands_alike_in_one_process_and_in_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LITTLE", 0)
    folder = tmp_path / "raw" / "990101" / "2024"
    folder.mkdir(parents=True)
    for number in range(12):
        row = f"37{number:08d},第{number}小学,完全小学"
        (folder / f"{number:02d}.csv").write_text(f"学校代码,学校名称,办学类型\n{row}\n", encoding="utf-8")
    (folder / "00副本.csv").write_bytes((folder / "00.csv").read_bytes())
    make_key(tmp_path / "secret.key")
    landed = []
    for threads in (1, 2):
        settings = Settings(
            raw=tmp_path / "raw",
            home=tmp_path / str(threads),
            key_file=tmp_path / "secret.key",
            threads=threads,
            settle_seconds=0,
        )
        report = land(settings, refresh_id="r1", now=FIRST_NIGHT)
        assert report.files_new + report.files_refused == 13
        landed.append(everything(settings))
    assert landed[0] == landed[1]


def everything(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    with open_store(settings, "990101") as connection:
        tables = [f"landing.{DATASET}", *(f"ledger.{table}" for table in LEDGER)]
        return {
            table: connection.execute(f"select * from store.{table} order by all").fetchall()
            for table in tables
        }


def test_a_process_that_ends_while_it_reads_is_told_with_the_name_of_the_file(terms: Terms) -> None:
    with Readers(1, terms) as one:
        os.kill(one.numbers[0], signal.SIGKILL)
        with pytest.raises(ReaderGone, match=r"不见了.*退出码 -9"):
            one.submit(Job(b"", "不见了.csv", "990101", 2024)).result()


def test_what_holds_the_key_does_not_go_through_a_pipe(terms: Terms) -> None:
    assert terms.hasher.hash(pl.Series(["370399200001010011"])).bad.sum() == 0
    assert terms.key_path.read_bytes() not in pickle.dumps(terms)


def test_when_their_refresh_is_killed_they_go_too() -> None:
    assert outlive(ORPHANS) == []
