"""What the gates said, as a version tells it: a row each in `quality.expectation_result`, and a summary.

The table is empty in a build, because the gates look at what is finished. What a gate said of one county
stays as long as the county's figures do; what it said of all that were judged together, as long as one of
these does. What does not belong here: what a gate is (quality), and what follows from it (orchestration).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import duckdb

from pipelines.warehouse.appending import append
from pipelines.warehouse.county_build import CountyBuild

TABLE = ("quality", "expectation_result")
COLUMNS = (
    "run_id",
    "stage",
    "suite",
    "expectation",
    "severity",
    "success",
    "observed",
    "unexpected_count",
    "county_code",
    "waived_by",
)


class Gate(Protocol):
    """What a gate said, as far as it is published: a row of `quality.expectation_result`."""

    @property
    def suite(self) -> str:
        """The suite it belongs to."""

    @property
    def expectation(self) -> str:
        """Its name in the suite."""

    @property
    def severity(self) -> str:
        """`block` or `warn`."""

    @property
    def success(self) -> bool:
        """Whether it holds."""

    @property
    def observed(self) -> str | None:
        """What was found."""

    @property
    def county_code(self) -> str | None:
        """The county it is about; None where it is about all that were judged together."""

    @property
    def waived_by(self) -> str | None:
        """Who waived what would have blocked, until when and why."""


def write(
    connection: duckdb.DuckDBPyConnection,
    gates: Sequence[Gate],
    builds: Mapping[str, CountyBuild],
    run_id: str,
) -> None:
    """Put what the gates of a night said beside what stays of earlier nights."""
    table = ".".join(TABLE)
    nights = {build.run_id for build in builds.values() if build.run_id and build.run_id != run_id}
    named = {gate.county_code for gate in gates if gate.county_code}
    gone = ", ".join(f"'{county}'" for county in sorted(named)) or "''"
    stays = ", ".join(f"'{night}'" for night in sorted(nights)) or "''"
    connection.execute(
        f"delete from {table} where run_id not in ({stays}) or coalesce(county_code in ({gone}), false)"
    )
    # a project of one's own may be of an earlier day
    there = {name for name, *_ in connection.execute(f"describe {table}").fetchall()}
    columns = [column for column in COLUMNS if column in there]
    append(connection, table, [{column: getattr(gate, column) for column in columns} for gate in gates])


def summary(gates: Iterable[Gate]) -> dict[str, Any]:
    """How many gates passed, warned and blocked; by name those that did not pass, and those waived."""
    said, failed, waived = Counter[str](), [], []
    for gate in gates:
        said["passed" if gate.success else "blocked" if gate.severity == "block" else "warned"] += 1
        if not gate.success:
            name = f"{gate.suite} / {gate.expectation}"
            failed.append({"gate": name, "severity": gate.severity, "observed": gate.observed})
            if gate.waived_by:
                waived.append({"gate": name, "county_code": gate.county_code, "waived_by": gate.waived_by})
    counts = {outcome: said[outcome] for outcome in ("passed", "warned", "blocked")}
    return {**counts, "failed": failed, "waived": waived}
