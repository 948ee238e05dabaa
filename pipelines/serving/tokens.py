"""Who may put files into the drop box: tokens that a county gave its schools, known by their hashes only.

A token is of one school, one county and one school year, and ends on a day. What does not belong here:
putting a file (dropping).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex, token_urlsafe
from typing import Final

from pydantic import TypeAdapter, ValidationError

from pipelines.errors import Trouble, WrongCall
from pipelines.sentences import Sentence
from pipelines.settings import Settings

LOG = logging.getLogger(__name__)
FILE: Final = "drop_tokens.json"
"""In the home, for its owner's eyes."""
COUNTY, FOLDER = (
    re.compile(r"[0-9]{6}"),
    re.compile(r"[^\\/:*?\"<>|\x00-\x1f.~_][^\\/:*?\"<>|\x00-\x1f]{0,79}"),
)


@dataclass(frozen=True)
class DropToken:
    """A token as it is kept.

    Attributes:
        number: by which people speak of it.
        county_code: the county into whose folder its files go.
        school_year: the year it starts in.
        school: the school's folder there, which its sender names too.
        sha256: of the secret, which is nowhere.
        ends_at: UTC, ISO.
        is_revoked: whether it was taken back.
    """

    number: str
    county_code: str
    school_year: int
    school: str
    sha256: str
    ends_at: str
    is_revoked: bool = False

    def is_good(self, now: datetime) -> bool:
        """Whether it holds at a moment."""
        return not self.is_revoked and now < datetime.fromisoformat(self.ends_at)


TOKENS: TypeAdapter[list[DropToken]] = TypeAdapter(list[DropToken])


class TokensDamaged(Trouble):
    """What is kept of the tokens cannot be read: none of them holds."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Sentence(
                "口令文件 {path} 读不出，里面的口令都不算数；请从备份放回，或移走它，再重新发放口令。",
                path=path,
            )
        )


def read_tokens(settings: Settings) -> list[DropToken]:
    """Every token there was, in the order in which they were given.

    Raises:
        TokensDamaged: they cannot be read.
    """
    path = settings.home / FILE
    try:
        return TOKENS.validate_json(path.read_bytes()) if path.exists() else []
    except ValidationError as error:
        raise TokensDamaged(path) from error


def tokens_as_read(settings: Settings) -> list[DropToken]:
    """The same for the pages: none where they cannot be read, which is for the log and not for a visitor."""
    try:
        return read_tokens(settings)
    except TokensDamaged as damaged:
        LOG.error("%s", damaged)
        return []


def give_token(
    settings: Settings, county: str, school_year: int, school: str, days: int
) -> tuple[DropToken, str]:
    """Make a token; returns it with its secret, which is told once and kept nowhere.

    Raises:
        WrongCall: the county is no code, or the school is no name for a folder.
    """
    if not COUNTY.fullmatch(county):
        raise WrongCall(Sentence("县代码应为六位数字，收到“{county}”。", county=county))
    if not FOLDER.fullmatch(school):
        raise WrongCall(Sentence("学校应为学校标识码或能作文件夹名的校名，收到“{school}”。", school=school))
    secret = token_urlsafe(24)
    ends_at = (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="seconds")
    token = DropToken(token_hex(4), county, school_year, school, _hash(secret), ends_at)
    _write(settings, [*read_tokens(settings), token])
    return token, secret


def take_back(settings: Settings, number: str) -> None:
    """Have a token hold no longer.

    Raises:
        WrongCall: there is none of this number.
    """
    tokens = read_tokens(settings)
    if number not in {token.number for token in tokens}:
        raise WrongCall(
            Sentence("没有编号为 {number} 的口令；有哪些见 junheng serve tokens list。", number=number)
        )
    _write(
        settings,
        [replace(token, is_revoked=True) if token.number == number else token for token in tokens],
    )


def token_of(settings: Settings, school: str, secret: str, now: datetime) -> DropToken | None:
    """The token of a secret, if it is the school's and holds; every kept one is compared, always as long."""
    given, found = _hash(secret), None
    for token in tokens_as_read(settings):
        if hmac.compare_digest(token.sha256, given):
            found = token
    return found if found and found.school == school and found.is_good(now) else None


def _hash(secret: str) -> str:
    """A secret of 192 random bits needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _write(settings: Settings, tokens: Sequence[DropToken]) -> None:
    settings.home.mkdir(parents=True, exist_ok=True)
    partial = settings.home / f".{FILE}.partial"
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(json.dumps([asdict(token) for token in tokens], ensure_ascii=False, indent=1).encode())
    os.replace(partial, settings.home / FILE)
