"""The drop box: a file from a school into its folder of `raw/`, whole or not at all, with a row that says so.

What does not belong here: who may (tokens), and what the file says (landing, as of any other file there).
"""

from __future__ import annotations

import csv
import hashlib
import os
import time
import unicodedata
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePath
from secrets import token_hex
from typing import BinaryIO, Final

from pipelines.ingest.sheets import KNOWN_SUFFIXES
from pipelines.serving.bounds import MEGABYTE, NotTaken
from pipelines.serving.tickets import Tickets
from pipelines.serving.tokens import DropToken, token_of, tokens_as_read
from pipelines.settings import Settings

AUDIT: Final = "drops.csv"
"""In the home, for its owner's eyes: every file that was put, and every attempt that was refused."""
HEADINGS: Final = (
    *("at", "token", "county_code", "school_year", "school", "file", "bytes", "sha256", "outcome"),
)
LONGEST_NAME: Final = 100
NO_NAME: Final = frozenset('\\/:*?"<>|')
NOT_A_FILE: Final = (".", "~$", "_")
"""How names begin that a refresh passes over."""
TAKEN, WRONG = "taken", "wrong token"
REFUSED: Final = "学校或口令不对，或口令已过期、已收回。请向县级管理员核对。"


@dataclass(frozen=True)
class DropBounds:
    """What is taken at most.

    Attributes:
        wrong_a_minute: wrong tokens of all senders in a minute; then nobody is listened to until it is over.
        files_an_hour: files of one token in an hour.
    """

    wrong_a_minute: int = 10
    files_an_hour: int = 60


class DropBox:
    """Takes files into `raw/`.

    Args:
        settings: where `raw/` and the home are.
        bounds: what is taken at most.
        clock: seconds that only go on.
    """

    def __init__(
        self,
        settings: Settings,
        bounds: DropBounds | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings, self._bounds, self._clock = settings, bounds or DropBounds(), clock
        self.tickets = Tickets(clock)
        self._wrong: deque[float] = deque()
        self._files: dict[str, deque[float]] = defaultdict(deque)

    def let_in(self, school: str, secret: str) -> DropToken:
        """The token of a sender.

        Raises:
            NotTaken: it is none of this school's that holds, or too many wrong ones came.
        """
        if self._recent(self._wrong, 60) >= self._bounds.wrong_a_minute:
            raise NotTaken(429, "错误的口令太多，请过一分钟再试。")
        token = token_of(self._settings, school, secret, datetime.now(UTC))
        if token is None:
            self._wrong.append(self._clock())
            self._tell(None, "", 0, "", WRONG)
            raise NotTaken(403, REFUSED)
        return token

    def holder(self, ticket: str | None) -> DropToken | None:
        """The token behind a ticket, if both hold."""
        number, now = self.tickets.number_of(ticket), datetime.now(UTC)
        kept = (one for one in tokens_as_read(self._settings) if one.number == number and one.is_good(now))
        return next(kept, None) if number else None

    def put(self, token: DropToken, name: str, content: BinaryIO) -> str:
        """Put a file; one of the same name there is replaced. Returns the name it lies under.

        Raises:
            NotTaken: too many files came, or its name is none for a file that is read.
        """
        files = self._files[token.number]
        if self._recent(files, 3600) >= self._bounds.files_an_hour:
            raise NotTaken(429, f"一小时最多报送 {self._bounds.files_an_hour} 个文件，请稍后再报。")
        named = file_name(name)
        folder = self._settings.raw / token.county_code / str(token.school_year) / token.school
        folder.mkdir(parents=True, exist_ok=True)
        # what begins with a point is no file to a refresh, which may run at any moment
        partial = folder / f".{token_hex(8)}.partial"
        try:
            size, sha256 = _write(content, partial)
            os.replace(partial, folder / named)
        finally:
            partial.unlink(missing_ok=True)
        files.append(self._clock())
        self._tell(token, named, size, sha256, TAKEN)
        return named

    def _recent(self, moments: deque[float], seconds: float) -> int:
        while moments and moments[0] <= self._clock() - seconds:
            moments.popleft()
        return len(moments)

    def _tell(self, token: DropToken | None, name: str, size: int, sha256: str, outcome: str) -> None:
        self._settings.home.mkdir(parents=True, exist_ok=True)
        path = self._settings.home / AUDIT
        is_new = not path.exists()
        whose = (token.number, token.county_code, token.school_year, token.school) if token else ("",) * 4
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8", newline=""
        ) as file:
            rows = csv.writer(file)
            if is_new:
                rows.writerow(HEADINGS)
            rows.writerow(
                [datetime.now(UTC).isoformat(timespec="seconds"), *whose, name, size, sha256, outcome]
            )


def file_name(name: str) -> str:
    """The name under which a file is put.

    Raises:
        NotTaken: it is none, or a refresh would not read it.
    """
    named = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).name).strip()
    is_odd = any(sign in NO_NAME or not sign.isprintable() for sign in named)
    if not named or is_odd or len(named) > LONGEST_NAME or named.startswith(NOT_A_FILE):
        raise NotTaken(400, "文件名不能用：请改成 100 字以内、不以“.”“_”“~$”开头、没有特殊符号的名称。")
    if Path(named).suffix.lower() not in KNOWN_SUFFIXES:
        raise NotTaken(400, f"“{named}”不是能读的文件；只收 {' '.join(KNOWN_SUFFIXES)}。")
    return named


def _write(content: BinaryIO, path: Path) -> tuple[int, str]:
    """Write it down to the disk; returns its bytes and their hash."""
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as target:
        while part := content.read(MEGABYTE):
            target.write(part)
            digest.update(part)
            size += len(part)
        target.flush()
        os.fsync(target.fileno())
    return size, digest.hexdigest()
