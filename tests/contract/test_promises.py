"""What users rely on and nothing may take away: commands, options, exit codes, tables and their columns."""

from __future__ import annotations

import pytest
from typer.main import get_command

from pipelines import errors
from pipelines.command import main as cli
from pipelines.command.check import FAULTS_FOUND
from pipelines.command.refresh import EXIT_CODES
from pipelines.night.manifest import read_manifest
from pipelines.settings import Settings
from pipelines.warehouse.lock import Busy
from tests.contract.promised_columns import PROMISED

COMMANDS = {
    "refresh": "--raw --home --as-known-on --county --json",
    "check": "--json",
    "status": "",
    "query": "--csv --json",
    "rollback": "",
    "prune": "",
    "report": "",
    "plan": "",
    "simulate": "--counties --out",
}
"""Options by command."""


@pytest.fixture(scope="module")
def columns() -> dict[str, set[str]]:
    nodes = read_manifest(Settings())["nodes"].values()
    return {
        f"{node['schema']}.{node['alias']}": set(node["columns"])
        for node in nodes
        if node["resource_type"] == "model"
    }


@pytest.mark.parametrize("table", PROMISED)
def test_every_column_that_was_promised_is_there(table: str, columns: dict[str, set[str]]) -> None:
    assert set(PROMISED[table].split()) - columns.get(table, set()) == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_was_promised_takes_its_options(command: str) -> None:
    known = get_command(cli.app).commands[command]  # type: ignore[attr-defined]
    options = {name for parameter in known.params for name in parameter.opts}
    assert set(COMMANDS[command].split()) - options == set()


def test_every_way_to_end_has_the_exit_code_that_was_promised() -> None:
    assert EXIT_CODES == {"published": 0, "affirmed": 0, "failed": 1, "refused": 3, "busy": 4}
    assert (FAULTS_FOUND, errors.Trouble.exit_code, Busy.exit_code, errors.WrongCall.exit_code) == (
        2,
        1,
        4,
        64,
    )
