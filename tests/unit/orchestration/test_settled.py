"""By day the counties whose files moved are refreshed, once these have been quiet for a while."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from pipelines.landing.land import land
from pipelines.orchestration import settled
from pipelines.orchestration.resources import SettingsResource
from pipelines.orchestration.settled import settled_sensor
from tests.unit.orchestration.tiny_county import TinyCounty


class Looking:
    """The sensor, looked at from minute to minute."""

    def __init__(self, county: TinyCounty, monkeypatch: pytest.MonkeyPatch) -> None:
        self.county, self.cursor, self.now = county, "", 0.0
        self.sensor = settled_sensor()
        monkeypatch.setattr(settled.time, "time", lambda: self.now)

    def after(self, seconds: float) -> dg.SensorResult | dg.SkipReason:
        self.now += seconds
        context = dg.build_sensor_context(
            cursor=self.cursor, resources={"settings": SettingsResource.of(self.county.settings)}
        )
        found = self.sensor(context)
        self.cursor = context.cursor or ""
        assert isinstance(found, dg.SensorResult | dg.SkipReason)
        return found


@pytest.fixture
def looking(county: TinyCounty, monkeypatch: pytest.MonkeyPatch) -> Looking:
    county.call("甲")
    county.call("乙", "990102")
    take_in(county, "first")
    return Looking(county, monkeypatch)


def take_in(county: TinyCounty, refresh_id: str) -> None:
    """What a refresh does about files; the rest of it is nothing to the sensor."""
    land(county.settings, refresh_id=refresh_id, now=datetime.now(UTC).replace(tzinfo=None))


def asked(found: dg.SensorResult | dg.SkipReason) -> list[str]:
    assert isinstance(found, dg.SensorResult)
    (request,) = found.run_requests or []
    config: list[str] = request.run_config["resources"]["request"]["config"]["counties"]
    assert request.tags["junheng/asked_by"] == "files_settled"
    return config


def test_where_nothing_moved_nobody_is_refreshed(looking: Looking) -> None:
    found = looking.after(0)
    assert isinstance(found, dg.SkipReason) and "没有文件变动" in (found.skip_message or "")


def test_a_county_is_refreshed_when_its_files_have_been_quiet_and_not_before(looking: Looking) -> None:
    looking.county.call("乙二", "990102")
    assert isinstance(looking.after(60), dg.SkipReason)
    assert isinstance(looking.after(settled.QUIET_SECONDS - 1), dg.SkipReason)
    assert asked(looking.after(1)) == ["990102"]


def test_what_moves_again_begins_to_settle_again(looking: Looking) -> None:
    looking.county.call("乙二", "990102")
    looking.after(0)
    looking.county.call("乙三三", "990102")
    assert isinstance(looking.after(settled.QUIET_SECONDS), dg.SkipReason)
    assert asked(looking.after(settled.QUIET_SECONDS)) == ["990102"]


def test_of_one_state_there_is_one_run(looking: Looking) -> None:
    """What was refused is not tried again until something moves: a server starts one run a key."""
    looking.county.call("乙二", "990102")
    looking.after(0)
    keys = set()
    for _ in range(2):
        found = looking.after(settled.QUIET_SECONDS)
        assert isinstance(found, dg.SensorResult) and found.run_requests
        keys |= {request.run_key for request in found.run_requests}
    assert len(keys) == 1


def test_a_new_county_and_one_whose_folder_went_have_moved(looking: Looking, tmp_path: Path) -> None:
    looking.county.call("丙", "990103")
    looking.county.register.rename(tmp_path / "away.csv")
    looking.after(0)
    assert asked(looking.after(settled.QUIET_SECONDS)) == ["990101", "990103"]


def test_after_the_refresh_it_is_quiet_again(looking: Looking) -> None:
    looking.county.call("乙二", "990102")
    looking.after(0)
    take_in(looking.county, "second")
    assert isinstance(looking.after(settled.QUIET_SECONDS), dg.SkipReason)
    assert json.loads(looking.cursor or "{}") == {}
