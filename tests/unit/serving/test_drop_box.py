"""A school hands files in through the browser: who may, where they lie, and what is told of it."""

from __future__ import annotations

import csv
import json
import socket
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from pipelines.serving.bounds import NotTaken
from pipelines.serving.dropping import AUDIT, DropBounds, DropBox, file_name
from pipelines.serving.tickets import MINUTES, Tickets
from pipelines.serving.tokens import FILE, DropToken, give_token, take_back
from pipelines.settings import Settings
from tests.unit.serving.running import Site, served

SCHOOL, OTHER = "2137399001", "2137399002"
BOOK = ("设备.csv", b"a,b\n1,2\n")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("dropped")
    return Settings(raw=folder / "raw", home=folder / "home", threads=1)


@pytest.fixture(scope="module")
def site(settings: Settings) -> Iterator[Site]:
    with served(settings, drop_box=DropBox(settings)) as running:
        yield running


def files(settings: Settings) -> dict[str, bytes]:
    return {
        path.relative_to(settings.raw).as_posix(): path.read_bytes()
        for path in settings.raw.rglob("*")
        if path.is_file()
    }


def audit(settings: Settings) -> list[dict[str, str]]:
    with (settings.home / AUDIT).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_file_lands_in_the_folder_of_its_school_and_a_corrected_one_replaces_it(
    site: Site, settings: Settings
) -> None:
    token, secret = give_token(settings, "990101", 2024, SCHOOL, 1)
    assert "已收到" in site.drop(SCHOOL, secret, BOOK).text
    corrected = (BOOK[0], b"a,b\n1,3\n")
    assert site.drop(SCHOOL, secret, corrected).status == 200
    assert files(settings) == {f"990101/2024/{SCHOOL}/{BOOK[0]}": corrected[1]}
    rows = audit(settings)[-2:]
    assert [(row["token"], row["school"], row["file"], row["outcome"]) for row in rows] == [
        (token.number, SCHOOL, BOOK[0], "taken")
    ] * 2
    for name in (AUDIT, FILE):
        assert stat.S_IMODE((settings.home / name).stat().st_mode) == 0o600
    assert secret not in (settings.home / FILE).read_text() + (settings.home / AUDIT).read_text()


@pytest.mark.parametrize("case", ["wrong", "expired", "of another school", "revoked"])
def test_a_token_that_does_not_hold_puts_nothing_and_is_told_alike(
    site: Site, settings: Settings, case: str
) -> None:
    school = OTHER if case == "of another school" else SCHOOL
    token, secret = give_token(settings, "990101", 2024, school, 1)
    if case == "wrong":
        secret = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    elif case == "expired":
        kept = settings.home / FILE
        rows = json.loads(kept.read_text())
        rows[-1]["ends_at"] = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
        kept.write_text(json.dumps(rows))
    elif case == "revoked":
        take_back(settings, token.number)
    before = files(settings)
    answered = site.drop(SCHOOL, secret, ("新.csv", b"1"))
    assert answered.status == 403
    assert "学校或口令不对，或口令已过期、已收回" in answered.text
    assert files(settings) == before
    assert audit(settings)[-1]["outcome"] == "wrong token"


def test_without_a_ticket_nothing_of_an_upload_is_read(site: Site, settings: Settings) -> None:
    token, secret = give_token(settings, "990101", 2024, SCHOOL, 1)
    ticket = site.let_in(SCHOOL, secret).headers["set-cookie"].partition(";")[0]
    take_back(settings, token.number)
    for cookie in ("junheng-drop=made-up", ticket):
        asked = (
            f"POST /drop/files HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nCookie: {cookie}\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 50000000\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", site.port), timeout=20) as sender:
            sender.sendall(asked.encode())
            # not a byte of the body is sent, and the answer is there, and the connection ends
            answer = b"".join(iter(lambda: sender.recv(65536), b"")).decode()
        assert answer.startswith("HTTP/1.1 403")
        assert "文件没有收" in answer


def test_a_ticket_holds_for_some_minutes_after_its_last_use_and_until_it_is_given_back() -> None:
    now = [0.0]
    tickets = Tickets(lambda: now[0])
    token = DropToken("n1", "990101", 2024, SCHOOL, "", "2999-01-01T00:00:00+00:00")
    ticket = tickets.give(token)
    for _ in range(2):
        now[0] += MINUTES * 60 - 1
        assert tickets.number_of(ticket) == "n1"
    now[0] += MINUTES * 60
    assert tickets.number_of(ticket) is None
    again = tickets.give(token)
    tickets.take_back(again)
    assert tickets.number_of(again) is None


@pytest.mark.parametrize(
    "name",
    ["..", "../../x.csv.exe", "~$锁.xlsx", ".hidden.csv", "_x.csv", "a.sh", "a:b.csv", "长" * 120 + ".csv"],
)
def test_a_name_that_no_refresh_reads_or_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(NotTaken):
        file_name(name)


def test_a_path_before_a_name_is_dropped() -> None:
    assert file_name("C:\\用户\\..\\班级.xlsx") == file_name("../../班级.xlsx") == "班级.xlsx"


def test_too_many_wrong_tokens_and_too_many_files_are_stopped_for_a_while(tmp_path: Path) -> None:
    now = [0.0]
    settings = Settings(raw=tmp_path / "raw", home=tmp_path / "home")
    box = DropBox(settings, DropBounds(wrong_a_minute=2, files_an_hour=1), lambda: now[0])
    token, secret = give_token(settings, "990101", 2024, SCHOOL, 1)
    for _ in range(2):
        with pytest.raises(NotTaken, match="学校或口令不对"):
            box.let_in(SCHOOL, "no")
    with pytest.raises(NotTaken, match="过一分钟"):
        box.let_in(SCHOOL, secret)
    now[0] = 61
    assert box.let_in(SCHOOL, secret) == token
    box.put(token, "1.csv", BytesIO(b"1"))
    with pytest.raises(NotTaken, match="一小时最多"):
        box.put(token, "2.csv", BytesIO(b"2"))
    now[0] = 3700
    assert box.put(token, "2.csv", BytesIO(b"2")) == "2.csv"
    assert sorted(path.name for path in (tmp_path / "raw").rglob("*.*")) == ["1.csv", "2.csv"]


def test_without_the_drop_box_there_is_no_such_page(tmp_path: Path) -> None:
    with served(Settings(raw=tmp_path / "raw", home=tmp_path / "home", threads=1)) as running:
        assert "报送文件" not in running.get("/").text
        assert running.get("/drop").status == 404
        assert running.drop(SCHOOL, "x", BOOK).status == 404
    assert not (tmp_path / "raw").exists()
