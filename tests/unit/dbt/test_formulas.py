"""Every formula gives the figures worked by hand beside it: dbt's own unit tests, on tables without a row.

What does not belong here: the figures (`*_unit_tests.yml` beside the models).
"""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from pathlib import Path

from pipelines.landing.store import open_store
from pipelines.orchestration.dbt_cli import DBT, dbt_environment, executable
from pipelines.settings import Settings

FEWEST = 150
KINDS = ("model", "seed", "unit_test")


def test_every_formula_gives_the_figures_worked_by_hand(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with open_store(settings):
        pass
    settings.build_db.parent.mkdir(parents=True)
    told = os.environ | dbt_environment(settings, settings.build_db) | {"DBT_LOG_PATH": str(tmp_path)}
    target = tmp_path / "target"
    kinds = [word for kind in KINDS for word in ("--resource-type", kind)]
    ended = subprocess.run(
        [executable(DBT), "--quiet", "build", "--empty", *kinds, "--target-path", str(target)],
        cwd=settings.dbt_project,
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
    results = json.loads((target / "run_results.json").read_bytes())["results"]
    said = Counter(result["status"] for result in results if result["unique_id"].startswith("unit_test."))
    assert said.keys() == {"pass"}
    assert said["pass"] >= FEWEST
