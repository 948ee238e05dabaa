"""`python -m tests.dagster_server DIR`: Dagster as on a server, with PostgreSQL, as its units start it.

A small county is refreshed by the daemon, with the instance that `junheng units --postgres` writes and a
PostgreSQL on this machine; then it is looked at what lies where, a run whose machine went away has to be
ended, and every process has to go when a service manager says so. Prints what it found; exit code 1 where
something is not so. What does not belong here: what a refresh comes to.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import psycopg

from pipelines.settings import PROJECT
from tests.unit.postgres.servers import running

PORT = 3000
VARIABLE = "DAGSTER_POSTGRES_URL"
PATIENCE, STOPPED = 900, 60
"""Seconds to wait for a run, and for processes that were told to end (TimeoutStopSec of the units)."""
GONE = "00000000-0000-4000-8000-000000000000"
EVENTS = "select count(*) from event_logs where run_id = %s"
STATUS = "select status from runs where run_id = %s"


def main() -> int:
    """Run it all; 1 where something is not as it should be."""
    here = Path(sys.argv[1]).absolute()
    here.mkdir(parents=True, exist_ok=True)
    with running(here / "pg") as address:
        os.environ[VARIABLE] = address
        programs = Path(sys.executable).parent
        _prepare(here, programs)
        with psycopg.connect(address, autocommit=True) as database:
            return _tried(here, programs, database)


def _prepare(here: Path, programs: Path) -> None:
    (here / "junheng.toml").touch()
    if not (here / "raw").exists():
        simulate = ("simulate", "--counties", "1", "--scale", "0.03", "--out", "raw")
        subprocess.run([programs / "junheng", *simulate], cwd=here, check=True, capture_output=True)
    shutil.copy(PROJECT / "workspace.yaml", here)
    subprocess.run([programs / "junheng", "units", "--postgres"], cwd=here, check=True, capture_output=True)


def _tried(here: Path, programs: Path, database: psycopg.Connection) -> int:
    faults = []

    def hold(said: str, is_so: bool) -> None:
        print(f"{'yes' if is_so else 'NO '} {said}", flush=True)
        if not is_so:
            faults.append(said)

    def status(run: str) -> str:
        found = database.execute(STATUS, [run]).fetchone()
        return str(found[0]) if found else ""

    with _unit(here, "junheng-dagster-daemon") as daemon, _unit(here, "junheng-dagster-web") as web:
        _wait(lambda: _answers(f"http://127.0.0.1:{PORT}/server_info"), "the pages answer")
        started = time.monotonic()
        run = str(uuid.uuid4())
        launch = ("job", "launch", "-w", "workspace.yaml", "-j", "nightly", "--run-id", run)
        subprocess.run([programs / "dagster", *launch], cwd=here, env=_environment(here), check=True)
        ended = _wait(lambda: status(run) in ("SUCCESS", "FAILURE", "CANCELED"), "the run ends")
        came = status(run)
        hold(f"the daemon ran a night of the queue: {came}, {ended - started:.0f} s", came == "SUCCESS")
        hold("a version is in force", (here / "warehouse" / "current" / "manifest.json").exists())
        left = list((here / "warehouse" / "runs").glob("*"))
        hold(f"a published run leaves nothing in runs/: {len(left)} entries", not left)
        (events,) = database.execute(EVENTS, [run]).fetchone() or (0,)
        hold(f"its {events} events stand in PostgreSQL", events > 0)
        local = [path.name for path in (here / ".dagster").rglob("*.db")]
        hold(f"no database lies in DAGSTER_HOME: {local}", not local)
        asked = json.dumps({"query": f'{{runOrError(runId: "{run}") {{... on Run {{status}}}}}}'}).encode()
        hold("the pages say the same of it", b'"SUCCESS"' in _asked(asked))
        _leave_behind(here, database)
        _wait(lambda: status(GONE) == "FAILURE", "a run without a process is ended")
        hold("a run whose machine went away is ended by the monitor", status(GONE) == "FAILURE")
        for name, unit in (("daemon", daemon), ("web", web)):
            seconds = _told_to_end(unit, name)
            hold(f"{name}: told to end, its processes are gone after {seconds:.1f} s", not _members(unit.pid))
    print("all of it is so" if not faults else "not so: " + "; ".join(faults))
    return 1 if faults else 0


def _environment(here: Path) -> dict[str, str]:
    programs = str(Path(sys.executable).parent)
    told = {"DAGSTER_HOME": str(here / ".dagster"), "PATH": os.pathsep.join((programs, os.environ["PATH"]))}
    return os.environ | told


@contextmanager
def _unit(here: Path, name: str) -> Iterator[subprocess.Popen[bytes]]:
    """A service as its unit starts it; what is left of it at the end is killed."""
    text = (here / "systemd" / f"{name}.service").read_text(encoding="utf-8")
    (command,) = re.findall("^ExecStart=(.*)$", text, re.MULTILINE)
    # a shell that starts this in the background has interrupts ignored, and Dagster treats SIGTERM likewise
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with (here / f"{name}.log").open("wb") as log:
        unit = subprocess.Popen(
            shlex.split(command),
            cwd=here,
            env=_environment(here),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield unit
        finally:
            if _members(unit.pid):
                os.killpg(unit.pid, signal.SIGKILL)
            unit.wait()


def _told_to_end(unit: subprocess.Popen[bytes], name: str) -> float:
    """Tell a service to end as systemd does, every process of it; the seconds until there is none."""
    told = time.monotonic()
    os.killpg(unit.pid, signal.SIGTERM)
    return _wait(lambda: unit.poll() is not None and not _members(unit.pid), f"{name} ends", STOPPED) - told


def _members(group: int) -> list[int]:
    """The processes of a group that are not only waiting to be looked after."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of, *_ = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(of) == group and state != "Z":
            found.append(int(path.parent.name))
    return found


def _leave_behind(here: Path, database: psycopg.Connection) -> None:
    """A run that stands as begun long ago, of which no process is left, as after a power cut."""
    run = dg.DagsterRun(job_name="nightly", run_id=GONE, status=dg.DagsterRunStatus.STARTED)
    with dg.DagsterInstance.from_config(str(here / ".dagster")) as instance:
        instance.add_run(run)
    database.execute("update runs set start_time = 1 where run_id = %s", [GONE])


def _wait(is_so: Callable[[], bool], what: str, seconds: float = PATIENCE) -> float:
    """The moment at which something is so; it goes on where it never is, and is found wrong there."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return time.monotonic()
        time.sleep(0.5)
    print(f"waited {seconds:.0f} s in vain: {what}", flush=True)
    return time.monotonic()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _asked(query: bytes) -> bytes:
    to = urllib.request.Request(
        f"http://127.0.0.1:{PORT}/graphql", query, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(to, timeout=60) as answer:
        return bytes(answer.read())


if __name__ == "__main__":
    sys.exit(main())
