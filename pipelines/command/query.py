"""The command `junheng query`: read-only SQL on the version in force.

What does not belong here: which version that is and what a reader may not do (warehouse.reading).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.command import printing
from pipelines.command.fitting import print_fitting
from pipelines.command.options import Home, Json, read_settings
from pipelines.errors import Trouble, WrongCall
from pipelines.sentences import Sentence

FILE = ".sql"


def query(
    sql: Annotated[
        str,
        typer.Argument(metavar="SQL", help="一条查询语句，或一个 .sql 文件。One SQL query, or a .sql file."),
    ],
    version: Annotated[
        str | None,
        typer.Option("--version", metavar="VERSION", help="查哪一版，默认现行版本。Which version."),
    ] = None,
    home: Home = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="输出 CSV。Print CSV.")] = False,
    as_json: Json = False,
) -> None:
    """在现行版本上只读查询。Read-only SQL on the current version, or on another."""
    if as_csv and as_json:
        raise WrongCall(Sentence("--csv 和 --json 只能选一个。"))
    import duckdb

    from pipelines.warehouse.reading import open_version, version_named

    settings = read_settings(home=home)
    with open_version(version_named(settings, version), settings.limits) as connection:
        try:
            cursor = connection.execute(_text(sql))
            columns = [name for name, *_ in cursor.description or []]
            rows = cursor.fetchall()
        except duckdb.Error as error:
            raise Trouble(Sentence("查询没有成功：{error}", error=error)) from error
    if as_json:
        printing.print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif as_csv:
        printing.print_csv(columns, rows)
    else:
        print_fitting(columns, rows)


def _text(sql: str) -> str:
    """The query, read from its file where one is named."""
    if not sql.endswith(FILE):
        return sql
    try:
        return Path(sql).read_text(encoding="utf-8")
    except OSError as error:
        raise WrongCall(
            Sentence("读不出查询文件 {sql}：{strerror}。", sql=sql, strerror=error.strerror)
        ) from error
