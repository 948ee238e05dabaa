"""One build as a night makes it: the registry laid, dbt on what landed, and every test asked.

`python -m tests.benchmarks.night_build HOME`, of a home in which something has been published, so that the
registry stands. What does not belong here: how a command is measured (measuring).
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipelines.landing.gather import gather
from pipelines.landing.store import counties_landed
from pipelines.night.dbt_process import Asked, DbtProcess
from pipelines.night.manifest import read_manifest
from pipelines.night.registry import BUILD
from pipelines.quality.dbt_tests import ask_tests
from pipelines.settings import Settings

RUN = "benchmark"


def main(home: Path) -> None:
    """Build beside what stands in a home; exits with 1 where a model could not be built."""
    settings = Settings(home=home)
    manifest = read_manifest(settings)
    build = settings.build / RUN / BUILD
    build.unlink(missing_ok=True)
    counties = counties_landed(settings)
    landing = gather(settings, counties, build.with_name("landing.duckdb"))
    results = DbtProcess().build(settings, Asked(landing, build, RUN), heard=lambda _: None)
    if any(result["status"] != "success" for result in results):
        sys.exit(1)
    gates = ask_tests(build, landing, manifest, run_id=RUN, not_built=(), limits=settings.limits)
    print(f"{len(gates)} tests asked")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
