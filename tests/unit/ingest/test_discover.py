"""What lies below raw/, told by folders alone, and whether it has settled."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipelines.ingest import walking
from pipelines.ingest.discover import Hidden, RawFile, discover, readable, settle
from pipelines.landing.links import links_not_followed


def put(raw: Path, *paths: str) -> None:
    for path in paths:
        file = raw / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", encoding="utf-8")


def relatives(files: list[RawFile]) -> list[str]:
    return [file.relative for file in files]


def test_county_year_and_provider_are_told_by_folders(tmp_path: Path) -> None:
    put(tmp_path, "370399/2024-2025/a.csv", "370399/2024-2025/南镇/深/b.csv", "990001/2023/c.csv")
    assert [(f.county_code, f.school_year, f.relative, f.provider) for f in discover(tmp_path)] == [
        ("370399", 2024, "a.csv", "县级"),
        ("370399", 2024, "南镇/深/b.csv", "南镇"),
        ("990001", 2023, "c.csv", "县级"),
    ]


def test_only_the_counties_asked_for_are_looked_at(tmp_path: Path) -> None:
    put(tmp_path, "370399/2024/a.csv", "990001/2024/b.csv")
    assert relatives(discover(tmp_path, ["990001"])) == ["b.csv"]


def test_hidden_temporary_and_underscored_names_are_passed_over(tmp_path: Path) -> None:
    put(
        tmp_path,
        *(
            f"370399/2024/{name}"
            for name in (".a.csv", "~$a.xlsx", "_a.csv", ".git/a.csv", "_旧/a.csv", "a.csv")
        ),
    )
    put(tmp_path, "sample/a.csv", "370399/notes/a.csv", "README.md")
    assert relatives(discover(tmp_path)) == ["a.csv"]


def test_a_file_of_unknown_kind_is_listed_so_that_it_becomes_a_finding(tmp_path: Path) -> None:
    put(tmp_path, "370399/2024/a.pdf")
    assert relatives(discover(tmp_path)) == ["a.pdf"]


def test_links_that_lead_out_of_raw_are_not_followed(tmp_path: Path) -> None:
    raw, outside = tmp_path / "raw", tmp_path / "outside"
    put(raw, "370399/2024/a.csv")
    put(outside, "secret.csv", "2023/b.csv")
    (raw / "370399/2024/link.csv").symlink_to(outside / "secret.csv")
    (raw / "370399/2024/folder").symlink_to(outside)
    (raw / "370399/2023").symlink_to(outside / "2023")
    (raw / "370399/2024/inside.csv").symlink_to(raw / "370399/2024/a.csv")
    (raw / "370399/2024/broken.csv").symlink_to(outside / "nowhere")
    assert relatives(discover(raw)) == ["a.csv", "inside.csv"]


NAMES = [
    "a b.csv",
    "'引号\".csv",
    "换\n行.csv",
    "表情😀.csv",
    "e\u0301.csv",
    "#%&*?.csv",
    "-rf.csv",
    "长" * 80 + ".csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_may_be_called_anything(name: str, tmp_path: Path) -> None:
    put(tmp_path, f"370399/2024/{name}")
    (file,) = discover(tmp_path)
    assert file.relative == name
    assert file.path.read_text(encoding="utf-8") == "x"


def test_a_name_in_gb18030_is_shown_as_people_read_it(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/370399/2024/" + "示例镇".encode("gb18030")
    os.makedirs(folder)
    for name in ("班级".encode("gb18030") + b".csv", b"\xff\xff.csv"):
        with open(folder + b"/" + name, "w") as file:
            file.write("x")
    found = discover(tmp_path)
    assert [(f.relative, f.provider) for f in found] == [
        ("示例镇/\\xff\\xff.csv", "示例镇"),
        ("示例镇/班级.csv", "示例镇"),
    ]
    assert [f.path.read_text(encoding="utf-8") for f in found] == ["x", "x"]


def test_two_names_that_read_alike_stay_two_files(tmp_path: Path) -> None:
    put(tmp_path, "370399/2024/班级.csv")
    with open(os.fsencode(tmp_path) + b"/370399/2024/" + "班级".encode("gb18030") + b".csv", "w") as file:
        file.write("y")
    assert len({file.relative for file in discover(tmp_path)}) == 2


def test_no_folder_at_all_is_no_file(tmp_path: Path) -> None:
    assert discover(tmp_path / "none") == []


class Unseen:
    """An entry of a folder of which the file system does not list what it is, nor lets it be asked."""

    def __init__(self, entry: os.DirEntry[str]) -> None:
        self.name, self.path = entry.name, entry.path

    def asked(self, *, follow_symlinks: bool = True) -> bool:
        raise PermissionError(13, "Permission denied", self.path)

    is_dir = is_file = is_symlink = asked


def test_an_entry_that_does_not_let_itself_be_asked_is_told_and_hides_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "370399/2024/a.csv", "370399/2024/shut/b.csv", "990001/2024/c.csv")
    listed = os.scandir

    @contextmanager
    def scandir(folder: str) -> Iterator[list[object]]:
        with listed(folder) as entries:
            yield [Unseen(entry) if entry.name == "shut" else entry for entry in entries]

    monkeypatch.setattr(walking.os, "scandir", scandir)
    hidden: list[Hidden] = []
    assert relatives(discover(tmp_path, hidden=hidden.append)) == ["a.csv", "c.csv"]
    assert [(one.county_code, one.relative) for one in hidden] == [("370399", "shut")]
    assert links_not_followed(tmp_path) == []


def test_files_that_are_old_are_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "370399/2024/a.csv")
    os.utime(tmp_path / "370399/2024/a.csv", (1_700_000_000, 1_700_000_000))
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("nothing to wait for"))
    assert relatives(settle(discover(tmp_path), 2.0, 60).files) == ["a.csv"]


def test_a_new_file_is_waited_for_and_not_skipped(tmp_path: Path) -> None:
    put(tmp_path, "370399/2024/a.csv")
    began = time.monotonic()
    assert relatives(settle(discover(tmp_path), 0.3, 60).files) == ["a.csv"]
    assert 0.2 <= time.monotonic() - began < 3


def test_a_file_that_grows_is_waited_for_until_it_rests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "370399/2024/a.csv")
    path, waits, sleep = tmp_path / "370399/2024/a.csv", [0], time.sleep

    def grow(seconds: float) -> None:
        sleep(seconds)
        waits[0] += 1
        if waits[0] < 4:
            path.write_text("x" * 10 * waits[0], encoding="utf-8")

    monkeypatch.setattr(time, "sleep", grow)
    (file,) = settle(discover(tmp_path), 0.2, 60).files
    assert file.size == 30
    assert waits[0] >= 4


def test_a_file_dated_in_the_future_does_not_hold_the_refresh(tmp_path: Path) -> None:
    put(tmp_path, "370399/2024/a.csv")
    future = time.time() + 10_000
    os.utime(tmp_path / "370399/2024/a.csv", (future, future))
    (file,) = settle(discover(tmp_path), 0.2, 60).files
    assert file.modified_at == pytest.approx(future, abs=1)


def test_a_file_that_vanishes_while_waiting_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "370399/2024/a.csv")
    monkeypatch.setattr(time, "sleep", lambda _: (tmp_path / "370399/2024/a.csv").unlink(missing_ok=True))
    assert settle(discover(tmp_path), 0.2, 60) == ([], [])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("班级.csv".encode(), "班级.csv"),
        ("班级.csv".encode("gb18030"), "班级.csv"),
        (b"\xff.csv", "\\xff.csv"),
    ],
)
def test_a_name_is_shown_as_people_read_it_whatever_its_bytes(written: bytes, shown: str) -> None:
    assert readable(os.fsdecode(written)) == shown
    assert shown.encode()
