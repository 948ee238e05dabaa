"""The tables and views of a version as Parquet: what has a county in a file of its own per county.

`<schema>/<relation>/county_code=<code>/data.parquet`, or `<schema>/<relation>.parquet` for what has none
(contract.md). The file of a county that stays as it was is the very file of the version before, by a hard
link. What does not belong here: which county stays (publish).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath

import duckdb

from pipelines.sentences import Sentence
from pipelines.settings import ConnectionSettings
from pipelines.warehouse.copying import Columns, Relation, UntrueCopy, columns, quote, relations, text
from pipelines.warehouse.sharing import link

COUNTY = ("county_code", "县代码")
"""What the column with a county is called in a table, and in a view for people."""
FOLDER, FILE = "parquet", "data.parquet"
PARTIAL, OF = ".partial", "of_county"
"""Where the files of counties are written before they are put in their places, and what parts them there."""
MOST_OPEN = 10_000


def export(
    copy: Path,
    folder: Path,
    counties: Collection[str],
    before: Path | None,
    limits: ConnectionSettings,
    moved: Mapping[tuple[str, str], Collection[str | None]],
) -> None:
    """Write every relation of a version's file.

    Args:
        copy: the version's DuckDB file.
        folder: where to write.
        counties: whose rows are others than before.
        before: the same folder of the version before, whose other files are shared; None without one.
        limits: memory and threads.
        moved: of some tables, in which of these counties they have other rows; the others are as before too.

    Raises:
        UntrueCopy: a file does not hold as many rows as it should.
    """
    with duckdb.connect(":memory:", config=limits) as connection:
        connection.execute(f"attach {text(copy.as_posix())} as copy (read_only); use copy")
        known = columns(connection, "copy")
        everyone = _counties(connection, known) if before else set()
        # one thread and as many open files as there are counties: a county has one file
        connection.execute(f"set threads = 1; set partitioned_write_max_open_files = {MOST_OPEN}")
        for relation in relations(connection, "copy"):
            place = folder / relation.schema / relation.name
            county = next((name for name in COUNTY if name in known[relation.key]), None)
            if county is None:
                _write(connection, relation, place.with_name(f"{relation.name}.parquet"))
                continue
            others = moved.get(relation.key, counties)
            shared = _share(before / relation.schema / relation.name, place, others) if before else set()
            wanted = everyone - shared if shared else None
            _write_counties(connection, relation, county, wanted, place)


def write_one(copy: Path, place: PurePosixPath, target: Path, limits: ConnectionSettings) -> None:
    """Write the file of one relation, or of one county of it, as `export` does.

    Args:
        copy: the version's DuckDB file.
        place: where it lies below the folder of Parquet.
        target: where to write it.
        limits: memory and threads.

    Raises:
        UntrueCopy: it does not hold as many rows as it should.
    """
    schema, name = place.parts[:2]
    with duckdb.connect(":memory:", config=limits) as connection:
        connection.execute("set threads = 1")
        connection.execute(f"attach {text(copy.as_posix())} as copy (read_only); use copy")
        rows = f"select * from {quote(schema)}.{quote(name.removesuffix('.parquet'))}"
        if place.name == FILE:
            known = columns(connection, "copy")[schema, name]
            county = next(column for column in COUNTY if column in known)
            rows += f" where {quote(county)} = {text(place.parent.name.partition('=')[2])}"
        _copy(connection, rows, target, "", target)


def _counties(connection: duckdb.DuckDBPyConnection, known: Columns) -> set[str]:
    """Every county that has a row in any table; a view has none of its own."""
    own = [
        f"select distinct {COUNTY[0]} from {one.quoted} where {COUNTY[0]} is not null"
        for one in relations(connection, "copy")
        if not one.is_view and COUNTY[0] in known[one.key]
    ]
    return {code for (code,) in connection.execute(" union ".join(own)).fetchall()} if own else set()


def _share(before: Path, place: Path, counties: Collection[str | None]) -> set[str]:
    """Link the files of counties that stay; returns their codes."""
    shared = set()
    for path in before.glob(f"{COUNTY[0]}=*/{FILE}"):
        code = path.parent.name.partition("=")[2]
        if code not in counties:
            link(path, place / path.parent.name / FILE)
            shared.add(code)
    return shared


def _write(connection: duckdb.DuckDBPyConnection, relation: Relation, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    _copy(connection, f"select * from {relation.quoted}", path, "", path)


def _write_counties(
    connection: duckdb.DuckDBPyConnection,
    relation: Relation,
    county: str,
    wanted: Collection[str] | None,
    place: Path,
) -> None:
    """Write a file for each of these counties, or for every one; at once, because a view is asked but once.

    They are named, and not those that need none: so DuckDB passes over the rows of all others.
    """
    partial = place / PARTIAL
    partial.mkdir(parents=True, exist_ok=True)
    which = f"{quote(county)} is not null"
    if wanted is not None:
        which = f"{quote(county)} in ({', '.join(map(text, sorted(wanted)))})" if wanted else "false"
    rows = f"select *, {quote(county)} as {OF} from {relation.quoted} where {which}"
    _copy(connection, rows, partial, f", partition_by ({OF})", partial / "*" / "*.parquet")
    for path in partial.glob("*/*.parquet"):
        target = place / f"{COUNTY[0]}={path.parent.name.partition('=')[2]}"
        target.mkdir()
        path.rename(target / FILE)
        path.parent.rmdir()
    partial.rmdir()


def _copy(connection: duckdb.DuckDBPyConnection, rows: str, path: Path, how: str, written_as: Path) -> None:
    (meant,) = connection.execute(
        f"copy ({rows}) to {text(path.as_posix())} (format parquet{how})"
    ).fetchone() or (0,)
    if not meant and not path.is_file():
        return
    (written,) = connection.execute(
        "select count(*) from read_parquet(?, hive_partitioning = false)", [str(written_as)]
    ).fetchone() or (0,)
    if written != meant:
        raise UntrueCopy(
            Sentence(
                "{path} 有 {written} 行，应有 {meant} 行，没有发布。",
                path=path.name,
                written=written,
                meant=meant,
            )
        )
