"""The tables and views of a version as Parquet: what has a county in a file of its own per county.

`<schema>/<relation>/county_code=<code>/data.parquet`, or `<schema>/<relation>.parquet` for what has none
(contract.md). The file of a county that stays as it was is the very file of the version before, by a hard
link. What does not belong here: which county stays (publish).
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import duckdb

from pipelines.settings import ConnectionSettings
from pipelines.warehouse.copying import Relation, UntrueCopy, quote, relations, text
from pipelines.warehouse.sharing import link

COUNTY = ("county_code", "县代码")
"""What the column with a county is called in a table, and in a view for people."""
FOLDER, FILE = "parquet", "data.parquet"


def export(
    copy: Path, folder: Path, counties: Collection[str], before: Path | None, limits: ConnectionSettings
) -> None:
    """Write every relation of a version's file.

    Args:
        copy: the version's DuckDB file.
        folder: where to write.
        counties: whose rows are others than before.
        before: the same folder of the version before, whose other files are shared; None without one.
        limits: memory and threads.

    Raises:
        UntrueCopy: a file does not hold as many rows as it should.
    """
    with duckdb.connect(":memory:", config=limits) as connection:
        connection.execute(f"attach {text(copy.as_posix())} as copy (read_only)")
        connection.execute("use copy")
        for relation in relations(connection, "copy"):
            place = folder / relation.schema / relation.name
            county = _county_column(connection, relation)
            if county is None:
                _write(connection, relation, "true", place.with_name(f"{relation.name}.parquet"))
                continue
            shared = set()
            if before:
                shared = _share(before / relation.schema / relation.name, place, counties)
            rows = f"select distinct {quote(county)} from {relation.quoted} where {quote(county)} is not null"
            for (code,) in connection.execute(rows).fetchall():
                if code not in shared:
                    path = place / f"{COUNTY[0]}={code}" / FILE
                    _write(connection, relation, f"{quote(county)} = {text(code)}", path)


def _share(before: Path, place: Path, counties: Collection[str]) -> set[str]:
    """Link the files of counties that stay; returns their codes."""
    shared = set()
    for path in before.glob(f"{COUNTY[0]}=*/{FILE}"):
        code = path.parent.name.partition("=")[2]
        if code not in counties:
            link(path, place / path.parent.name / FILE)
            shared.add(code)
    return shared


def _county_column(connection: duckdb.DuckDBPyConnection, relation: Relation) -> str | None:
    described = connection.execute(f"describe {relation.quoted}").fetchall()
    return next((name for name, *_ in described if name in COUNTY), None)


def _write(connection: duckdb.DuckDBPyConnection, relation: Relation, which: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = f"select * from {relation.quoted} where {which}"
    (meant,) = connection.execute(
        f"copy ({rows}) to {text(path.as_posix())} (format parquet)"
    ).fetchone() or (0,)
    (written,) = connection.execute("select count(*) from read_parquet(?)", [str(path)]).fetchone() or (0,)
    if written != meant:
        raise UntrueCopy(f"{path.name} 有 {written} 行，应有 {meant} 行，没有发布。")
