"""The site's key and the hashes made with it."""

from __future__ import annotations

import hashlib
import hmac
import stat
from pathlib import Path

import polars as pl
import pytest

from pipelines.contracts.persons import hashing as personal
from pipelines.contracts.persons.hashing import KEY_BYTES, DamagedKey, Hasher, make_key


def test_the_key_is_made_once_with_rights_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "home" / "secret.key"
    make_key(path)
    first = Hasher.from_key_file(path)
    key = path.read_bytes()
    assert len(key) == KEY_BYTES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    make_key(path)
    second = Hasher.from_key_file(path)
    numbers = pl.Series(["G370399201401010011"])
    assert path.read_bytes() == key
    assert first.hash(numbers).values.to_list() == second.hash(numbers).values.to_list()
    assert [entry.name for entry in path.parent.iterdir()] == ["secret.key"]


def test_a_hash_is_hmac_sha256_in_hex() -> None:
    expected = hmac.new(b"k" * 32, b"G370399201401010011", hashlib.sha256).hexdigest()
    assert Hasher(b"k" * 32).hash(pl.Series(["G370399201401010011"])).values.to_list() == [expected]


def test_one_number_written_in_several_ways_has_one_hash() -> None:
    hashes = Hasher(b"k" * 32).hash(
        pl.Series(
            [
                "37039920140101001x",
                " 37039920140101001X ",
                "３７０３９９２０１４０１０１００１Ｘ",
                "'37039920140101001X",
            ]
        )
    )
    assert hashes.values.n_unique() == 1


def test_hashes_are_the_same_whether_they_were_remembered_or_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(personal, "REMEMBERED", 3)
    hasher, few, many = Hasher(b"k" * 32), ["1", "2", "1", None], ["2", "3", "4", "5", "6"]
    for numbers in (few, many, few, many):
        expected = [
            None if number is None else hmac.new(b"k" * 32, number.encode(), hashlib.sha256).hexdigest()
            for number in numbers
        ]
        assert hasher.hash(pl.Series(numbers)).values.to_list() == expected


def test_a_blank_has_no_hash() -> None:
    assert (
        Hasher(b"k" * 32).hash(pl.Series(["", None, "—", "无"], dtype=pl.String)).values.to_list()
        == [None] * 4
    )


def test_other_keys_make_other_hashes() -> None:
    number = pl.Series(["1"])
    assert Hasher(b"a" * 32).hash(number).values[0] != Hasher(b"b" * 32).hash(number).values[0]


def test_a_damaged_key_file_is_told_with_what_to_do_and_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    path.write_bytes(b"short")
    with pytest.raises(DamagedKey, match=r"secret.key 已损坏.*5 个字节.*请从备份恢复"):
        Hasher.from_key_file(path)
    assert path.read_bytes() == b"short"


def test_the_key_is_never_printed() -> None:
    assert "k" * 4 not in repr(Hasher(b"k" * 32))
