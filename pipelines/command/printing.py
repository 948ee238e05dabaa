"""How the command shows things: tables, progress, JSON, sentences for a county officer.

Results go to standard output, everything else to standard error, so that a result can be piped on. What
does not belong here: finding anything out.
"""

from __future__ import annotations

import csv
import json
import os
import re
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import isfinite
from types import TracebackType
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from pipelines.command.language import as_read

BYTE_ORDER_MARK = "\ufeff"
PLAIN_WIDTH = 200
"""How wide a table may be where there is no terminal to fit it into."""
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula, the wide signs too, or drops before one."""
NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
READ = 4
"""Decimals of a number in a table, which is for reading; CSV and JSON have all of them."""
STAGES = {
    "landing": "读取文件",
    "gates": "核查",
    "build": "计算",
    "publish": "发布",
    "report": "报表",
    "backup": "备份",
    "restore": "恢复",
}


def say(message: str) -> None:
    """One sentence to the person, on standard error, in their language where there is one in it."""
    print(as_read(message), file=sys.stderr, flush=True)


def print_json(value: object) -> None:
    """A value as JSON on standard output; times as ISO text."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows as CSV on standard output.

    A file begins with a byte order mark, without which Excel takes Chinese for another encoding; a terminal
    or a program that reads along gets none.
    """
    if _is_new_file(sys.stdout):
        sys.stdout.write(BYTE_ORDER_MARK)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(map(harmless, columns))
    writer.writerows(map(harmless, row) for row in rows)


def harmless(cell: object) -> object:
    """A cell as a spreadsheet may open it: a text that it would take for a formula gets an apostrophe."""
    if isinstance(cell, str) and cell.startswith(FORMULA) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _is_new_file(stream: TextIO) -> bool:
    """Whether what is written there begins a file; what is appended to one does not."""
    try:
        facts = os.fstat(stream.fileno())
    except (OSError, ValueError):  # a stream that is no file of the system
        return False
    return stat.S_ISREG(facts.st_mode) and facts.st_size == 0


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None = None) -> None:
    """Rows as a table on standard output; a missing value is an empty cell, numbers stand on one line."""
    table, lines = Table(title=title, title_justify="left"), list(rows)
    for at, column in enumerate(columns):
        values = [row[at] for row in lines if row[at] is not None]
        if values and all(_is_number(value) for value in values):
            table.add_column(Text(column, overflow="fold"), justify="right", no_wrap=True)
        else:
            table.add_column(Text(column), overflow="fold")
    for row in lines:
        table.add_row(*(Text(for_reading(value)) for value in row))
    Console(width=table_width()).print(table)


def table_width() -> int:
    """How wide a table may be: as the terminal, or as is good for reading where there is none."""
    console = Console()
    return console.width if console.is_terminal else PLAIN_WIDTH


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def for_reading(value: Any) -> str:
    """A value as it is read: a number rounded, a small one to as many digits as it takes to see it."""
    if value is None:
        return ""
    if not isinstance(value, float | Decimal) or not isfinite(value):
        return str(value)
    is_small = 0 < abs(float(value)) < 1
    shown = f"{value:.{READ}g}" if is_small else f"{value:.{READ}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown and "e" not in shown else shown


def print_records(headings: Mapping[str, str], records: Iterable[Mapping[str, Any]], title: str) -> None:
    """Records as a table; `headings` chooses columns and gives each its heading."""
    print_table(list(headings.values()), [[record[name] for name in headings] for record in records], title)


class StageProgress:
    """Shows which stage a refresh is in: a bar on a terminal, else a line a step; as JSON when asked.

    Called with the stage's name, how much of it is done and how much there is. Everything goes to standard
    error.
    """

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._stage = ""
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        if sys.stderr.isatty() and not as_json:
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
            )
            self._bar = Progress(*columns, console=Console(stderr=True))

    def __enter__(self) -> StageProgress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._bar:
            self._bar.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` steps of a stage are done."""
        if self._as_json:
            say(json.dumps({"stage": stage, "done": done, "total": total}))
        elif self._bar:
            if stage != self._stage or self._task is None:
                self._task = self._bar.add_task(STAGES.get(stage, stage), total=total)
            self._bar.update(self._task, completed=done, total=total)
        elif stage != self._stage or done == total:
            say(f"[{stage}] {STAGES.get(stage, stage)} {done}/{total}")
        self._stage = stage
