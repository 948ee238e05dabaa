"""One round: what stands is held against what was told, and the difference is sent.

What does not belong here: what stands (causes, moves), words (wording) and ways (sending).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pipelines.county_rows.faults import RowFault
from pipelines.notices.cause import Cause
from pipelines.notices.causes import causes_of, overdue
from pipelines.notices.moves import known, moves, verdicts_now
from pipelines.notices.recipients import Recipient, addresses, recipients
from pipelines.notices.remembered import Remembered, Standing, remember, remembered
from pipelines.notices.sending import Send, send
from pipelines.notices.wording import body, subject, told_of, told_over
from pipelines.settings import Settings
from pipelines.warehouse.status import status_of
from pipelines.warehouse.versions import current

OVERDUE = "overdue"


@dataclass(frozen=True)
class Notice:
    """What one recipient is sent, and whether it went; None where it was only to be shown."""

    to: Recipient
    subject: str
    body: str
    went: bool | None


@dataclass(frozen=True)
class Round:
    """What a round came to.

    Attributes:
        notices: to whom there was something to say.
        faults: what is wrong with rows of recipients.
        standing: all that stands.
        unknown: the names of addresses that the file of addresses lacks.
    """

    notices: list[Notice]
    faults: list[RowFault]
    standing: list[Cause]
    unknown: list[str]


def tell(
    settings: Settings,
    *,
    watch: bool = False,
    dry_run: bool = False,
    now: datetime | None = None,
    by: Send = send,
) -> Round:
    """Tell everyone what is new to him and what is over.

    Args:
        settings: where things are.
        watch: also look whether the night has run at all.
        dry_run: send and remember nothing.
        now: with its zone; the present moment when not given.
        by: what sends.

    Raises:
        NoAddress: the file of addresses cannot be used.
    """
    people, faults = recipients(settings)
    if not people:
        return Round([], faults, [], [])
    to = None if dry_run else addresses(settings)
    told = remembered(settings)
    now = now or datetime.now(UTC)
    standing = _standing(settings, told, now, watch=watch)
    _note_moves(settings, told, people)
    _note(told, standing)
    notices = [
        one for person in people if (one := _tell_one(settings, told, standing, person, to, by)) is not None
    ]
    if not dry_run:
        _forget(told, {person.key for person in people}, {cause.key for cause in standing})
        settings.home.mkdir(parents=True, exist_ok=True)
        remember(settings, told)
    unknown = sorted({person.address for person in people} - to.keys()) if to is not None else []
    return Round(notices, faults, standing, unknown)


def _forget(told: Remembered, people: Collection[str], standing: Collection[str]) -> None:
    """Whom there is no row for any more, and what is over and nobody has to hear of."""
    for key, cause in list(told.standing.items()):
        cause.told = {who: digest for who, digest in cause.told.items() if who in people}
        if not cause.told and key not in standing:
            del told.standing[key]


def _standing(settings: Settings, told: Remembered, now: datetime, *, watch: bool) -> list[Cause]:
    status = status_of(settings, now)
    late = overdue(status, settings, now)
    # only a watchdog raises the alarm; anyone sees that it is over
    if not watch and OVERDUE not in told.standing:
        late = []
    return [*causes_of(status, settings), *late]


def _note_moves(settings: Settings, told: Remembered, people: Sequence[Recipient]) -> None:
    version = current(settings)
    verdicts = verdicts_now(version) if version else []
    if version and verdicts and told.verdicts is not None:
        for move in moves(told.verdicts, verdicts, version):
            said = told_of(move, settings.time_zone)
            for person in people:
                if person.concerns(move):
                    told.pending.setdefault(person.key, []).append(said)
    if verdicts:
        told.verdicts = known(verdicts)


def _note(told: Remembered, standing: Sequence[Cause]) -> None:
    for cause in standing:
        before = told.standing.get(cause.key)
        told.standing[cause.key] = Standing(
            title=cause.title, since=cause.since, told=before.told if before else {}
        )


def _tell_one(
    settings: Settings,
    told: Remembered,
    standing: Sequence[Cause],
    person: Recipient,
    to: Mapping[str, str] | None,
    by: Send,
) -> Notice | None:
    """What a person has not heard yet, sent and remembered; None where there is nothing."""
    new = [
        cause
        for cause in standing
        if person.concerns(cause) and told.standing[cause.key].told.get(person.key) != cause.digest
    ]
    stands = {cause.key for cause in standing}
    over = [one for key, one in told.standing.items() if key not in stands and person.key in one.told]
    happened = told.pending.get(person.key, [])
    if not (new or over or happened):
        return None
    said = [*(told_of(cause, settings.time_zone) for cause in new), *happened]
    text = body(said, [told_over(one) for one in over])
    head = subject(len(said), len(over))
    address = to.get(person.address) if to is not None else None
    went = None if to is None else address is not None and by(address, head, text)
    if went:
        for cause in new:
            told.standing[cause.key].told[person.key] = cause.digest
        for one in over:
            del one.told[person.key]
        told.pending.pop(person.key, None)
    return Notice(person, head, text, went)
