"""`python -m tests.offline DIR [PROGRAMS]`: everything that runs, on a network that leads nowhere, watched.

A refresh of a small county, the pages and Dagster run in a network namespace without a route, and `strace`
notes whom they try to connect to. An attempt to reach anything but this machine is printed and is exit code
1. Before that the refresh is run inside and outside of such a namespace, in turns and without `strace`: what
waits for a network that is not there would be slower inside. Takes Linux with `unshare`, `ip` and `strace`.
What does not belong here: what a refresh comes to.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from pathlib import Path
from statistics import fmean

from pipelines.settings import PROJECT

INSIDE = "JUNHENG_OFFLINE_INSIDE"
TRACED = ("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect,sendto,sendmsg", "-o")
ADDRESS = re.compile(r'(?:inet_addr\("|AF_INET6.*?inet_pton\(AF_INET6, ")([0-9a-fA-F.:]+)"')
HERE = re.compile(r"127\..*|::1|::ffff:127\..*")
NOWHERE = ("unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")
"""What runs the rest of a line in a network that has this machine and no more."""
TURNS = ("outside", "inside")
PORT = 8431
PATIENCE, MOMENT = 900, 1.0


def main() -> int:
    """Run it all; 1 where somebody was reached for, or something did not run."""
    folder, *rest = sys.argv[1:]
    programs = Path(rest[0] if rest else Path(sys.executable).parent).absolute()
    here = Path(folder).absolute()
    here.mkdir(parents=True, exist_ok=True)
    if INSIDE not in os.environ:
        _simulate(here, programs)
        _compare(here, programs)
        command = [*NOWHERE, sys.executable, "-m", "tests.offline", str(here), str(programs)]
        return subprocess.run(command, cwd=PROJECT, env=os.environ | {INSIDE: "1"}, check=False).returncode
    # a shell that starts this in the background has interrupts ignored, and Dagster treats SIGTERM likewise
    signal.signal(signal.SIGINT, signal.default_int_handler)
    reached = _refresh(here, programs) + _pages(here, programs) + _dagster(here, programs)
    for address, times in sorted(reached.items()):
        print(f"reached for {address}: {times}")
    print("nobody was reached for" if not reached else "somebody was reached for")
    return 1 if reached else 0


def _simulate(here: Path, programs: Path) -> None:
    if not (here / "raw").exists():
        make = [str(programs / "junheng"), "simulate", "--counties", "1", "--scale", "0.05", "--out", "raw"]
        subprocess.run(make, cwd=here, check=True, capture_output=True)


def _compare(here: Path, programs: Path) -> None:
    """Time and processor of a refresh into a new home, inside and outside of the namespace."""
    took: dict[str, list[tuple[float, float]]] = {where: [] for where in TURNS}
    for turn, where in enumerate(TURNS):
        home = {"JUNHENG_HOME": str(here / f"home-{turn}")}
        command = [*(NOWHERE if where == "inside" else ()), str(programs / "junheng"), "refresh"]
        started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=here, env=os.environ | home, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        took[where].append((time.monotonic() - started, used))
    for what, at in (("time", 0), ("processor", 1)):
        inside, outside = (fmean(one[at] for one in took[where]) for where in ("inside", "outside"))
        print(
            f"refresh, {what}: {inside:.1f} s inside, {outside:.1f} s outside, ratio {inside / outside:.2f}"
        )


def _refresh(here: Path, programs: Path) -> Counter[str]:
    junheng = str(programs / "junheng")
    started = time.monotonic()
    subprocess.run([*TRACED, "refresh.trace", junheng, "refresh"], cwd=here, check=True, capture_output=True)
    print(f"refresh: {time.monotonic() - started:.0f} s")
    return _reached(here / "refresh.trace")


def _pages(here: Path, programs: Path) -> Counter[str]:
    command = [str(programs / "junheng"), "serve", "--port", str(PORT)]
    return _served(here, "serve", command, ("/", "/pages/"), {})


def _dagster(here: Path, programs: Path) -> Counter[str]:
    home = here / ".dagster"
    home.mkdir(exist_ok=True)
    (home / "dagster.yaml").write_text(
        (PROJECT / "dagster.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    command = [str(programs / "dagster"), "dev", "-m", "pipelines.definitions", "-p", str(PORT)]
    path = os.pathsep.join((str(programs), os.environ["PATH"]))
    return _served(here, "dagster", command, ("/server_info", "/"), {"DAGSTER_HOME": str(home), "PATH": path})


def _served(
    here: Path, name: str, command: list[str], pages: tuple[str, ...], told: dict[str, str]
) -> Counter[str]:
    """Start a server, look at its pages, and end it as a service manager does: it has to go."""
    trace = here / f"{name}.trace"
    with (here / f"{name}.log").open("w") as log:
        server = subprocess.Popen(
            [*TRACED, str(trace), *command], cwd=here, env=os.environ | told, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        started = time.monotonic()
        for page in pages:
            _wait_for(f"http://127.0.0.1:{PORT}{page}", server)
        print(f"{name}: answers after {time.monotonic() - started:.0f} s")
        time.sleep(10 * MOMENT)  # what it does by itself once it stands
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(60)
        print(f"{name}: ended")
    return _reached(trace)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE):
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                answer.read()
                return
        except OSError:
            if server.poll() is not None:
                raise
            time.sleep(MOMENT)
    raise TimeoutError(address)


def _reached(trace: Path) -> Counter[str]:
    """The addresses beyond this machine that were connected to or sent to, and how often."""
    found = ADDRESS.findall(trace.read_text(encoding="utf-8", errors="replace"))
    return Counter(address for address in found if not HERE.fullmatch(address))


if __name__ == "__main__":
    sys.exit(main())
