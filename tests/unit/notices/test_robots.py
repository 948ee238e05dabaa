"""Notices to groups of 企业微信 and 钉钉: once a cause and once when it is over, as their robots take it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.notices.cause import Cause
from pipelines.notices.robots import WECOM_BYTES, parts
from pipelines.notices.round import tell
from pipelines.notices.sending import send
from pipelines.notices.wording import HIDDEN, told_of
from pipelines.settings import Settings
from tests.unit.command.conftest import folder  # noqa: F401
from tests.unit.notices.conftest import CAUSES, COUNTY, NIGHT, Stands, write_addresses, write_rows
from tests.unit.notices.robots import ADDRESSES, SECRET, Robots, robots

SUBJECT = "均衡：2 件新情况"
LONG = "\n\n".join(f"● 示例县（{COUNTY}）2024 学年的文件《第 {n} 份教师名册.xlsx》被退回" for n in range(60))


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Robots]:
    with robots(tmp_path, monkeypatch) as running:
        yield running


@pytest.fixture(params=ADDRESSES)
def settings(request: pytest.FixtureRequest, folder: Path) -> Settings:  # noqa: F811
    """A home with one recipient: a group with a robot."""
    own = Settings()
    own.home.mkdir()
    own.county.mkdir()
    write_rows(own, f"{COUNTY},值班,,,值班")
    write_addresses(own, 值班=ADDRESSES[request.param])
    return own


def test_a_group_hears_of_every_cause_once_and_that_it_is_over(
    settings: Settings,
    group: Robots,
    standing: Stands,
) -> None:
    for stands, title in CAUSES.values():
        group.taken.clear()
        standing(**stands)
        for _ in range(2):
            tell(settings, now=NIGHT)
        (text,) = group.texts
        assert text.startswith("均衡：1 件新情况\n") and title in text and "怎么办：" in text
        standing()
        for _ in range(2):
            tell(settings, now=NIGHT)
        (_, text) = group.texts
        assert text.startswith("均衡：1 件已解决\n") and title in text
    assert group.refused == []
    assert settings.addresses_path.stat().st_mode & 0o777 == 0o600
    assert (settings.home / "notices.json").stat().st_mode & 0o777 == 0o600


def test_what_a_robot_refuses_did_not_arrive_and_is_said_again(
    settings: Settings,
    group: Robots,
    standing: Stands,
) -> None:
    """It answers 200, and the fault stands in its answer alone."""
    standing(**CAUSES["held"][0])
    group.busy = True
    (notice,) = tell(settings, now=NIGHT).notices
    assert notice.went is False and group.refused == [(45009, "api freq out of limit")]
    group.busy = False
    (notice,) = tell(settings, now=NIGHT).notices
    assert notice.went is True and len(group.texts) == 1


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("wecombot://other-key", 93000),
        ("dingtalk://robottoken1", 310000),
        (f"dingtalk://{SECRET}@other", 300005),
    ],
)
def test_a_wrong_key_a_missing_sign_and_a_wrong_token_are_noticed(
    group: Robots, address: str, code: int
) -> None:
    assert send(address, SUBJECT, "● 一件事") is False
    assert [one for one, _ in group.refused] == [code] and group.taken == []


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_a_long_notice_arrives_whole_in_parts_that_the_robot_takes(group: Robots, address: str) -> None:
    assert send(address, SUBJECT, LONG)
    assert group.refused == []
    heads, texts = zip(*(text.split("\n", 1) for text in group.texts), strict=True)
    assert "\n".join(texts) == LONG
    if len(texts) > 1:
        assert heads == tuple(f"{SUBJECT}（{n}/{len(texts)}）" for n in range(1, len(texts) + 1))


def test_a_line_longer_than_a_text_may_be_is_broken_between_signs() -> None:
    told = parts(SUBJECT, "县" * 3000, WECOM_BYTES)
    assert all(len(text.encode()) <= WECOM_BYTES for text in told)
    assert "".join(text.split("\n", 1)[1] for text in told) == "县" * 3000


def test_a_machine_without_the_way_to_them_is_told_that_nothing_went(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    assert send(ADDRESSES["企业微信"], SUBJECT, "● 一件事") is False


def test_no_notice_holds_a_number_of_a_person() -> None:
    number = "110101199001011234"
    cause = Cause(
        "key", f"文件《张三{number}.xlsx》被退回", (f"身份证号{number}重复",), now="不变。", todo="改正。"
    )
    told = told_of(cause, Settings().time_zone)
    assert number not in told and told.count(HIDDEN) == 2 and "现在：不变。" in told
