"""A refresh from files to a version, and every way it can end."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.errors import Trouble
from pipelines.orchestration import land_step
from pipelines.warehouse.lock import refresh_lock
from pipelines.warehouse.versions import affirmation, all_versions, current
from tests.unit.orchestration.tiny_county import TinyCounty


def test_a_first_refresh_is_published_and_the_second_only_affirms(
    county: TinyCounty, capfd: pytest.CaptureFixture[str]
) -> None:
    first = county.refresh("示例小学")
    assert (first.outcome, first.reasons) == ("published", [])
    assert first.landing is not None
    assert first.landing.datasets["school_register"].rows_accepted == 1
    assert county.published() == [("示例小学",)]
    version = current(county.settings)
    assert version is not None
    assert (version.name, version.manifest["gates"]["blocked"]) == (first.version, 0)
    stages = county.published(
        "select stage, count(*) from quality.expectation_result group by all order by 1"
    )
    assert stages == [("dbt", 1), ("landing", 2), ("marts", 1)]

    second = county.refresh()
    assert (second.outcome, second.version) == ("affirmed", first.version)
    assert len(all_versions(county.settings)) == 1
    note = affirmation(county.settings)
    assert note is not None
    assert second.landing is not None
    assert note["refresh_id"] == second.landing.refresh_id

    assert list(county.settings.runs.iterdir()) == []
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")


def test_a_slip_in_the_waivers_is_told_before_anything_is_read(county: TinyCounty, tmp_path: Path) -> None:
    expectations = shutil.copytree(county.settings.expectations, tmp_path / "expectations")
    county.settings = county.settings.model_copy(update={"expectations": expectations})
    waiver = 'suite = "marts.nothing"\nexpectation = "e"\nreason = "r"\nowner = "o"\nuntil = 2030-01-01\n'
    (expectations / "waivers.toml").write_text(f"[[waiver]]\n{waiver}")
    outcome = county.refresh("示例小学")
    assert outcome.outcome == "failed"
    assert "marts.nothing / e" in outcome.reasons[0] and "不存在" in outcome.reasons[0]
    assert not county.settings.landing.exists()


def test_a_file_with_faults_is_answered_even_when_nothing_else_changed(county: TinyCounty) -> None:
    county.first_night("示例小学")
    (county.folder / "坏.csv").write_text("不是表\n", encoding="utf-8")
    county.refresh()
    workbooks = sorted(path.name for path in (county.settings.feedback / "990101/2024/县级").iterdir())
    assert workbooks == ["register.csv.反馈.xlsx", "坏.csv.反馈.xlsx"]


def test_what_only_warns_is_published_and_told(county: TinyCounty) -> None:
    assert county.refresh("慎").outcome == "published"
    warned = county.published("select suite, expectation from quality.expectation_result where not success")
    assert warned == [("landing.school_register", "no_school_is_called_shen")]


@pytest.mark.parametrize(
    ("name", "gate", "observed", "remedy"),
    [
        ("拒", "landing.school_register / no_school_is_called_ju", "school_code 2199010001", "请改名。"),
        ("错", "dbt.dim_county / no_school_is_called_cuo", "1 行不符", "call it otherwise."),
        ("谬", "marts.dim_school / no_school_is_called_miu", "school_code 2199010001", "请改名。"),
    ],
)
def test_a_refused_run_says_which_gate_and_leaves_the_last_version_in_force(
    county: TinyCounty, name: str, gate: str, observed: str, remedy: str
) -> None:
    good = county.first_night("示例小学")
    refused = county.refresh(name)
    assert (refused.outcome, refused.version) == ("refused", None)
    reason = refused.reasons[0]
    assert gate in reason
    assert observed in reason
    assert remedy in reason
    assert county.published() == [("示例小学",)]
    version = current(county.settings)
    assert version is not None
    assert version.name == good.version

    assert refused.landing is not None
    record = county.settings.runs / refused.landing.refresh_id
    assert gate in (record / "summary.md").read_text(encoding="utf-8")
    (batch,) = json.loads((record / "outcomes.json").read_text(encoding="utf-8"))
    gates = batch["gates"]
    assert [one["expectation"] for one in gates if one["severity"] == "block" and not one["success"]] == [
        gate.split(" / ")[1]
    ]

    again = county.refresh()
    assert again.outcome == "refused"
    mended = county.refresh("示例一小")
    assert mended.outcome == "published"
    assert county.published() == [("示例一小",)]


def test_a_model_that_cannot_be_built_fails_and_says_so(county: TinyCounty) -> None:
    outcome = county.refresh("崩")
    assert (outcome.outcome, outcome.version) == ("failed", None)
    assert "dim_school" in outcome.reasons[0]
    assert "run.log" in outcome.reasons[-1]
    assert county.refresh("示例小学").outcome == "published"


def test_what_is_wrong_with_the_site_is_said_in_its_own_words(
    county: TinyCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trouble(*_: object, **__: object) -> None:
        raise Trouble("磁盘满了。")

    monkeypatch.setattr(land_step, "land_files", trouble)
    outcome = county.refresh("示例小学")
    assert (outcome.outcome, outcome.reasons[0]) == ("failed", "磁盘满了。")
    (page,) = county.settings.runs.glob("*/summary.md")
    assert "- 磁盘满了。" in page.read_text(encoding="utf-8")


def test_a_second_refresh_of_the_same_home_is_told_to_wait(county: TinyCounty) -> None:
    with refresh_lock(county.settings):
        outcome = county.refresh("示例小学")
    assert outcome.outcome == "busy"
    assert not county.settings.runs.exists()


def test_a_build_of_an_earlier_day_is_a_version_but_not_the_one_in_force(county: TinyCounty) -> None:
    first = county.first_night("示例小学")
    then = datetime.now(UTC).replace(tzinfo=None)
    latest = county.refresh("示例一小")
    earlier = county.refresh(as_known_on=then)
    assert earlier.outcome == "published"
    assert earlier.version not in {first.version, latest.version}
    assert county.published() == [("示例一小",)]
    assert county.refresh().outcome == "affirmed"


def test_stages_are_told_in_order_and_in_full(county: TinyCounty) -> None:
    from pipelines.orchestration.run import refresh

    county.call("示例小学")
    told: list[tuple[str, int, int]] = []
    refresh(county.settings, progress=lambda *step: told.append(step))
    order = [stage for stage, done, total in told if done == total]
    assert order == ["landing", "build", "publish"]


def test_paths_may_be_relative_to_where_one_stands(
    county: TinyCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.call("示例小学")
    monkeypatch.chdir(county.settings.raw.parent)
    county.settings = county.settings.model_copy(update={"raw": Path("raw"), "home": Path("warehouse")})
    before = dict(os.environ)
    assert county.refresh().outcome == "published"
    assert dict(os.environ) == before


def test_as_of_a_day_before_the_first_file_nothing_is_published_and_that_is_said(county: TinyCounty) -> None:
    county.call("慎")
    outcome = county.refresh(as_known_on=datetime(2020, 1, 1))
    assert outcome.outcome == "failed"
    assert "到 2020-01-01 08:00:00 为止还没有收到任何文件" in outcome.reasons[0]
    assert not county.settings.versions.exists()
