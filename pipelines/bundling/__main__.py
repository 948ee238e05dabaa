"""`python -m pipelines.bundling`, called by `make bundle`; `--help` says what it takes.

What does not belong here: what goes into a bundle.
"""

from __future__ import annotations

import argparse
import sys
import sysconfig
from pathlib import Path

from pipelines.bundling.archive import bundle
from pipelines.bundling.wheels import MACHINES, Target, UnknownWheel, list_wheels
from pipelines.settings import PROJECT


def main() -> int:
    """Make the archive, or list what would be in it; 1 where a wheel is missing."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    parser = argparse.ArgumentParser(
        prog="make bundle", description="做一个不用网络就能安装的压缩包。An archive that installs offline."
    )
    machine = sysconfig.get_platform().rpartition("-")[2]
    parser.add_argument("--machine", choices=sorted(MACHINES), default=machine, help="处理器，默认同本机")
    parser.add_argument("--python", default=here, help="目标机器的 Python，如 3.12，默认同本机")
    parser.add_argument("--list", action="store_true", help="只列出要用的包，不下载")
    parser.add_argument("--out", type=Path, default=PROJECT / "dist", help="写到哪里，默认 dist/")
    asked = parser.parse_args()
    target = Target(asked.machine, asked.python)
    try:
        if asked.list:
            for name in list_wheels(PROJECT, target):
                print(name)
        else:
            print(bundle(PROJECT, target, asked.out))
    except UnknownWheel as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
