"""A copy of the project into which a dataset was added as the guide says, and what it published.

Nothing in the project knows this dataset. What does not belong here: what must come of it (test_new_dataset).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pipelines.settings import PROJECT
from tests.integration.edge_counties import enough, hand_in, school
from tests.integration.handed_in import REGISTER, YEAR, append_row, register_row, write
from tests.integration.taught import copy_project

LIBRARY, INDICATOR = "library_books", "B9"
LENT, BLANK = "990221", "990222"
"""A county that hands the new dataset in, and one that hands in its register and blank templates."""
COPIED = ("pipelines", "dbt_project", "expectations", "raw/README.md")
CONTRACT = '''

class LibraryBooks(Row):
    """One row per school and stage."""

    school_code = code("学校标识码", digits=10, key=True)
    stage = word("学段", "stage", key=True)
    books = count("图书册数", unit="个", about="图书册数，册。Books.")
    has_reading_room = yes_no("是否有阅览室", about="是否有阅览室。Whether it has a reading room.")


LIBRARY_BOOKS = Dataset(
    name="library_books",
    title="学校图书",
    about=("学校图书", "School libraries"),
    row_is=("一所学校一学年一学段", "school, school year and stage"),
    department="教体",
    is_expected=False,
    schema=LibraryBooks,
    scope=("school_code", "stage"),
    feeds=("school_code", "stage"),
)
'''
LIKE_IT, VOLUMES = "teacher_posts", "a_batch_is_about_as_large_as_the_last"
"""A dataset whose suite is taken as the pattern, and the one expectation that is taken from it."""


@dataclass(frozen=True)
class Extended:
    """The project with its new dataset, the files that were touched by hand, and what it published."""

    project: Path
    touched: tuple[Path, ...]
    made: tuple[Path, ...]
    templates: Path
    raw: Path
    database: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A module of the copied project, as `python -m`."""
        return run(self.project, *arguments)


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A module of a project, in its folder."""
    told = os.environ | {"PYTHONPATH": str(project), "JUNHENG_SETTLE_SECONDS": "0"}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=project,
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )


def extend(folder: Path) -> Extended:
    """Copy the project, add the dataset by the guide, hand files in and refresh."""
    project = folder / "project"
    for name in COPIED:
        copy(PROJECT / name, project / name)
    touched = add_dataset(project)
    before = contents(project)
    generated = run(project, "pipelines.describing")
    assert generated.returncode == 0, generated.stderr
    made = tuple(path for path, content in contents(project).items() if before.get(path) != content)
    templates, raw = folder / "templates", folder / "raw"
    written = run(project, "pipelines.command", "templates", str(templates))
    assert written.returncode == 0, written.stderr
    hand_in_books(raw)
    hand_in_blanks(raw, templates)
    home = folder / "home"
    refreshed = run(project, "pipelines.command", "refresh", "--raw", str(raw), "--home", str(home))
    assert refreshed.returncode == 0, refreshed.stdout + refreshed.stderr
    return Extended(project, touched, made, templates, raw, home / "current" / "warehouse.duckdb")


def copy(source: Path, target: Path) -> None:
    if source == PROJECT / "dbt_project":
        copy_project(source, target)
    elif source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("target", "logs", "__pycache__"))
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def contents(project: Path) -> dict[Path, bytes]:
    """Every file of a project by its path within it."""
    return {
        path.relative_to(project): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def add_dataset(project: Path) -> tuple[Path, ...]:
    """What the guide says for a dataset of figures, and for an indicator on one of them."""
    contract = Path("pipelines") / "contracts" / "datasets" / "register.py"
    with (project / contract).open("a", encoding="utf-8") as module:
        module.write(CONTRACT)
    suite = Path("expectations") / "landing" / f"{LIBRARY}.json"
    pattern = json.loads((project / suite.with_stem(LIKE_IT)).read_bytes())
    kept = [one for one in pattern["expectations"] if one["meta"]["name"] == VOLUMES]
    text = json.dumps({**pattern, "expectations": kept}, ensure_ascii=False, indent=2)
    (project / suite).write_text(text.replace(LIKE_IT, LIBRARY), encoding="utf-8")
    registry = Path("dbt_project") / "seeds" / "registry"
    append_row(
        project / registry / "measures.csv",
        measure_code="library_books",
        measure_name="图书册数",
        measure_name_en="Books",
        unit="册",
        is_plant="true",
        sum_over_stages="false",
    )
    append_row(
        project / registry / "measure_sources.csv",
        measure_code="library_books",
        dataset=LIBRARY,
        column_name="books",
        priority="1",
    )
    append_row(
        project / registry / "indicators.csv",
        indicator_code=INDICATOR,
        item_code=INDICATOR,
        sort_order="9030",
        indicator_name="生均图书册数",
        indicator_name_en="Books per pupil",
        area="资源配置",
        grain="school_stage",
        kind="ratio",
        stages="小学|初中",
        layer="national",
        unit="册",
        decimals="2",
        numerator_measure="library_books",
        denominator_measure="pupils",
        scale="1",
        population="resource_units",
        county_method="schools",
        county_value="ratio",
        in_compliance="false",
        in_balance="true",
        shortfall_unit="册",
        shortfall_factor="1",
        shortfall_whole="true",
        formula="图书册数 ÷ 在校生数",
        basis="本县推进方案",
    )
    seeds = tuple(registry / f"{name}.csv" for name in ("measures", "measure_sources", "indicators"))
    return (contract, suite, *seeds)


def hand_in_books(raw: Path) -> None:
    """Two primary schools of 1000 and 2000 pupils with 30,000 and 20,000 books: 30 and 10 a pupil."""
    codes = [school(LENT, number) for number in (1, 2)]
    register = [register_row(LENT, one, f"学校{one}", "211") for one in codes]
    hand_in(raw, LENT, register, [enough(one, times=times) for times, one in enumerate(codes, start=1)])
    write(
        raw / LENT / str(YEAR) / "图书.csv",
        ["学校标识码", "学段", "图书册数", "是否有阅览室"],
        [
            {"学校标识码": one, "学段": "小学", "图书册数": books, "是否有阅览室": "是"}
            for one, books in zip(codes, ("30000", "20000"), strict=True)
        ],
    )


def hand_in_blanks(raw: Path, templates: Path) -> None:
    """A register of two schools, and every template as it came."""
    codes = [school(BLANK, number) for number in (1, 2)]
    register = [register_row(BLANK, one, f"学校{one}", "312") for one in codes]
    folder = raw / BLANK / str(YEAR)
    write(folder / "学校基本情况.csv", REGISTER, register)
    for template in templates.glob("*.xlsx"):
        shutil.copy(template, folder / template.name)
