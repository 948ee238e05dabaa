"""The command `junheng report`: documents from a published version, written where the person wants them.

What does not belong here: what a report says (reports).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import update_wrapper
from inspect import Parameter, Signature, signature
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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

app = typer.Typer(no_args_is_help=True)
OF_ALL_RULESETS = ("year", "ruleset")
"""The options that a report leaves out which is of the newest year and of every ruleset."""


@dataclass(frozen=True)
class Asked:
    """The options that reports share: of what, from which version, and where to write it."""

    county: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="只要该县（六位代码），默认全部。Only this county."),
    ] = None
    year: Annotated[
        int | None,
        typer.Option(metavar="YEAR", help="学年的起始年，如 2024，默认各县最新学年。The year it starts in."),
    ] = None
    ruleset: Annotated[
        str | None,
        typer.Option(metavar="RULESET", help="只要该评价标准（代码），默认全部。Only this ruleset."),
    ] = None
    out: Annotated[Path, typer.Option(metavar="DIR", help="写到哪个文件夹。Where to write.")] = Path(
        "reports"
    )
    version: Annotated[
        str | None,
        typer.Option("--version", metavar="VERSION", help="用哪一版，默认现行版本。From which version."),
    ] = None
    home: Home = None
    as_json: Json = False


def _command(*, without: Collection[str] = ()) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Makes a command: its options are its own and those of `Asked`, which it gets as one value."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        shared = {
            name: one
            for name, one in signature(Asked, eval_str=True).parameters.items()
            if name not in without
        }
        _, *own = signature(function, eval_str=True).parameters.values()

        def run(**told: Any) -> None:
            asked = Asked(**{name: told.pop(name) for name in shared})
            function(asked, **told)

        options = [one.replace(kind=Parameter.KEYWORD_ONLY) for one in (*own, *shared.values())]
        command = update_wrapper(run, function)
        vars(command).update(__signature__=Signature(options), __annotations__={})
        return app.command(function.__name__)(command)

    return register


@_command()
def application(asked: Asked) -> None:
    """申报表：每县、每学年、每个评价标准一个工作簿。The national application form."""
    from pipelines.reports.application.workbook import write_application
    from pipelines.reports.paths import application_path

    _report(asked, _one_each(lambda scope: application_path(asked.out, scope), write_application))


@_command()
def plan(asked: Asked) -> None:
    """达标方案：谁出、谁得、花多少，全县一个工作簿、各校一个。The closing plan, who gives, who gets."""
    from pipelines.reports.closing_plan import write_closing_plan
    from pipelines.reports.closing_schools import write_closing_schools
    from pipelines.reports.paths import closing_plan_path, closing_schools_path

    of_county = _one_each(lambda scope: closing_plan_path(asked.out, scope), write_closing_plan)
    of_schools = _one_each(lambda scope: closing_schools_path(asked.out, scope), write_closing_schools)
    _report(asked, lambda *found: chain(of_county(*found), of_schools(*found)))


@_command()
def school(
    asked: Asked,
    code: Annotated[
        str | None,
        typer.Option("--school", metavar="CODE", help="只要该校（学校标识码），默认全部。Only this school."),
    ] = None,
) -> None:
    """学校自评表：每所学校一个工作簿，每个评价标准一页。A school's self-assessment."""
    from pipelines.reports.paths import schools_folder
    from pipelines.reports.school import write_schools

    _report(
        asked,
        lambda connection, source, scopes: write_schools(
            connection, source, scopes, schools_folder(asked.out, scopes[0]), code
        ),
    )


@_command()
def shortfall(asked: Asked) -> None:
    """缺口清单：每个部门、每个镇街一个工作簿，每个评价标准一页。Shortfalls by department and town."""
    from pipelines.reports.paths import shortfalls_folder
    from pipelines.reports.shortfall import write_shortfalls

    _report(
        asked,
        lambda connection, source, scopes: write_shortfalls(
            connection, source, scopes, shortfalls_folder(asked.out, scopes[0])
        ),
    )


@_command()
def briefing(
    asked: Asked,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="上期通报的日期，默认按该县的间隔推算。The day of the last one."),
    ] = None,
) -> None:
    """督导通报：任务进展、与上期相比、谁欠什么（Word 和 PDF）。The briefing, to edit and to print."""
    from pipelines.documents.fonts import find_fonts
    from pipelines.local_time import day
    from pipelines.reports.briefing.writing import write_briefing
    from pipelines.reports.paths import briefing_path

    fonts, last = find_fonts(), day(since) if since else None
    _report(
        asked,
        lambda connection, source, scopes: write_briefing(
            connection, source, scopes, briefing_path(asked.out, scopes[0]), fonts=fonts, since=last
        ),
    )
    if fonts is None:
        say("这台机器上没有找到中文字体，没有写 PDF；Word 文件照常。")


@_command(without=OF_ALL_RULESETS)
def changes(asked: Asked) -> None:
    """数据变动：与上一版相比从多少变到多少，因为哪个文件。What moved since the version before, and why."""
    from pipelines.reports.changes import write_changes
    from pipelines.reports.paths import changes_path

    write = _one_each(lambda scope: changes_path(asked.out, scope), write_changes)
    # whatever rulesets serve a county, one workbook is of all
    _report(asked, lambda connection, source, scopes: write(connection, source, scopes[:1]))


@_command(without=("county", *OF_ALL_RULESETS))
def dictionary(asked: Asked) -> None:
    """数据字典：全部指标、数据项、表和列，中英文。Every indicator, measure, table and column."""
    from pipelines.reports.dictionary import write_dictionary
    from pipelines.reports.paths import dictionary_path
    from pipelines.warehouse.reading import open_version, version_named

    source, path = version_named(read_settings(home=asked.home), asked.version), dictionary_path(asked.out)
    with open_version(source) as connection:
        write_dictionary(connection, source, path)
    _say_written([path], source, as_json=asked.as_json)


app.info.help = (
    "、".join(str(one.callback.__doc__).partition("：")[0] for one in app.registered_commands if one.callback)
    + "。Documents from a published version."
)
"""Every command says first what its document is called."""


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


def _report(asked: Asked, write: Writing) -> None:
    """Write reports county by county and say which files were written."""
    from pipelines.reports.scope import by_county_year, scopes
    from pipelines.warehouse.reading import open_version, version_named

    source = version_named(read_settings(home=asked.home), asked.version)
    written: list[Path] = []
    with open_version(source) as connection, printing.StageProgress(as_json=asked.as_json) as progress:
        counties = by_county_year(scopes(connection, asked.county, asked.year, asked.ruleset))
        for done, of_county in enumerate(counties):
            progress("report", done, len(counties))
            written += write(connection, source, of_county)
        progress("report", len(counties), len(counties))
    _say_written(written, source, as_json=asked.as_json)


def _say_written(written: Sequence[Path], source: Version, *, as_json: bool) -> None:
    if as_json:
        printing.print_json([str(path) for path in written])
    else:
        for path in written:
            print(path)
        say(f"已用版本 {source.name} 写出 {len(written)} 份文件。")
