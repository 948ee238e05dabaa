"""A copy of the project that was taught by rows alone: an alias, and rows of the registry's seeds.

Nothing in the project's code may know what is taught here. What does not belong here: the files it is tried
on (edge_counties, test_worked_examples).
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from pipelines.settings import Settings
from tests.integration.edge_counties import BLANK_RANK, EQUAL
from tests.integration.handed_in import append_row, change_row

BOOKS_PER_PUPIL, TEACHERS_PER_HUNDRED = "B1", "B2"
OWN_RULESET, OWN_LAYER = "own_2024", "own"
RELIEF_THAT_ENDS, LAST_DAY = "R3_visiting", "2024-08-31"


@dataclass(frozen=True)
class Taught:
    """A raw folder and the warehouse that the taught project published from it."""

    raw: Path
    database: Path


def taught_copy(folder: Path) -> tuple[Path, Path]:
    """The aliases and the dbt project, copied and taught."""
    shipped = Settings()
    aliases, dbt_project = folder / "aliases", folder / "dbt_project"
    shutil.copytree(shipped.aliases, aliases)
    copy_project(shipped.dbt_project, dbt_project)
    registry = dbt_project / "seeds" / "registry"
    teach_books(aliases, registry)
    teach_own_standard(registry)
    change_row(registry / "reliefs.csv", "valid_to", LAST_DAY, relief_code=RELIEF_THAT_ENDS)
    return aliases, dbt_project


def copy_project(project: Path, target: Path) -> None:
    """Copy a dbt project with what dbt has parsed of it, so that it parses only what is changed."""
    shutil.copytree(project, target, ignore=shutil.ignore_patterns("target", "logs"))
    parse = Path("target", "partial_parse.msgpack")
    if (project / parse).exists():
        (target / parse).parent.mkdir()
        shutil.copy(project / parse, target / parse)


def append_indicator(registry: Path, **cells: str) -> None:
    """A ratio of resources to pupils by school and stage; `cells` say which."""
    shared = {
        "area": "资源配置",
        "grain": "school_stage",
        "kind": "ratio",
        "stages": "小学|初中",
        "decimals": "2",
        "denominator_measure": "pupils",
        "population": "resource_units",
        "county_method": "schools",
        "county_value": "ratio",
        "in_compliance": "false",
        "in_balance": "true",
        "shortfall_factor": "1",
        "shortfall_whole": "true",
        "item_code": cells["indicator_code"],
    }
    append_row(registry / "indicators.csv", **shared, **cells)


def teach_books(aliases: Path, registry: Path) -> None:
    """Books and books per pupil: an alias, a measure, its source, an indicator.

    The plant of a mixed school is shared 1 : 1.1, so the measure is one of the whole campus. The indicator
    has no threshold row: its status is `reported`.
    """
    append_row(aliases / "school_statistics.csv", heading="图书册数", column="books")
    append_row(
        registry / "measures.csv",
        measure_code="books",
        measure_name="图书册数",
        measure_name_en="Books",
        unit="册",
        is_plant="true",
        sum_over_stages="false",
    )
    append_row(
        registry / "measure_sources.csv",
        measure_code="books",
        dataset="school_statistics",
        column_name="books",
        priority="1",
    )
    append_indicator(
        registry,
        indicator_code=BOOKS_PER_PUPIL,
        sort_order="9010",
        indicator_name="生均图书册数",
        indicator_name_en="Books per pupil",
        layer="national",
        unit="册",
        numerator_measure="books",
        scale="1",
        shortfall_unit="册",
        formula="图书册数 ÷ 在校生数",
        basis="县域义务教育校际均衡指标计算方法",
    )


def teach_own_standard(registry: Path) -> None:
    """A county's own ruleset: a new indicator with its threshold, another threshold for a shipped one."""
    append_row(
        registry / "rulesets.csv",
        ruleset_code=OWN_RULESET,
        ruleset_name="本县标准（2024）",
        ruleset_name_en="County standard of 2024",
        layers=f"{OWN_LAYER}|yiyuan|national",
        counties=f"{EQUAL}|{BLANK_RANK}",
        point_counting="own",
        cohort_formula="F2",
        catchment_population="all",
        migrant_population="public_only",
        compliance_min_met="6",
    )
    append_indicator(
        registry,
        indicator_code=TEACHERS_PER_HUNDRED,
        sort_order="9020",
        indicator_name="每百名学生专任教师数",
        indicator_name_en="Full-time teachers per 100 pupils",
        layer=OWN_LAYER,
        unit="人",
        numerator_measure="teachers",
        scale="100",
        shortfall_unit="人",
        formula="专任教师数 ÷ 在校生数 × 100",
        basis="本县推进方案",
    )
    for stage in ("小学", "初中"):
        append_row(
            registry / "thresholds.csv",
            layer=OWN_LAYER,
            indicator_code=TEACHERS_PER_HUNDRED,
            stage=stage,
            comparison=">=",
            threshold="6.5",
            basis="本县推进方案",
        )
    append_row(
        registry / "thresholds.csv",
        layer=OWN_LAYER,
        indicator_code="R6",
        stage="小学",
        comparison=">=",
        threshold="2500",
        floor_ratio="0.85",
        cv_limit="0.5",
        basis="本县推进方案",
    )
    append_row(
        registry / "indicator_departments.csv",
        indicator_code=TEACHERS_PER_HUNDRED,
        department_code="编办",
        task="4",
    )
