"""The two published worked examples go the whole road: raw files in, a published version out.

"Books" is no dataset column and no shipped indicator: it is taught by rows only. What the rows are is
`teach_books`; nothing in the project's code may know the word.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import duckdb
import pytest

from pipelines.orchestration.run import refresh
from pipelines.settings import Settings
from pipelines.warehouse.versions import current

EXAMPLES = Path(__file__).parents[1] / "data" / "examples"
YEAR = "2024"
# two counties, so that neither example disturbs the other
FIVE_SCHOOLS, NINE_YEAR_SCHOOL = "990101", "990102"
BOOKS_PER_PUPIL = "B1"
REGISTER = [
    "学校标识码",
    "学校名称",
    "办学类型码",
    "举办者类型码",
    "城乡分类码",
    "镇街代码",
    "建校年份",
    "是否寄宿制学校",
]
STATISTICS = [
    *("学校标识码", "学段", "在校生数", "专任教师数"),
    *("博士研究生", "硕士研究生", "本科", "专科", "县级以上骨干教师", "体育与健康"),
    *(
        "教学及辅助用房面积",
        "室内体育用房面积",
        "运动场地面积",
        "教学仪器设备资产值(万元)",
        "网络多媒体教室数",
    ),
    "图书册数",
]


def example(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def write(path: Path, headings: list[str], rows: list[dict[str, str]]) -> None:
    """A csv file; a column a row lacks stays blank."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="")
        writer.writeheader()
        writer.writerows(rows)


def register_row(county: str, code: str, name: str, kind: str) -> dict[str, str]:
    values = [code, name, kind, "7", "111", f"{county}001", "2000", "否"]
    return dict(zip(REGISTER, values, strict=True))


def write_five_schools(raw: Path) -> None:
    rows = example("cv_five_schools.csv")
    codes = [f"21379901{number:02}" for number in range(1, len(rows) + 1)]
    folder = raw / FIVE_SCHOOLS / YEAR
    register = [
        register_row(FIVE_SCHOOLS, code, row["school"], "211") for code, row in zip(codes, rows, strict=True)
    ]
    statistics = [
        {"学校标识码": code, "学段": "小学", "在校生数": row["students"], "图书册数": row["books"]}
        for code, row in zip(codes, rows, strict=True)
    ]
    write(folder / "学校基本情况.csv", REGISTER, register)
    write(folder / "办学条件.csv", STATISTICS, statistics)


def write_nine_year_school(raw: Path) -> None:
    (row,) = example("split_nine_year.csv")
    folder, code = raw / NINE_YEAR_SCHOOL / YEAR, "3137990201"
    pupils = {"小学": row["primary_students"], "初中": row["junior_students"]}
    statistics = [
        {"学校标识码": code, "学段": stage, "在校生数": number, "图书册数": row["books_total"]}
        for stage, number in pupils.items()
    ]
    write(folder / "学校基本情况.csv", REGISTER, [register_row(NINE_YEAR_SCHOOL, code, row["school"], "312")])
    write(folder / "办学条件.csv", STATISTICS, statistics)


def append_row(path: Path, **cells: str) -> None:
    """Adds one row to a csv by column name; the columns it does not name stay blank."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        headings = next(csv.reader(file))
    unknown = cells.keys() - set(headings)
    assert not unknown, f"{path.name} has no column {sorted(unknown)}; it has {headings}"
    text = path.read_text(encoding="utf-8")
    with path.open("a", encoding="utf-8", newline="") as file:
        if not text.endswith("\n"):
            file.write("\n")
        csv.DictWriter(file, headings, restval="", lineterminator="\n").writerow(cells)


def teach_books(aliases_dir: Path, dbt_project_dir: Path) -> None:
    """Teaches books and books per pupil by rows: an alias, and the registry's seeds.

    The plant of a mixed school is shared 1 : 1.1, so the measure is one of the whole campus. The indicator
    has no threshold row: its status is `reported`.
    """
    append_row(aliases_dir / "school_statistics.csv", heading="图书册数", column="books")
    registry = dbt_project_dir / "seeds" / "registry"
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
    append_row(
        registry / "indicators.csv",
        indicator_code=BOOKS_PER_PUPIL,
        item_code=BOOKS_PER_PUPIL,
        sort_order="9010",
        indicator_name="生均图书册数",
        indicator_name_en="Books per pupil",
        area="资源配置",
        grain="school_stage",
        kind="ratio",
        layer="national",
        stages="小学|初中",
        unit="册",
        decimals="2",
        numerator_measure="books",
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
        basis="县域义务教育校际均衡指标计算方法",
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse published from the two examples by a project that was taught books."""
    work = tmp_path_factory.mktemp("worked_examples")
    shipped = Settings()
    aliases, dbt_project = work / "aliases", work / "dbt_project"
    shutil.copytree(shipped.aliases, aliases)
    shutil.copytree(shipped.dbt_project, dbt_project, ignore=shutil.ignore_patterns("target", "logs"))
    teach_books(aliases, dbt_project)
    write_five_schools(work / "raw")
    write_nine_year_school(work / "raw")
    settings = Settings(
        raw=work / "raw", home=work / "home", aliases=aliases, dbt_project=dbt_project, settle_seconds=0
    )
    outcome = refresh(settings)
    assert outcome.outcome == "published", outcome.reasons
    version = current(settings)
    assert version is not None
    return version.path / "warehouse.duckdb"


def query(database: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_the_five_schools_have_the_printed_coefficient_of_variation(published: Path) -> None:
    rows = query(
        published,
        "select units, pupils, mean, standard_deviation, cv, status from marts.fct_county_balance"
        f" where county_code = '{FIVE_SCHOOLS}' and stage = '小学' and indicator_code = '{BOOKS_PER_PUPIL}'"
        " and ruleset_code = 'national_2017'",
    )
    assert len(rows) == 1
    units, pupils, mean, deviation, cv, status = rows[0]
    assert (units, pupils, status) == (5, 302, "reported")
    assert mean == pytest.approx(6.334437, abs=1e-6)
    assert deviation == pytest.approx(3.263861, abs=1e-6)
    assert cv == pytest.approx(0.515257, abs=1e-6)
    assert f"{cv:.2f}" == "0.52"


def test_the_nine_year_school_is_split_1_to_1_1_without_rounding_in_between(published: Path) -> None:
    rows = query(
        published,
        "select stage, numerator, denominator, status from marts.fct_school_indicator"
        f" where county_code = '{NINE_YEAR_SCHOOL}' and indicator_code = '{BOOKS_PER_PUPIL}'"
        " and ruleset_code = 'national_2017'",
    )
    found = {stage: figures for stage, *figures in rows}
    assert found.keys() == {"小学", "初中"}
    assert found["小学"] == [pytest.approx(9711.63, abs=0.005), 166, "reported"]
    assert found["初中"] == [pytest.approx(13514.37, abs=0.005), 210, "reported"]


def test_a_column_the_files_left_blank_is_no_data_and_never_a_zero(published: Path) -> None:
    rows = query(
        published,
        "select distinct status, value from marts.fct_school_indicator"
        " where indicator_code in ('R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7')",
    )
    assert rows == [("no_data", None)]
