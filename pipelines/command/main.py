"""The command `junheng`: put together from its commands; errors become sentences and exit codes.

Exit codes are a promise (contract.md): 0 done, 1 failure, 2 faults found by `check`, 3 refused by a gate, 4
another refresh is running, 64 a wrong call, 130 and 143 broken off (Ctrl-C, SIGTERM). What does not belong
here: a command. Whatever takes long to import is imported by the function that needs it, so that `junheng
--help` and a small question are answered at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from pipelines.command.backup import backup, restore
from pipelines.command.bi import app as bi
from pipelines.command.check import check
from pipelines.command.docs import docs
from pipelines.command.doctor import doctor
from pipelines.command.init import init
from pipelines.command.logins import grant, logins, revoke
from pipelines.command.next_step import next_step
from pipelines.command.notify import notify
from pipelines.command.plan import plan
from pipelines.command.printing import say
from pipelines.command.publish import app as publish
from pipelines.command.query import query
from pipelines.command.refresh import refresh
from pipelines.command.report import app as report
from pipelines.command.serve import app as serve
from pipelines.command.simulate import simulate
from pipelines.command.status import status
from pipelines.command.templates import templates
from pipelines.command.trace import trace
from pipelines.command.units import units
from pipelines.command.versions import prune, rollback
from pipelines.command.whatif import whatif
from pipelines.errors import Trouble, WrongCall, in_words
from pipelines.sentences import Sentence

app = typer.Typer(
    name="junheng",
    callback=next_step,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
INTERRUPTED = 130
"""With what typer leaves a command that a person breaks off."""
COMMANDS = (
    *(init, refresh, status, query, trace, plan, whatif, check, templates, simulate, rollback, prune),
    *(grant, revoke, logins, backup, restore, notify, doctor, docs, units),
)
for command in COMMANDS:
    app.command()(command)
app.add_typer(publish, name="publish")
app.add_typer(report, name="report")
app.add_typer(bi, name="bi")
app.add_typer(serve, name="serve")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; what goes wrong is said in a sentence."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = app(args=arguments, prog_name="junheng", standalone_mode=False) or 0
        if code == INTERRUPTED:
            say(Sentence("已中断。"))
        return code
    except typer.TyperException as error:
        say(Sentence("{fault}\n用法见 junheng --help。", fault=error.format_message()))
        return WrongCall.exit_code
    except Trouble as trouble:
        say(trouble.sentence)
        return trouble.exit_code
    except OSError as error:
        say(in_words(error))
        return Trouble.exit_code
