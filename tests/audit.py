"""Known holes in what is installed, as pip-audit tells them: `python -m tests.audit PIP_AUDIT`.

Leaves with 1 when there is one that `ACCEPTED` does not name. Where the service that knows them does not
answer, or knows none of the packages (an index of one's own), that is said and nothing fails: it would tell
of the network, not of the packages. What does not belong here: what is installed (uv.lock).
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from typing import Any

SECONDS = 60
ACCEPTED: dict[str, str] = {}
"""Holes that do not concern us, by their identifier, each with the reason."""


def main() -> int:
    """Ask, tell, and say with which code to leave."""
    told = ask(sys.argv[1])
    holes, audited = judge(told) if told else ([], 0)
    if not audited:
        print("没有查：漏洞库没有回答。Not audited: the service did not answer.")
        return 0
    print(
        f"查了 {audited} 个包，未接受的漏洞 {len(holes)} 个。{audited} packages audited, {len(holes)} holes."
    )
    for hole in holes:
        print(f"  - {hole}")
    return 1 if holes else 0


def ask(program: str) -> dict[str, Any] | None:
    """What pip-audit says of this environment; None where it came to nothing."""
    packages = sysconfig.get_path("purelib")
    command = [
        program,
        "--path",
        packages,
        "--format",
        "json",
        "--progress-spinner",
        "off",
        "--timeout",
        "10",
    ]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        told: dict[str, Any] = json.loads(ended.stdout)
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return None
    return told


def judge(told: dict[str, Any]) -> tuple[list[str], int]:
    """The holes that are not accepted, in a line each, and how many packages were audited."""
    audited = [one for one in told["dependencies"] if "skip_reason" not in one]
    holes = [
        f"{one['name']} {one['version']}：{hole['id']}，已修复于 {'、'.join(hole['fix_versions']) or '无'}"
        for one in audited
        for hole in one["vulns"]
        if not {hole["id"], *hole.get("aliases", [])} & ACCEPTED.keys()
    ]
    return holes, len(audited)


if __name__ == "__main__":
    sys.exit(main())
