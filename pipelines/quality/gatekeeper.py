"""The gates in a process of their own, which loads Great Expectations while files are still landing.

Loading it takes as long as landing a small county, and both want the interpreter; a second process leaves
them a core each, and gives its memory back. The two talk in lines of JSON over the process's standard input
and output; when ours ends, however it ends, the other's input ends and it goes too. What does not belong
here: what a gate is (gates).
"""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Self

from pydantic import TypeAdapter

from pipelines.errors import Trouble
from pipelines.quality.gates import GateResult, run_suites
from pipelines.quality.suites import Stage

NO_ANALYTICS = {"GX_ANALYTICS_ENABLED": "false"}


class GateFault(Trouble):
    """A suite or the waivers cannot be used."""


@dataclass(frozen=True, kw_only=True)
class GateRequest:
    """The arguments of `run_suites`."""

    database: Path
    directory: Path
    run_id: str
    stage: Stage
    threads: int
    memory_limit: str
    known_on: datetime | None = None
    today: date | None = None


@dataclass(frozen=True)
class _Answer:
    gates: list[GateResult] | None = None
    trouble: str | None = None
    error: str | None = None


REQUEST, ANSWER = TypeAdapter(GateRequest), TypeAdapter(_Answer)


class Gatekeeper:
    """Starts the process at once and hands it requests; a context manager, at whose end the process goes.

    Args:
        log: where the process's standard error goes; this process's own when not given.
    """

    def __init__(self, log: IO[str] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=os.environ | NO_ANALYTICS,
            text=True,
            encoding="utf-8",
        )

    def run(self, request: GateRequest) -> list[GateResult]:
        """Every gate of a stage.

        Raises:
            GateFault: a suite or the waivers cannot be used.
            RuntimeError: the gates could not be run; the message holds the other process's words.
        """
        asked, answered = self._process.stdin, self._process.stdout
        assert asked and answered, "both are pipes"
        with suppress(BrokenPipeError):  # it has gone; then it does not answer either
            asked.write(REQUEST.dump_json(request).decode() + "\n")
            asked.flush()
        line = answered.readline()
        if not line:
            raise RuntimeError(f"the process of the gates ended with exit code {self._process.wait()}")
        answer = ANSWER.validate_json(line)
        if answer.trouble is not None:
            raise GateFault(answer.trouble)
        if answer.gates is None:
            raise RuntimeError(answer.error)
        return answer.gates

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, whatever it is at: it only reads."""
        self._process.kill()
        self._process.communicate()


def serve(requests: IO[str], answers: IO[str]) -> None:
    """Answer requests until there are no more: the other end, with Great Expectations loaded beforehand."""
    import great_expectations  # noqa: F401  # the seconds this takes are why there is a process

    for line in requests:
        answers.write(ANSWER.dump_json(_answer(line)).decode() + "\n")
        answers.flush()


def _answer(line: str) -> _Answer:
    try:
        return _Answer(gates=run_suites(**vars(REQUEST.validate_json(line))))
    except Trouble as trouble:
        return _Answer(trouble=str(trouble))
    except Exception:
        return _Answer(error=traceback.format_exc())


if __name__ == "__main__":
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints must not print among the answers
    serve(sys.stdin, answers)
