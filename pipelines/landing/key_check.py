"""Whether the key is the one by which a county's persons were hashed: with another, nobody matches as before.

Every store keeps a check value of its key, from which the key cannot be told. A store of before has none; it
gets one when a file of `raw/` that landed in it, hashed again, gives the very hashes that landed. What does
not belong here: making a key (persons.hashing), and the landing itself (land, county).
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import duckdb

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.persons.hashing import Hasher, make_key
from pipelines.errors import Trouble
from pipelines.ingest.discover import RawFile
from pipelines.landing.earlier import one_file
from pipelines.landing.in_the_folder import InTheFolder, PathInFolder, place_in_folder
from pipelines.landing.index import Index, counties_known
from pipelines.landing.readers import Job, Terms, read
from pipelines.landing.store import read_store
from pipelines.landing.troubles import StoreTrouble
from pipelines.sentences import Sentence
from pipelines.settings import Settings

LOG = logging.getLogger(__name__)
HASHED = {
    name: [column for column, one in dataset.columns.items() if one.personal == "hash"]
    for name, dataset in DATASETS.items()
}
"""The columns with hashes, by dataset."""
MOST_TRIED = 3
"""Files of a store of before that are hashed again at most, the smallest first; one is enough as a rule."""
NOTED = "select check_value from store.ledger.key_check"
HAS_TABLE = """
select 1 from duckdb_tables()
where (database_name, schema_name, table_name) = ('store', 'ledger', 'key_check')
"""
KNOWN = """
select school_year, path, file_id, sha256
from store.ledger.file_presence
where state = 'accepted' and is_present and known_until = 'infinity'
    and file_id in (select file_id from store.landing.{table} where "{column}" is not null)
order by size_bytes limit {most}
"""
WHAT_TO_DO = Sentence(
    "什么也没有入库，上一版继续有效。请从备份放回原来的密钥文件再刷新；"
    "原来的密钥找不回来了，见 docs/zh/operating.md 的“密钥文件”。"
)


class KeyGone(Trouble):
    """There is no key, and persons have landed who were hashed by one."""

    def __init__(self, path: Path, landing: Path) -> None:
        super().__init__(
            Sentence(
                "密钥文件 {path} 不见了，而 {landing} 里有用它入库的数据；{what_to_do}",
                path=path,
                landing=landing,
                what_to_do=WHAT_TO_DO,
            )
        )


class OtherKey(Trouble):
    """The key is another one than that by which everything landed."""

    def __init__(self, path: Path, landing: Path) -> None:
        super().__init__(
            Sentence(
                "密钥文件 {path} 不是 {landing} 入库时用的那一把，学生、教师会同以前的对不上；{what_to_do}",
                path=path,
                landing=landing,
                what_to_do=WHAT_TO_DO,
            )
        )


class KeyOfAnotherHome(StoreTrouble):
    """The store of one county was hashed by another key than those of the others."""

    def __init__(self, county_code: str) -> None:
        super().__init__(
            Sentence(
                "县 {county_code} 的入库文件不是用这里的密钥入库的，大概来自另一个仓库；"
                "请放回这个仓库自己的文件，或把它移走。",
                county_code=county_code,
            )
        )


def see_to_key(settings: Settings) -> None:
    """Make the key of a home in which nothing has landed; there must be one where something has.

    Raises:
        KeyGone: there is none.
    """
    if settings.key_path.exists():
        return
    if one_file(settings).exists() or counties_known(settings, Index(settings)):
        raise KeyGone(settings.key_path, settings.landing)
    make_key(settings.key_path)


def counties_of_another_key(
    settings: Settings, index: Index, folders: Collection[InTheFolder], terms: Terms
) -> set[str]:
    """The counties, of those with a store, that were hashed by another key than this.

    What the index remembers is believed, whatever the store is now; its county looks again when it lands.

    Raises:
        OtherKey: all of them were.
    """
    fits = {}
    for folder in folders:
        code = folder.county_code
        noted = index.key_check_before(code)
        fit = terms.hasher.check_value == noted if noted else _fits(settings, folder, terms)
        if fit is not None:
            fits[code] = fit
    if fits and not any(fits.values()):
        raise OtherKey(settings.key_path, settings.landing)
    return {code for code, fit in fits.items() if not fit}


def note_key(connection: duckdb.DuckDBPyConnection, county_code: str, hasher: Hasher, now: datetime) -> None:
    """Have the store `store`, open for writing, keep the check value of its key, or hold the key against it.

    Raises:
        KeyOfAnotherHome: it is that of another key.
    """
    noted = connection.execute(NOTED).fetchone()
    if noted is None:
        connection.execute(
            "insert into store.ledger.key_check values (?, ?, ?)", [county_code, hasher.check_value, now]
        )
    elif noted[0] != hasher.check_value:
        raise KeyOfAnotherHome(county_code)


def _fits(settings: Settings, folder: InTheFolder, terms: Terms) -> bool | None:
    """Whether the key fits the store of a county; None where the store does not tell."""
    try:
        with read_store(settings, folder.county_code) as connection:
            if connection.execute(HAS_TABLE).fetchone() and (noted := connection.execute(NOTED).fetchone()):
                return bool(noted[0] == terms.hasher.check_value)
            return _gives_the_same_hashes(connection, folder, terms)
    except StoreTrouble:
        return None  # said when the county lands


def _gives_the_same_hashes(
    connection: duckdb.DuckDBPyConnection, folder: InTheFolder, terms: Terms
) -> bool | None:
    """Whether a file that landed gives the hashes that landed; None where none lies there any more."""
    there = {place_in_folder(file): file for file in folder.files}
    for table, column in ((table, column) for table, columns in HASHED.items() for column in columns):
        for file_id, file in _files_that_landed(connection, table, column, there):
            landed = connection.execute(
                f'select distinct "{column}" from store.landing.{table} where file_id = ?', [file_id]
            ).fetchall()
            again = _hashes(file, table, column, terms)
            if again:
                return not again.isdisjoint(hashed for (hashed,) in landed)
    return None


def _files_that_landed(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, there: Mapping[PathInFolder, RawFile]
) -> Iterator[tuple[str, RawFile]]:
    """Files with persons that lie there as they landed, the smallest first."""
    try:
        known = connection.execute(KNOWN.format(table=table, column=column, most=MOST_TRIED)).fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        return  # a store of before this dataset, or of before it had the column
    for school_year, path, file_id, content in known:
        file = there.get((school_year, path))
        if file and sha256(file.path.read_bytes()).hexdigest() == content:
            yield file_id, file


def _hashes(file: RawFile, table: str, column: str, terms: Terms) -> set[str]:
    """The hashes that a file gives today."""
    job = Job(file.path.read_bytes(), file.path.name, file.county_code, file.school_year)
    sheets = [sheet for sheet in read(job, terms).sheets if sheet.dataset == table and sheet.accepted.height]
    return {hashed for sheet in sheets for hashed in sheet.accepted[column].to_list() if hashed}
