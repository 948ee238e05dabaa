"""A landing store in which every dataset has twenty-one rows that no expectation has anything against.

Only the columns that an expectation reads are filled; the others are unknown, as they may be. A dataset with
no expectation of its own needs no row in VALUES. What does not belong here: the faults (test_landing_faults).
"""

from __future__ import annotations

import functools
import shutil
from pathlib import Path

import duckdb

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.landing.tables import create_tables
from tests.unit.quality.world import KEPT

ROWS = 21
VALUES: dict[str, str] = {
    "class_roster": "'2199010001' as school_code, 1 as grade, number || '班' as class_name, 40 as pupils",
    "county_finance": "2024 as fiscal_year, 80000 as teacher_salary, 79000 as civil_servant_salary",
    "county_form": (
        "80000 as teacher_salary, 79000 as civil_servant_salary, 56 as population, 30 as rural_population"
    ),
    "curriculum_hours": (
        "'2199010001' as school_code, 1 as grade, 70 as comprehensive_hours, 35 as labour_hours,"
        " true as all_courses_offered"
    ),
    "disability_register": "'2014-05' as birth_month, '普通学校' as placement",
    "evidence_register": "'Q3' as indicator_code, '达标' as conclusion",
    "exam_scores": (
        "'期末考试' as exam, '2199010001' as school_code, 1 as grade, '语文' as subject,"
        " 100 as full_mark, 80 as score"
    ),
    "high_school_quota": (
        "2024 as enrolment_year, '示例一中' as high_school,"
        " '21990100' || (10 + number) as junior_school_code, 800 as planned_places, 20 as allotted_places"
    ),
    "incident_register": "'S' || number as incident_id, '核查中' as conclusion",
    "national_monitoring": "2023 as monitoring_year, '小学' as stage, '数学' as subject, 3 as level",
    "preschool_population": (
        "'990101001' as town_code, 2000 + number as birth_year, 300 as births, 280 as in_kindergarten,"
        " date '2024-12-31' as counted_on"
    ),
    "satisfaction_survey": "'W' || number as answer_id, true as is_valid, '满意' as overall_rating",
    "school_finance": (
        "2024 as fiscal_year, '2199010001' as school_code, 500 as funded_pupils,"
        " 50 as public_funds_budget, 48 as public_funds_final"
    ),
    "school_form": "'2199010001' as school_code",
    "school_register": (
        "'21990100' || (10 + number) as school_code, '示例小学' as school_name, '111' as urban_rural_code"
    ),
    "school_statistics": (
        "'21990100' || (10 + number) as school_code, '小学' as stage, 500 as pupils, 30 as teachers,"
        " 2500 as teaching_area, 100 as equipment_value"
    ),
    "special_rooms": "'2199010001' as school_code, '音乐' || number as room_number, 96 as area",
    "statistics_workbook": (
        "'2199010001' as school_code, '小学' as stage, 500 as pupils, 12 as classes, 0 as classes_upto_25,"
        " 0 as classes_26_30, 0 as classes_31_35, 2 as classes_36_40, 10 as classes_41_45,"
        " 0 as classes_46_50, 0 as classes_51_55, 0 as classes_56_60, 0 as classes_61_65, 0 as classes_66_up"
    ),
    "student_changes": "'2199010001' as school_code, '2021-09' as entry_month",
    "student_roster": (
        "'2199010001' as school_code, 1 as grade, number || '班' as class_name, '2024-09' as entry_month"
    ),
    "teacher_posts": (
        "'2199010001' as school_code, 40 as approved_posts, 38 as staff_on_posts, 2 as vacant_posts"
    ),
    "teacher_roster": "'2199010001' as school_code, 360 as training_hours, '本科' as education",
}
BATCH = """
insert into ledger.file_version
    (file_id, county_code, school_year, path, refresh_id, state, received_at) values
    ('{file_id}', '990101', 2024, '{file_id}.csv', 'r{day}', 'accepted', timestamp '2024-11-0{day}');
insert into ledger.presence values ('{file_id}', timestamp '2024-11-0{day}', true, 'r{day}');
insert into ledger.sheet_version values
    ('{file_id}', 's', '{dataset}', {rows} + 1, {rows}, 0, 1, 'accepted', null);
insert into landing.{dataset} by name
    select '{file_id}' as file_id, 's' as sheet, number as row_number, '990101' as county_code,
        2024 as school_year, '990101|2024|' || number as scope_key{values}
    from range({rows}) as numbers(number);
"""


def land(connection: duckdb.DuckDBPyConnection, dataset: str, rows: int = ROWS, *, day: int = 1) -> None:
    """One file of a dataset, handed in on a day of November: so many rows, and one passed over."""
    values = f", {VALUES[dataset]}" if dataset in VALUES else ""
    connection.execute(
        BATCH.format(file_id=f"{dataset}-{day}", dataset=dataset, rows=rows, day=day, values=values)
    )


def write_landed(path: Path, *, night_after: int | None = None) -> Path:
    """Every dataset once; and once more the night after, with so many rows."""
    shutil.copyfile(landed_once(night_after), path)
    return path


@functools.cache
def landed_once(night_after: int | None) -> Path:
    """The store that every test has a copy of."""
    path = Path(KEPT.name) / f"landing_{night_after}.duckdb"
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{path}' as store")
        connection.execute("use store")
        create_tables(connection)
        for dataset in DATASETS:
            land(connection, dataset)
            if night_after is not None:
                land(connection, dataset, night_after, day=2)
    return path
