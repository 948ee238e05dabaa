"""Who is told what, once, and that it is over; by servers of this machine that take it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from pipelines.notices.cause import Cause
from pipelines.notices.moves import known, moves
from pipelines.notices.recipients import NoAddress, Recipient
from pipelines.notices.round import Round, tell
from pipelines.settings import Settings
from pipelines.warehouse.versions import Version
from tests.unit.command.conftest import Junheng, folder, junheng  # noqa: F401
from tests.unit.notices.conftest import (
    CAUSES,
    COUNTY,
    HELD,
    NIGHT,
    REFUSED_FILE,
    REFUSED_RUN,
    Stands,
    write_addresses,
    write_rows,
)
from tests.unit.notices.servers import Received, mail_server, webhook

OTHER = "990102"
PASSWORD = "not-to-be-seen"


@pytest.fixture
def hook() -> Iterator[Received]:
    with webhook() as received:
        yield received


@pytest.fixture
def settings(folder: Path, hook: Received) -> Settings:  # noqa: F811
    """A home with one recipient, whom the webhook reaches."""
    own = Settings()
    own.home.mkdir()
    own.county.mkdir()
    write_rows(own, f"{COUNTY},值班,,,值班")
    write_addresses(own, 值班=f"json://user:{PASSWORD}@127.0.0.1:{hook.port}/")
    return own


def told(settings: Settings, **how: Any) -> Round:
    return tell(settings, now=NIGHT + timedelta(hours=1), **how)


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_is_told_once_and_again_when_it_is_over(
    settings: Settings, hook: Received, standing: Stands, cause: str
) -> None:
    stands, title = CAUSES[cause]
    standing(**stands)
    told(settings)
    told(settings)
    ((subject, text),) = hook.came
    assert subject == "均衡：1 件新情况"
    assert title in text and "怎么办：" in text and "现在：" in text
    standing()
    told(settings)
    told(settings)
    (_, (subject, text)) = hook.came
    assert subject == "均衡：1 件已解决" and f"已解决：{text.split('：', 1)[1]}" in text and title in text


def test_a_night_that_did_not_run_is_noticed_by_the_watchdog_alone(
    settings: Settings, hook: Received, standing: Stands
) -> None:
    late = NIGHT + timedelta(hours=27)
    tell(settings, now=late)
    assert hook.came == []
    tell(settings, now=late, watch=True)
    tell(settings, now=late + timedelta(hours=1), watch=True)
    ((_, text),) = hook.came
    assert "每晚的刷新没有运行" in text and "最近一次是 2024-11-02 10:00:00" in text
    standing(affirmed_at=late.isoformat())
    tell(settings, now=late + timedelta(hours=2))
    assert hook.came[-1][0] == "均衡：1 件已解决"


def test_another_reason_of_the_same_matter_is_told_again(
    settings: Settings, hook: Received, standing: Stands
) -> None:
    standing(counties=[HELD])
    told(settings)
    standing(counties=[HELD | {"reason": "别的原因。"}])
    told(settings)
    assert [subject for subject, _ in hook.came] == ["均衡：1 件新情况"] * 2
    assert "别的原因" in hook.came[1][1]


def test_what_could_not_be_sent_is_sent_the_next_time(
    settings: Settings, hook: Received, standing: Stands
) -> None:
    standing(counties=[HELD])
    hook.refuses = True
    (notice,) = told(settings).notices
    assert notice.went is False and hook.came == []
    hook.refuses = False
    told(settings)
    assert len(hook.came) == 1


def test_a_town_a_department_and_another_county_are_told_what_concerns_them_alone(
    settings: Settings, standing: Stands
) -> None:
    (settings.county / "towns.csv").write_text(
        f"county_code,town_code,town_name\n{COUNTY},{COUNTY}001,甲镇\n"
    )
    write_rows(
        settings,
        f"{COUNTY},甲镇,,{COUNTY}001,值班",
        f"{COUNTY},财政,财政,,值班",
        f"{OTHER},邻县,,,值班",
        ",机房,,,值班",
    )
    standing(counties=[HELD], refused=[REFUSED_FILE], not_published=[REFUSED_RUN])
    heads = {one.to.name: one.body.count("●") for one in told(settings, dry_run=True).notices}
    assert heads == {"甲镇": 1, "邻县": 1, "机房": 3}


def test_a_dry_run_sends_and_remembers_nothing(settings: Settings, hook: Received, standing: Stands) -> None:
    standing(counties=[HELD])
    settings.addresses_path.unlink()
    (notice,) = told(settings, dry_run=True).notices
    assert notice.went is None and "没有通过核查" in notice.body
    assert hook.came == [] and not (settings.home / "notices.json").exists()


def test_mail_arrives_readable(settings: Settings, standing: Stands) -> None:
    standing(counties=[HELD])
    with mail_server() as received:
        to = f"mailto://127.0.0.1:{received.port}/?from=junheng@example.cn&to=duty@example.cn&mode=insecure"
        write_addresses(settings, 值班=to)
        (notice,) = told(settings).notices
    assert notice.went
    ((subject, text),) = received.came
    assert subject == "均衡：1 件新情况"
    assert "说明：学校指标：负数。请核对。" in text and "沿用数据截至 2024-11-01 10:00:00 的数字" in text


def test_a_verdict_that_moved_is_told_to_its_department() -> None:
    version = SimpleNamespace(name="20241102T020000Z", created_at=NIGHT)
    one = {
        **{"county_code": COUNTY, "county_name": "示例县", "school_year": 2024},
        **{"ruleset_code": "national", "ruleset": "国家标准", "indicator_code": "R1", "stage": "小学"},
        **{
            "indicator_name": "高学历教师",
            "word": "达标",
            "departments": ["编办"],
            "files": ["甲镇/教师.xlsx"],
        },
    }
    before = known([one])
    assert list(moves(before, [one], cast("Version", version))) == []
    other = one | {"ruleset_code": "own", "ruleset": "本县方案"}
    now = [each | {"word": "未达标"} for each in (one, other)]
    (move,) = moves(known([one, other]), now, cast("Version", version))
    assert move.title == f"示例县（{COUNTY}）2024 学年：R1 高学历教师（小学）由“达标”变为“未达标”"
    assert move.what == ("由《甲镇/教师.xlsx》引起。", "所按标准：国家标准、本县方案。")
    assert Recipient("编办", "a", COUNTY, "编办", frozenset({"编办"})).concerns(move)
    assert not Recipient("财政", "a", COUNTY, "财政", frozenset({"财政"})).concerns(move)
    assert list(moves({}, [one], cast("Version", version))) == []


def test_addresses_that_others_may_read_are_not_used_and_no_message_shows_one(
    settings: Settings,
    standing: Stands,
    junheng: Junheng,  # noqa: F811
    caplog: pytest.LogCaptureFixture,
) -> None:
    standing(counties=[HELD])
    settings.addresses_path.chmod(0o640)
    with pytest.raises(NoAddress, match="chmod 600"):
        told(settings)
    said = junheng("notify")
    assert said.code == 1 and "chmod 600" in said.err and PASSWORD not in said.err + said.out
    settings.addresses_path.chmod(0o600)
    write_addresses(settings, 值班=f"json://user:{PASSWORD}@127.0.0.1:1/")
    said = junheng("notify", "--json")
    assert said.code == 1 and '"went": false' in said.out
    assert PASSWORD not in said.err + said.out + caplog.text
    assert PASSWORD not in (settings.home / "notices.json").read_text()


def test_a_row_that_cannot_be_used_is_told_and_the_others_are_sent_to(
    settings: Settings, hook: Received, standing: Stands
) -> None:
    write_rows(settings, f"{COUNTY},值班,,,值班", f"{COUNTY},无此部门,审计,,值班", f"{COUNTY},别人,,,没有的")
    standing(counties=[HELD])
    came = told(settings)
    assert len(hook.came) == 1
    assert [fault.found for fault in came.faults] == ["没有代码为“审计”的部门"]
    assert came.unknown == ["没有的"]


def test_without_recipients_nothing_is_looked_at(folder: Path) -> None:  # noqa: F811
    assert tell(Settings()) == Round([], [], [], [])


def test_what_is_told_is_of_no_account_to_figures(settings: Settings) -> None:
    from pipelines.county_rows.own_rows import own_rows

    assert own_rows(settings).by_county == {}


def test_a_cause_is_the_same_as_long_as_there_is_nothing_new_to_say() -> None:
    one = Cause("key", "title", ("a",), since="2024-11-01")
    assert one.digest == replace(one, since="2024-11-02").digest != replace(one, what=("b",)).digest
