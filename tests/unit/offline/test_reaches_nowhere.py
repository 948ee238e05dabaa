"""Nothing reaches for the network by itself; all that runs is watched by `python -m tests.offline`."""

from __future__ import annotations

import subprocess
import sys

import duckdb
import yaml  # type: ignore[import-untyped]

from pipelines.night.dbt_process import SENDS_NOTHING
from pipelines.quality.gatekeeper import NO_ANALYTICS
from pipelines.settings import PROJECT, Settings

LOADED = """
import sys
reached = []
def hear(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        reached.append((event, str(arguments[1:])))
sys.addaudithook(hear)
import apprise, dagster, duckdb, polars
print(reached)
"""


def test_loading_what_every_command_and_server_begins_with_connects_to_nobody() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


def test_what_would_send_or_fetch_by_itself_is_switched_off() -> None:
    with duckdb.connect(config=Settings().limits) as connection:
        assert connection.execute("select current_setting('autoinstall_known_extensions')").fetchone() == (
            False,
        )
    project = Settings().dbt_project
    profile = yaml.safe_load((project / "profiles.yml").read_text())["junheng"]["outputs"]["duckdb"]
    assert profile["config_options"]["autoinstall_known_extensions"] is False
    assert (
        yaml.safe_load((project / "dbt_project.yml").read_text())["flags"]["send_anonymous_usage_stats"]
        is False
    )
    assert SENDS_NOTHING == {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}
    assert NO_ANALYTICS == {"GX_ANALYTICS_ENABLED": "false"}
    assert yaml.safe_load((PROJECT / "dagster.yaml").read_text())["telemetry"] == {"enabled": False}
