"""The command `junheng check`: what a school clerk runs before handing a file in.

What does not belong here: finding faults (contracts.check), why headings were taken for what they were
(explanations), and the workbooks that go back to the senders (feedback).
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.command import printing
from pipelines.command.options import Json, read_settings
from pipelines.command.printing import print_table
from pipelines.errors import WrongCall
from pipelines.ingest.discover import readable
from pipelines.sentences import Sentence

if TYPE_CHECKING:
    from pipelines.contracts.result import FileResult, SheetResult

FAULTS_FOUND = 2


def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="要检查的文件。Files to check."),
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
    for path in files:
        if path.is_dir():
            raise WrongCall(
                Sentence(
                    "{path} 是文件夹；请写出其中的文件，如 {example}。",
                    path=readable(str(path)),
                    example=path / "*.xlsx",
                )
            )
        if not path.exists():
            raise WrongCall(
                Sentence("没有文件 {path}；请核对文件名和所在的文件夹。", path=readable(str(path)))
            )
    from secrets import token_bytes

    from pipelines.contracts.books import Books
    from pipelines.contracts.check import check_file
    from pipelines.contracts.persons.hashing import KEY_BYTES, Hasher
    from pipelines.feedback.workbook import Answers
    from pipelines.ingest.discover import place_of

    settings = read_settings()
    # hashes made here are thrown away, so a key of this moment does and no key file is made
    hasher = Hasher(token_bytes(KEY_BYTES))
    books = Books(settings)
    answers = Answers(feedback) if feedback else None
    results, written = {}, {}
    for path in files:
        county_code, school_year = place_of(path)
        book = books.of(county_code)
        result = check_file(
            path,
            county_code=county_code,
            school_year=school_year,
            book=book,
            hasher=hasher,
            max_rejected_share=settings.max_rejected_share,
        )
        if answers:
            written[path] = answers.write(path, result, book)
        results[path] = result.without_pages()
    told: dict[Path, dict[str, Any]] = {
        path: {"explain": explain, "feedback": written.get(path)} for path in results
    }
    if as_json:
        printing.print_json([_as_dict(path, results[path], **told[path]) for path in results])
    else:
        for path, result in results.items():
            _print_check(path, result, **told[path])
    findings = [finding for result in results.values() for finding in result.findings]
    return FAULTS_FOUND if any(finding.severity != "note" for finding in findings) else 0


def _as_dict(
    path: Path, result: FileResult, *, explain: bool = False, feedback: Path | None = None
) -> dict[str, Any]:
    """What a check of one file found, for JSON; no rows, as they may hold persons.

    Args:
        path: the file.
        result: what was found.
        explain: say for each sheet what its headings were taken for and why.
        feedback: the workbook that was written about it, if any.
    """
    from pipelines.command.explanations import explanation_of

    return {
        "file": readable(str(path)),
        "state": result.state,
        "reason": result.reason,
        "feedback": str(feedback) if feedback else None,
        "sheets": [
            _sheet_as_dict(sheet) | ({"explanation": explanation_of(sheet)} if explain else {})
            for sheet in result.sheets
        ],
        "findings": [asdict(finding) | {"message": finding.message} for finding in result.findings],
    }


def _print_check(
    path: Path, result: FileResult, *, explain: bool = False, feedback: Path | None = None
) -> None:
    """Say what a file was recognised as, and every fault with its place and remedy; see `_as_dict`."""
    from pipelines.command.explanations import print_explanation
    from pipelines.contracts.telling.phrases import SEVERITY
    from pipelines.feedback.fault_list import errors_first

    set_aside = sum(sheet.rows_rejected for sheet in result.sheets)
    but = f"，但有 {set_aside} 行会被搁置" if set_aside else ""
    print(f"{readable(str(path))}：{f'可以报送{but}' if result.state == 'accepted' else '会被退回'}")
    sheets = [_sheet_line(sheet) for sheet in result.sheets]
    if sheets:
        print_table(("工作表", "认作", "状态", "行数", "采用", "搁置", "略过"), sheets)
    if explain:
        print_explanation(result)
    findings = [
        (SEVERITY[one.severity], one.sheet, one.row, one.column, one.found_and_expected, one.remedy)
        for one in sorted(result.findings, key=errors_first)
    ]
    if findings:
        print_table(("程度", "工作表", "行", "列", "问题", "处理办法"), findings)
    else:
        print("没有发现问题。")
    if feedback:
        print(f"反馈表：{feedback}")


def _sheet_as_dict(sheet: SheetResult) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "dataset": sheet.dataset,
        "state": sheet.state,
        "reason": sheet.reason,
        "rows_read": sheet.rows_read,
        "rows_accepted": sheet.rows_accepted,
        "rows_rejected": sheet.rows_rejected,
        "rows_passed_over": sheet.rows_passed_over,
    }


def _sheet_line(sheet: SheetResult) -> tuple[Any, ...]:
    from pipelines.contracts.datasets.catalogue import DATASETS
    from pipelines.contracts.telling.phrases import CHECKED_STATE

    return (
        sheet.sheet,
        DATASETS[sheet.dataset].title if sheet.dataset else None,
        CHECKED_STATE[sheet.state],
        sheet.rows_read,
        sheet.rows_accepted,
        sheet.rows_rejected,
        sheet.rows_passed_over,
    )
