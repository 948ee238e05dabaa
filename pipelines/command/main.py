"""The command `junheng`: parses what was asked, calls who does it, prints what came of it.

Exit codes are a promise (contract.md): 0 done, 1 failure, 2 faults found by `check`, 3 refused by a gate, 4
another refresh is running, 64 a wrong call. What does not belong here: doing anything itself, and how
things look (printing). Whatever takes long to import is imported by the command that needs it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from pipelines.command import printing
from pipelines.command.options import Home, Json, Raw, read_settings
from pipelines.command.printing import say
from pipelines.command.report import app as report_app
from pipelines.errors import Trouble, WrongCall

FAULTS_FOUND = 2
EXIT_CODES = {"published": 0, "affirmed": 0, "failed": 1, "refused": 3, "busy": 4}

app = typer.Typer(
    name="junheng",
    help="均衡：县域义务教育优质均衡数据仓库。The warehouse of a county's balanced compulsory education.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(report_app, name="report")


@app.command()
def refresh(
    raw: Raw = None,
    home: Home = None,
    as_known_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="只用到该日为止收到的文件，如 2024-10-31。Files received by then."),
    ] = None,
    county: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="只读取该县（六位代码），可重复。Only this county."),
    ] = None,
    as_json: Json = False,
) -> int:
    """读取新文件、核查、计算、再核查、发布。Land what is new, gate, build, gate again, publish.

    退出码 exit codes: 0 已发布或无变化 · 3 被核查拦下（上一版仍有效）· 4 另一次刷新正在进行 · 1 失败
    """
    settings = read_settings(raw=raw, home=home)
    known_on = end_of_day(as_known_on, settings.time_zone) if as_known_on else None
    counties = county or []
    for code in counties:
        if not re.fullmatch(r"[0-9]{6}", code):
            raise WrongCall(f"--county 应为六位数字的县代码，收到“{code}”。")
    if not settings.raw.is_dir():
        raise WrongCall(f"没有原始文件夹 {settings.raw}；请建立它，或用 --raw 指明位置。")
    from pipelines.command import answers
    from pipelines.orchestration.run import refresh as run
    from pipelines.warehouse.reading import verdicts
    from pipelines.warehouse.versions import current

    with printing.StageProgress(as_json=as_json) as progress:
        outcome = run(settings, counties=counties, as_known_on=known_on, progress=progress)
    version = current(settings)
    found = verdicts(version) if version else []
    if as_json:
        printing.print_json(answers.outcome_as_dict(outcome, found))
    else:
        answers.print_outcome(settings, outcome, version, found)
    return EXIT_CODES[outcome.outcome]


@app.command()
def status(home: Home = None, as_json: Json = False) -> None:
    """版本、现行版本及其新旧、有效文件、被退回的文件及原因。What is current, files in force and refused."""
    from pipelines.command import answers
    from pipelines.warehouse.status import status_of

    settings = read_settings(home=home)
    found = status_of(settings)
    if as_json:
        printing.print_json(found.as_dict())
    else:
        answers.print_status(found, settings.time_zone)


@app.command()
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="一条查询语句。One SQL query.")],
    home: Home = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="输出 CSV。Print CSV.")] = False,
    as_json: Json = False,
) -> None:
    """在现行版本上只读查询。Read-only SQL on the current version."""
    if as_csv and as_json:
        raise WrongCall("--csv 和 --json 只能选一个。")
    import duckdb

    from pipelines.warehouse.reading import open_current

    with open_current(read_settings(home=home)) as connection:
        try:
            cursor = connection.execute(sql)
            columns = [name for name, *_ in cursor.description or []]
            rows = cursor.fetchall()
        except duckdb.Error as error:
            raise Trouble(f"查询没有成功：{error}") from error
    if as_json:
        printing.print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif as_csv:
        printing.print_csv(columns, rows)
    else:
        printing.print_table(columns, rows)


@app.command()
def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", exists=True, dir_okay=False, help="要检查的文件。Files to check."),
    ],
    feedback: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            file_okay=False,
            help="把反馈表（问题清单和标出问题的副本）写到这个文件夹。Write feedback workbooks there.",
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="列出每个表头认作什么、依据什么。Say what each heading means.")
    ] = False,
    as_json: Json = False,
) -> int:
    """报送前自查：认作什么表，问题在哪一页、哪一行、哪一列，怎么改。Check files before handing them in.

    除 --feedback 外不写任何东西 writes nothing but what --feedback asks for.

    退出码 exit codes: 0 没有问题 · 2 有问题
    """
    from secrets import token_bytes

    from pipelines.command import answers
    from pipelines.contracts.check import check_file
    from pipelines.contracts.persons.hashing import KEY_BYTES, Hasher
    from pipelines.contracts.recognising.aliases import AliasBook
    from pipelines.feedback.workbook import write_all
    from pipelines.ingest.discover import place_of

    settings = read_settings()
    # hashes made here are thrown away, so a key of this moment does and no key file is made
    book, hasher = AliasBook.load(settings.aliases), Hasher(token_bytes(KEY_BYTES))
    results = {}
    for path in files:
        county_code, school_year = place_of(path)
        results[path] = check_file(
            path,
            county_code=county_code,
            school_year=school_year,
            book=book,
            hasher=hasher,
            max_rejected_share=settings.max_rejected_share,
        )
    written = write_all(feedback, results, book) if feedback else {}
    told: dict[Path, dict[str, Any]] = {
        path: {"explain": explain, "feedback": written.get(path)} for path in results
    }
    if as_json:
        printing.print_json([answers.check_as_dict(path, results[path], **told[path]) for path in results])
    else:
        for path, result in results.items():
            answers.print_check(path, result, **told[path])
    findings = [finding for result in results.values() for finding in result.findings]
    return FAULTS_FOUND if any(finding.severity != "note" for finding in findings) else 0


@app.command()
def simulate(
    out: Annotated[Path, typer.Option(metavar="DIR", help="写到哪个文件夹。Where to write.")],
    counties: Annotated[int, typer.Option(min=1, help="几个县。How many counties.")] = 1,
    seed: Annotated[int, typer.Option(help="种子相同则文件相同。Same seed, same bytes.")] = 20240508,
    faults: Annotated[bool, typer.Option(help="同时植入记录在案的错误。Plant documented faults.")] = False,
    scale: Annotated[
        float, typer.Option(help="学生规模，1 为实际大小。Pupils per school, 1 is life-size.")
    ] = 1.0,
    as_json: Json = False,
) -> None:
    """生成虚构县的原始文件（标明为虚构）。Write synthetic raw files, labelled synthetic."""
    if scale <= 0:
        raise WrongCall(f"--scale 应大于 0，收到 {scale}。")
    from pipelines.simulate.county import simulate as write

    paths = write(out, counties=counties, seed=seed, faults=faults, scale=scale)
    if as_json:
        printing.print_json([str(path) for path in paths])
    else:
        say(f"已在 {out} 写出 {len(paths)} 个虚构的原始文件。下一步：junheng refresh --raw {out}")


@app.command()
def rollback(
    version: Annotated[
        str, typer.Argument(metavar="VERSION", help="版本名，见 junheng status。A version's name.")
    ],
    home: Home = None,
) -> None:
    """把现行版本改回较早的一版。Re-point current to an earlier version."""
    from pipelines.warehouse.lock import refresh_lock
    from pipelines.warehouse.versions import roll_back

    settings = read_settings(home=home)
    with refresh_lock(settings):
        roll_back(settings, version)
    say(f"现行版本已改为 {version}。下一次刷新会按现有文件重新发布。")


@app.command()
def prune(home: Home = None) -> None:
    """删除旧版本，保留最新的若干版（设置 keep_versions）和现行版本。Drop old versions."""
    from pipelines.warehouse.lock import refresh_lock
    from pipelines.warehouse.versions import prune as drop

    settings = read_settings(home=home)
    with refresh_lock(settings):
        removed = drop(settings)
    say(f"已删除 {len(removed)} 个旧版本。" + "".join(f"\n  {name}" for name in removed))


def end_of_day(text: str, zone: ZoneInfo) -> datetime:
    """The last moment of a day, or the moment itself if a time is given too, as UTC without a zone.

    Raises:
        WrongCall: it is no date.
    """
    try:
        moment = datetime.combine(date.fromisoformat(text), time.max, zone)
    except ValueError:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise WrongCall(f"--as-known-on 应为日期，如 2024-10-31，收到“{text}”。") from error
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return moment.astimezone(UTC).replace(tzinfo=None)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; what goes wrong is said in a sentence."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        return app(args=arguments, prog_name="junheng", standalone_mode=False) or 0
    except typer.TyperException as error:
        say(f"{error.format_message()}\n用法见 junheng --help。")
        return WrongCall.exit_code
    except Trouble as trouble:
        say(str(trouble))
        return trouble.exit_code
    except OSError as error:
        say(f"没有成功：{error}")
        return Trouble.exit_code


if __name__ == "__main__":
    main()
