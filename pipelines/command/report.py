"""The command `junheng report`: workbooks from a published version, written where the person wants them.

What does not belong here: what a report says (reports).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.command import printing
from pipelines.command.options import Home, Json, read_settings
from pipelines.command.printing import say

if TYPE_CHECKING:
    import duckdb

    from pipelines.reports.scope import Scope
    from pipelines.warehouse.versions import Version

    Writing = Callable[[duckdb.DuckDBPyConnection, Version, Sequence[Scope]], Iterator[Path]]
    WritingOne = Callable[[duckdb.DuckDBPyConnection, Version, Scope, Path], bool | None]

app = typer.Typer(
    help="填好的申报表、自评表、缺口清单、督导通报、数据变动、数据字典。Documents from a published version.",
    no_args_is_help=True,
)

County = Annotated[
    str | None,
    typer.Option(metavar="CODE", help="只要该县（六位代码），默认全部。Only this county."),
]
Year = Annotated[
    int | None,
    typer.Option(metavar="YEAR", help="学年的起始年，如 2024，默认各县最新学年。The year it starts in."),
]
Ruleset = Annotated[
    str | None,
    typer.Option(metavar="RULESET", help="只要该评价标准（代码），默认全部。Only this ruleset."),
]
Out = Annotated[Path, typer.Option(metavar="DIR", help="写到哪个文件夹。Where to write.")]
VersionName = Annotated[
    str | None,
    typer.Option("--version", metavar="VERSION", help="用哪一版，默认现行版本。From which version."),
]
OUT = Path("reports")


@app.command()
def application(
    county: County = None,
    year: Year = None,
    ruleset: Ruleset = None,
    out: Out = OUT,
    version: VersionName = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """申报表：每县、每学年、每个评价标准一个工作簿。The national application form."""
    from pipelines.reports.application.workbook import write_application
    from pipelines.reports.paths import application_path

    write = _one_each(lambda scope: application_path(out, scope), write_application)
    _report(write, county, year, ruleset, version, home, as_json=as_json)


@app.command()
def plan(
    county: County = None,
    year: Year = None,
    ruleset: Ruleset = None,
    out: Out = OUT,
    version: VersionName = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """达标方案：谁出、谁得、花多少，每个评价标准一个工作簿。The closing plan, who gives, who gets."""
    from pipelines.reports.closing_plan import write_closing_plan
    from pipelines.reports.paths import closing_plan_path

    write = _one_each(lambda scope: closing_plan_path(out, scope), write_closing_plan)
    _report(write, county, year, ruleset, version, home, as_json=as_json)


@app.command()
def school(
    code: Annotated[
        str | None,
        typer.Option("--school", metavar="CODE", help="只要该校（学校标识码），默认全部。Only this school."),
    ] = None,
    county: County = None,
    year: Year = None,
    ruleset: Ruleset = None,
    out: Out = OUT,
    version: VersionName = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """学校自评表：每所学校一个工作簿，每个评价标准一页。A school's self-assessment."""
    from pipelines.reports.paths import schools_folder
    from pipelines.reports.school import write_schools

    def write(
        connection: duckdb.DuckDBPyConnection, source: Version, scopes: Sequence[Scope]
    ) -> Iterator[Path]:
        return write_schools(connection, source, scopes, schools_folder(out, scopes[0]), code)

    _report(write, county, year, ruleset, version, home, as_json=as_json)


@app.command()
def shortfall(
    county: County = None,
    year: Year = None,
    ruleset: Ruleset = None,
    out: Out = OUT,
    version: VersionName = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """缺口清单：每个部门、每个镇街一个工作簿，每个评价标准一页。Shortfalls by department and town."""
    from pipelines.reports.paths import shortfalls_folder
    from pipelines.reports.shortfall import write_shortfalls

    def write(
        connection: duckdb.DuckDBPyConnection, source: Version, scopes: Sequence[Scope]
    ) -> Iterator[Path]:
        return write_shortfalls(connection, source, scopes, shortfalls_folder(out, scopes[0]))

    _report(write, county, year, ruleset, version, home, as_json=as_json)


@app.command()
def briefing(
    county: County = None,
    year: Year = None,
    ruleset: Ruleset = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="上期通报的日期，默认按该县的间隔推算。The day of the last one."),
    ] = None,
    out: Out = OUT,
    version: VersionName = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """督导通报：任务进展、与上期相比、谁欠什么（Word 和 PDF）。The briefing, to edit and to print."""
    from pipelines.documents.fonts import find_fonts
    from pipelines.local_time import day
    from pipelines.reports.briefing.writing import write_briefing
    from pipelines.reports.paths import briefing_path

    fonts, last = find_fonts(), day(since) if since else None

    def write(
        connection: duckdb.DuckDBPyConnection, source: Version, scopes: Sequence[Scope]
    ) -> Iterator[Path]:
        path = briefing_path(out, scopes[0])
        return write_briefing(connection, source, scopes, path, fonts=fonts, since=last)

    _report(write, county, year, ruleset, version, home, as_json=as_json)
    if fonts is None:
        say("这台机器上没有找到中文字体，没有写 PDF；Word 文件照常。")


@app.command()
def changes(
    county: County = None,
    out: Out = OUT,
    version: VersionName = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """数据变动：与上一版相比从多少变到多少，因为哪个文件。What moved since the version before, and why."""
    from pipelines.reports.changes import write_changes
    from pipelines.reports.paths import changes_path

    write = _one_a_county(lambda scope: changes_path(out, scope), write_changes)
    _report(write, county, None, None, version, home, as_json=as_json)


@app.command()
def dictionary(out: Out = OUT, version: VersionName = None, home: Home = None, as_json: Json = False) -> None:
    """数据字典：全部指标、数据项、表和列，中英文。Every indicator, measure, table and column."""
    from pipelines.reports.dictionary import write_dictionary
    from pipelines.reports.paths import dictionary_path
    from pipelines.warehouse.reading import open_version, version_named

    source, path = version_named(read_settings(home=home), version), dictionary_path(out)
    with open_version(source) as connection:
        write_dictionary(connection, source, path)
    _say_written([path], source, as_json=as_json)


def _one_each(path_of: Callable[[Scope], Path], write: WritingOne) -> Writing:
    """Writes a workbook for each scope; `write` says False where there is nothing to write about one."""

    def write_all(
        connection: duckdb.DuckDBPyConnection, source: Version, scopes: Sequence[Scope]
    ) -> Iterator[Path]:
        for scope in scopes:
            path = path_of(scope)
            if write(connection, source, scope, path) is not False:
                yield path

    return write_all


def _one_a_county(path_of: Callable[[Scope], Path], write: WritingOne) -> Writing:
    """Writes a workbook for each county, whatever rulesets serve it."""

    def write_one(
        connection: duckdb.DuckDBPyConnection, source: Version, scopes: Sequence[Scope]
    ) -> Iterator[Path]:
        return _one_each(path_of, write)(connection, source, scopes[:1])

    return write_one


def _report(
    write: Writing,
    county: str | None,
    year: int | None,
    ruleset: str | None,
    version: str | None,
    home: Path | None,
    *,
    as_json: bool,
) -> None:
    """Write reports county by county and say which files were written."""
    from pipelines.reports.scope import by_county_year, scopes
    from pipelines.warehouse.reading import open_version, version_named

    source = version_named(read_settings(home=home), version)
    written: list[Path] = []
    with open_version(source) as connection, printing.StageProgress(as_json=as_json) as progress:
        counties = by_county_year(scopes(connection, county, year, ruleset))
        for done, of_county in enumerate(counties):
            progress("report", done, len(counties))
            written += write(connection, source, of_county)
        progress("report", len(counties), len(counties))
    _say_written(written, source, as_json=as_json)


def _say_written(written: Sequence[Path], source: Version, *, as_json: bool) -> None:
    if as_json:
        printing.print_json([str(path) for path in written])
    else:
        for path in written:
            print(path)
        say(f"已用版本 {source.name} 写出 {len(written)} 份文件。")
