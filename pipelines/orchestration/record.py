"""What a run leaves behind while it goes: `home/runs/<run_id>/`.

The steps hand each other what they found through these files, so it does not matter how Dagster runs them. A
run that is published or affirmed needs no record any more (its version holds everything); a refused or failed
one keeps it: `outcomes.json` with every gate result, `summary.md` in Chinese, which `junheng status` reads,
and `run.log`. What does not belong here: judging.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from pipelines.landing.report import LandingReport
from pipelines.night.batch import BatchOutcome
from pipelines.quality.gates import GateResult
from pipelines.quality.refusal import summary
from pipelines.settings import Settings

PAGE = "summary.md"
OUTCOMES: TypeAdapter[list[BatchOutcome]] = TypeAdapter(list[BatchOutcome])


@dataclass(frozen=True)
class Landed:
    """What landing found.

    Attributes:
        report: what it did.
        house: the fingerprint of what all counties depend on (warehouse.fingerprint).
        counties: the fingerprint of every county.
        changed: the counties whose figures may be others than in the version in force.
        own_rows: why the own rows of counties cannot be used, by county.
    """

    report: LandingReport
    house: str
    counties: dict[str, str]
    changed: list[str]
    own_rows: dict[str, list[str]] = field(default_factory=dict)

    @property
    def failed(self) -> dict[str, list[str]]:
        """Why counties could not land, or what they wrote of themselves cannot be used; they are held."""
        failed = {
            county: [one.reason or "没有入库。"]
            for county, one in self.report.counties.items()
            if one.outcome == "failed"
        }
        for county, said in self.own_rows.items():
            if county in self.counties:
                failed[county] = [*failed.get(county, []), *said]
        return failed


@dataclass(frozen=True)
class Ended:
    """What a run came to: the version it published or affirmed, and why counties are held, by county."""

    outcome: Literal["published", "affirmed"]
    version: str
    held: dict[str, list[str]] = field(default_factory=dict)


LANDED, ENDED = TypeAdapter(Landed), TypeAdapter(Ended)


class RunRecord:
    """The folder of one run."""

    def __init__(self, settings: Settings, run_id: str) -> None:
        self.run_id = run_id
        self.folder = settings.runs / run_id
        self._settings = settings

    @property
    def log(self) -> Path:
        """Where a run in one process writes what Dagster and dbt say."""
        return self.folder / "run.log"

    def open(self) -> RunRecord:
        """Make the folder; of the older ones the newest `keep_versions` that say why they failed stay.

        One that says nothing was killed; nobody else is at work here, because whoever opens has the lock.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        others = [path for path in self._settings.runs.iterdir() if path != self.folder]
        told = [path for path in others if (path / PAGE).is_file()]
        stay = sorted(told, key=lambda path: path.stat().st_mtime)[-self._settings.keep_versions :]
        for path in others:
            if path not in stay:
                shutil.rmtree(path, ignore_errors=True)
        return self

    def drop(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def write_landed(self, landed: Landed) -> None:
        """Note what landing found."""
        self._write("landed.json", LANDED.dump_json(landed, indent=2))

    def landed(self) -> Landed | None:
        """What landing found, None before it has ended."""
        content = self._read("landed.json")
        return LANDED.validate_json(content) if content else None

    def write_outcomes(self, outcomes: Sequence[BatchOutcome]) -> None:
        """Note what came of the batches; where nobody passed, say so in a page for people."""
        self._write("outcomes.json", OUTCOMES.dump_json(list(outcomes), indent=2))
        if not any(outcome.passed for outcome in outcomes):
            gates = [gate for outcome in outcomes for gate in outcome.gates]
            troubles = [said for outcome in outcomes for said in outcome.troubles]
            self._write(PAGE, summary(gates, troubles, run_id=self.run_id).encode())

    def outcomes(self) -> list[BatchOutcome]:
        """What came of the batches so far."""
        content = self._read("outcomes.json")
        return OUTCOMES.validate_json(content) if content else []

    def write_failure(self, reason: str) -> None:
        """Say in a page for people why a run came to nothing."""
        self._write(PAGE, f"# 运行 {self.run_id} 没有成功\n\n- {reason}\n".encode())

    def gates(self) -> list[GateResult]:
        """Every gate result so far."""
        return [gate for outcome in self.outcomes() for gate in outcome.gates]

    def write_ended(self, ended: Ended) -> None:
        """Note what the run came to."""
        self._write("ended.json", ENDED.dump_json(ended))

    def ended(self) -> Ended | None:
        """What the run came to; None for one that was refused or failed."""
        content = self._read("ended.json")
        return ENDED.validate_json(content) if content else None

    def _write(self, name: str, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(content)

    def _read(self, name: str) -> bytes | None:
        path = self.folder / name
        return path.read_bytes() if path.exists() else None
