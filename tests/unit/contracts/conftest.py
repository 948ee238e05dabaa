"""What the tests of the contracts share: the shipped aliases, a fixed key, and one way to check a file."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

import pipelines.contracts
from pipelines.contracts.check import check_file
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.result import FileResult

ALIASES = Path(pipelines.contracts.__file__).parent / "aliases"


class Check(Protocol):
    """Checks a file's content as county 370399 and school year 2024 hand it in."""

    def __call__(
        self, content: bytes, name: str = "a.xlsx", *, share: float = 1.0, book: AliasBook | None = None
    ) -> FileResult: ...


@pytest.fixture(scope="session")
def book() -> AliasBook:
    return AliasBook.load(ALIASES)


@pytest.fixture
def check(tmp_path: Path, book: AliasBook) -> Check:
    shipped = book

    def checked(
        content: bytes, name: str = "a.xlsx", *, share: float = 1.0, book: AliasBook | None = None
    ) -> FileResult:
        path = tmp_path / name
        path.write_bytes(content)
        return check_file(
            path,
            county_code="370399",
            school_year=2024,
            book=book or shipped,
            hasher=Hasher(b"k" * 32),
            max_rejected_share=share,
        )

    return checked
