"""The command `junheng refresh`: one run of the nightly job.

What does not belong here: running it (orchestration.run), and how what came of it is told (outcome).
"""

from __future__ import annotations

import re
import sys
from contextlib import redirect_stdout
from typing import Annotated
from uuid import uuid4

import typer

from pipelines.command import printing
from pipelines.command.notify import tell_after_refresh
from pipelines.command.options import Home, Json, Raw, read_settings
from pipelines.errors import Trouble, WrongCall
from pipelines.local_time import NoDay, end_of_day
from pipelines.sentences import Sentence
from pipelines.settings import Settings

EXIT_CODES = {"published": 0, "affirmed": 0, "failed": 1, "refused": 3, "busy": 4}
"""By outcome; a refresh that is told to end leaves with 143 (SIGTERM) or 130 (SIGINT)."""


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

    退出码 exit codes: 0 已发布或无变化 · 3 被核查拦下（上一版仍有效）· 4 另一次刷新正在进行 · 1 失败 ·
    143、130 被中止（SIGTERM、Ctrl-C），上一版仍有效
    """
    settings = read_settings(raw=raw, home=home)
    try:
        known_on = end_of_day(as_known_on, settings.time_zone) if as_known_on else None
    except NoDay as error:
        raise WrongCall(Sentence("--as-known-on {error}", error=error)) from error
    counties = county or []
    for code in counties:
        if not re.fullmatch(r"[0-9]{6}", code):
            raise WrongCall(Sentence("--county 应为六位数字的县代码，收到“{code}”。", code=code))
    try:
        _look_before(settings)
    except Trouble as trouble:
        _note_not_begun(settings, trouble)
        raise
    from pipelines.command.outcome import outcome_as_dict, print_outcome
    from pipelines.orchestration.run import Underway, break_off
    from pipelines.orchestration.run import refresh as run
    from pipelines.processes.ending import work_until_told
    from pipelines.warehouse.reading import verdicts
    from pipelines.warehouse.versions import current, named

    underway, out = Underway(), sys.stdout

    def leave(_: int) -> None:
        progress.close()
        stopped = break_off(settings, underway)
        if as_json:
            with redirect_stdout(out):
                printing.print_json(outcome_as_dict(stopped, []))
            out.flush()
        else:
            printing.say(stopped.reasons[0])

    with printing.StageProgress(as_json=as_json) as progress:
        outcome = work_until_told(
            lambda: run(
                settings, counties=counties, as_known_on=known_on, progress=progress, underway=underway
            ),
            leave,
        )
    in_force = current(settings)
    # a version of an earlier day is told with what it says itself
    told = named(settings, outcome.version) if known_on and outcome.version else in_force
    found = verdicts(told) if told else []
    if as_json:
        printing.print_json(outcome_as_dict(outcome, found))
    else:
        print_outcome(settings, outcome, in_force, told, found)
    if outcome.outcome != "busy" and not known_on:
        tell_after_refresh(settings)
    return EXIT_CODES[outcome.outcome]


def _look_before(settings: Settings) -> None:
    """What would stop any night, looked at before anything is loaded that takes long.

    Raises:
        WrongCall: there is no raw folder, or rows of `county/` cannot be used.
    """
    if not settings.raw.is_dir():
        raise WrongCall(Sentence("没有原始文件夹 {raw}；请建立它，或用 --raw 指明位置。", raw=settings.raw))
    from pipelines.county_rows.own_rows import own_rows

    own_rows(settings)


def _note_not_begun(settings: Settings, trouble: Trouble) -> None:
    """Have `junheng status` and notices say why a night of a home did not begin, once a reason."""
    if not settings.home.is_dir():
        return
    from pipelines.orchestration.record import RunRecord
    from pipelines.warehouse.status import status_of

    reasons = str(trouble).splitlines()
    if [one["reasons"] for one in status_of(settings).not_published[:1]] != [reasons]:
        RunRecord(settings, str(uuid4())).write_failure("\n- ".join(reasons))
    tell_after_refresh(settings)
