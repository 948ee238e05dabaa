"""What a run leaves behind while it goes: `home/runs/<run_id>/`.

The steps hand each other what they found through these files, so it does not matter how Dagster runs them. A
run that is published or affirmed needs no record any more (its version holds everything); a refused or failed
one keeps it: `gates.json` with every gate result, `summary.md` in Chinese, which `junheng status` reads, and
`run.log`. What does not belong here: judging.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from pipelines.landing.report import LandingReport
from pipelines.quality.gates import GateResult, blocking
from pipelines.quality.refusal import summary
from pipelines.settings import Settings

GATES: TypeAdapter[list[GateResult]] = TypeAdapter(list[GateResult])


@dataclass(frozen=True)
class Landed:
    """What landing found: its report and the fingerprint of everything a build depends on."""

    report: LandingReport
    fingerprint: str


@dataclass(frozen=True)
class Ended:
    """What a run came to: the version it published or affirmed."""

    outcome: Literal["published", "affirmed"]
    version: str


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
        """Make the folder; of the older ones the newest `keep_versions` stay."""
        self.folder.mkdir(parents=True, exist_ok=True)
        others = (path for path in self._settings.runs.iterdir() if path != self.folder)
        for path in sorted(others, key=lambda path: path.stat().st_mtime)[: -self._settings.keep_versions]:
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

    def add_gates(self, gates: Sequence[GateResult]) -> None:
        """Note gate results beside the earlier ones; if one of all blocks, say so in a page for people."""
        together = [*self.gates(), *gates]
        self._write("gates.json", GATES.dump_json(together, indent=2))
        if blocking(together):
            self._write("summary.md", summary(together, run_id=self.run_id).encode())

    def write_failure(self, reason: str) -> None:
        """Say in a page for people why a run came to nothing."""
        self._write("summary.md", f"# 运行 {self.run_id} 没有成功\n\n- {reason}\n".encode())

    def gates(self) -> list[GateResult]:
        """Every gate result so far."""
        content = self._read("gates.json")
        return GATES.validate_json(content) if content else []

    def write_dbt(self, results: Mapping[str, Any]) -> None:
        """Note what dbt did, for the manifest of the version."""
        self._write("dbt.json", json.dumps(results, indent=2).encode())

    def dbt(self) -> dict[str, Any]:
        """What dbt did."""
        content = self._read("dbt.json")
        return dict(json.loads(content)) if content else {}

    def write_ended(self, outcome: Literal["published", "affirmed"], version: str) -> None:
        """Note what the run came to."""
        self._write("ended.json", ENDED.dump_json(Ended(outcome, version)))

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
